package io.weir.plugins.perturbation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Each sampler beside the probabilities it stands for; seeds are fixed, so nothing flickers. */
class SamplersTest {
  private static final int ROWS = 200_000;

  @Test
  void numbers_below_a_bound_are_equally_probable() {
    for (long bound : new long[] {2, 3, 10, 37}) {
      assertFits(draws -> draws.below(bound), 0, (int) bound - 1, _ -> 1.0 / bound);
    }
  }

  @Property(tries = 300)
  void numbers_below_a_bound_are_below_it(
      @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long bound, @ForAll long seed) {
    Draws draws = Trials.draws(20, seed);
    for (int row = 0; row < 20; row++) {
      draws.seek(row);
      long drawn = draws.below(bound);
      assertTrue(drawn >= 0 && drawn < bound, () -> drawn + " of " + bound);
    }
  }

  @Test
  void a_coin_falls_with_the_probability_of_an_exponential() {
    for (long[] fraction : new long[][] {{0, 1}, {1, 3}, {1, 1}, {7, 4}, {5, 2}, {9, 3}}) {
      double expected = Math.exp(-(double) fraction[0] / fraction[1]);
      assertFits(
          draws -> ExactBernoulli.exp(fraction[0], fraction[1], draws) ? 1 : 0,
          0,
          1,
          side -> side == 1 ? expected : 1 - expected);
    }
  }

  @Test
  void the_discrete_laplace_distribution_has_its_exact_probabilities() {
    for (long[] fraction : new long[][] {{1, 1}, {5, 2}, {7, 1}, {1, 2}, {100, 7}}) {
      DiscreteLaplace noise = new DiscreteLaplace(fraction[0], fraction[1]);
      double ratio = Math.exp(-(double) fraction[1] / fraction[0]);
      assertFits(
          noise::draw,
          -40,
          40,
          y -> (1 - ratio) / (1 + ratio) * Math.pow(ratio, Math.abs((double) y)));
    }
  }

  @Test
  void the_discrete_gaussian_distribution_has_its_exact_probabilities() {
    for (long[] variance : new long[][] {{1, 1}, {1, 4}, {9, 1}, {1_000, 7}, {3, 1_024}}) {
      double sigma2 = (double) variance[0] / variance[1];
      double whole = 0;
      for (int y = -1_000; y <= 1_000; y++) {
        whole += Math.exp(-y * y / (2 * sigma2));
      }
      double sum = whole;
      assertFits(
          new DiscreteGaussian(variance[0], variance[1])::draw,
          -45,
          45,
          y -> Math.exp(-(double) y * y / (2 * sigma2)) / sum);
    }
  }

  @Test
  void a_wide_discrete_gaussian_has_the_variance_it_should() {
    DiscreteGaussian noise = new DiscreteGaussian(1L << 50, 1);
    double sigma = Math.sqrt(0x1p50);
    double[] drawn = drawn(draws -> noise.draw(draws), 50_000);
    Moments2 moments = Moments2.of(drawn);
    assertEquals(0, moments.mean() / sigma, 5 / Math.sqrt(drawn.length));
    assertEquals(1, moments.variance() / (sigma * sigma), 5 * Math.sqrt(2.0 / drawn.length));
  }

  @Test
  void epsilon_becomes_an_exact_fraction() {
    assertEquals(
        Optional.of(new DiscreteLaplace(240, 1)), DiscreteLaplace.of(new BigDecimal("0.50"), 120));
    assertEquals(
        Optional.of(new DiscreteLaplace(1_000, 1_234_567)),
        DiscreteLaplace.of(new BigDecimal("1234.567"), 1));
    assertEquals(Optional.empty(), DiscreteLaplace.of(new BigDecimal("1E-17"), 120));
    assertEquals(Optional.empty(), DiscreteLaplace.of(new BigDecimal("1E-900"), 120));
  }

  @Property(tries = 200)
  void a_stream_is_the_same_however_it_is_read(
      @ForAll @IntRange(min = 1, max = 100) int rows, @ForAll long seed) {
    Draws forwards = Trials.draws(rows, seed);
    Draws backwards = Trials.draws(rows, seed);
    long[][] read = new long[rows][40];
    for (int row = 0; row < rows; row++) {
      forwards.seek(row);
      for (int i = 0; i < 40; i++) {
        read[row][i] = forwards.next();
      }
    }
    for (int row = rows - 1; row >= 0; row--) {
      backwards.seek(row);
      for (int i = 0; i < 1 + row % 40; i++) {
        assertEquals(read[row][i], backwards.next());
      }
    }
    assertEquals(rows * 40L, Arrays.stream(read).flatMapToLong(Arrays::stream).distinct().count());
  }

  private static double[] drawn(ToLongFunction<Draws> sampler, int rows) {
    Draws draws = Trials.draws(rows, 7);
    double[] drawn = new double[rows];
    for (int row = 0; row < rows; row++) {
      draws.seek(row);
      drawn[row] = sampler.applyAsLong(draws);
    }
    return drawn;
  }

  /** A χ² test at about one in 100,000, over the values that are expected often enough. */
  private static void assertFits(
      ToLongFunction<Draws> sampler, int least, int greatest, LongToDoubleFunction probability) {
    long[] seen = new long[greatest - least + 1];
    long elsewhere = 0;
    for (double value : drawn(sampler, ROWS)) {
      if (value < least || value > greatest) {
        elsewhere++;
      } else {
        seen[(int) value - least]++;
      }
    }
    double statistic = 0;
    double rest = ROWS;
    int degrees = -1;
    for (int i = 0; i < seen.length; i++) {
      double expected = ROWS * probability.applyAsDouble(i + least);
      if (expected >= 8) {
        statistic += (seen[i] - expected) * (seen[i] - expected) / expected;
        rest -= expected;
        degrees++;
      } else {
        elsewhere += seen[i];
      }
    }
    if (rest >= 8) {
      statistic += (elsewhere - rest) * (elsewhere - rest) / rest;
      degrees++;
    } else {
      assertTrue(elsewhere < 40, "values that should hardly occur: " + elsewhere);
    }
    // The cube root of χ²/n is nearly normal (Wilson and Hilferty 1931).
    double n = Math.max(1, degrees);
    double limit = n * Math.pow(1 - 2 / (9 * n) + 4.3 * Math.sqrt(2 / (9 * n)), 3);
    assertTrue(statistic < limit + 1e-9, statistic + " of at most " + limit);
  }

  private record Moments2(double mean, double variance) {
    static Moments2 of(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      return new Moments2(
          mean, Arrays.stream(values).map(it -> (it - mean) * (it - mean)).average().orElseThrow());
    }
  }
}
