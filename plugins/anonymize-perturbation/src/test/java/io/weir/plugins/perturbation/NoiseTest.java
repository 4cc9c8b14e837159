package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.table;
import static io.weir.plugins.perturbation.Trials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * What the noise of the methods looks like over many records, and that it keeps inside of bounds.
 */
class NoiseTest {
  private static final int ROWS = 200_000;

  @Test
  void added_noise_has_the_mean_and_variance_it_should() {
    assertMoments("laplace", 12, 0, 2 * 12 * 12, 5);
    assertMoments("gaussian", 12, 0, 12 * 12, 2);
    assertMoments("uniform", 12, 0, 12 * 12 / 3.0, 0.8);
  }

  /** The variance of a sample is off by variance × √((kurtosis - 1) / n). */
  private static void assertMoments(
      String distribution, double scale, double mean, double variance, double kurtosisLessOne) {
    for (ValueType type : List.of(ValueType.DOUBLE, ValueType.DECIMAL, ValueType.INTEGER)) {
      double[] noise =
          noise(
              new AddNoise(),
              1_000,
              type,
              Map.of("distribution", distribution, "scale", number("" + scale)));
      double whole = type == ValueType.INTEGER ? 1 / 12.0 : 0; // rounding adds that
      assertNear(mean, variance + whole, kurtosisLessOne, noise);
    }
  }

  @Test
  void factors_have_mean_one_and_the_deviation_they_should() {
    assertNear(0, 100 * 100, 2, multiplied("gaussian"));
    assertNear(0, 100 * 100 / 3.0, 0.8, multiplied("uniform"));
    double[] lognormal = multiplied("lognormal");
    assertNear(0, 100 * 100, 4, lognormal);
    assertTrue(Arrays.stream(lognormal).allMatch(it -> it > -1_000), "a factor below 0");
  }

  private static double[] multiplied(String distribution) {
    return noise(
        new MultiplyNoise(),
        1_000,
        ValueType.DOUBLE,
        Map.of("distribution", distribution, "scale", number("0.1")));
  }

  @Test
  void random_rounding_keeps_the_mean() {
    for (ValueType type : List.of(ValueType.DOUBLE, ValueType.DECIMAL, ValueType.INTEGER)) {
      double[] change =
          noise(new RoundValues(), 13, type, Map.of("multiple", number("10"), "mode", "random"));
      assertNear(0, 21, 2, change);
      assertEquals(2, Arrays.stream(change).distinct().count());
    }
  }

  private static void assertNear(
      double mean, double variance, double kurtosisLessOne, double[] noise) {
    double seenMean = Arrays.stream(noise).average().orElseThrow();
    double seenVariance =
        Arrays.stream(noise).map(it -> (it - mean) * (it - mean)).average().orElseThrow();
    assertEquals(mean, seenMean, 4.5 * Math.sqrt(variance / noise.length));
    assertEquals(
        variance, seenVariance, 4.5 * variance * Math.sqrt(kurtosisLessOne / noise.length));
  }

  private static double[] noise(
      AnonymizationMethod method, long from, ValueType type, Map<String, Object> parameters) {
    Column column = value(method, table("value", same(type, from)), parameters);
    double[] noise = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      noise[row] = amount(column, row) - from;
    }
    return noise;
  }

  private static Column same(ValueType type, long value) {
    return switch (type) {
      case DOUBLE -> {
        double[] values = new double[ROWS];
        Arrays.fill(values, value);
        yield Trials.doubles(values);
      }
      case DECIMAL -> {
        DecimalColumn.Builder values = new DecimalColumn.Builder(ROWS);
        for (int row = 0; row < ROWS; row++) {
          values.append(value * 1_000_000, 6);
        }
        yield values.build();
      }
      case INTEGER, DATE, TIME, DATETIME, STRING, BOOLEAN, BINARY, JSON ->
          Trials.repeated(type, value, ROWS);
    };
  }

  private static double amount(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> doubles.value(row);
      default -> ((DecimalColumn) column).value(row).doubleValue();
    };
  }

  @Property(tries = 300)
  void every_policy_keeps_results_inside_of_the_bounds(
      @ForAll("amounts") double value,
      @ForAll("amounts") double one,
      @ForAll("amounts") double other,
      @ForAll("scales") String scale,
      @ForAll("policies") String policy,
      @ForAll("distributions") String distribution,
      @ForAll boolean rounded) {
    double low = Math.floor(Math.min(one, other));
    double high = Math.ceil(Math.max(one, other)) + 3;
    Map<String, Object> parameters =
        new HashMap<>(
            Map.of(
                "distribution",
                distribution,
                "scale",
                number(scale),
                "policy",
                policy,
                "bounds",
                List.of(number("" + (long) low), number("" + (long) high))));
    if (rounded) {
      parameters.put("round", number("3"));
    }
    long whole = Math.round(value);
    for (Column column :
        List.of(
            Trials.repeated(ValueType.INTEGER, whole, 20),
            Trials.decimals(whole + ".25", "" + whole, "1E+40", "-1E-40", "-1E40"),
            Trials.doubles(
                value,
                -value,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                0.0))) {
      RecordBatch table = table("value", column);
      Column result = value(new AddNoise(), table, parameters);
      for (int row = 0; row < result.size(); row++) {
        double amount = amount(result, row);
        assertTrue(amount >= low && amount <= high, () -> amount + " of " + low + ", " + high);
        assertTrue(!rounded || amount % 3 == 0, () -> amount + " is no multiple");
      }
    }
  }

  @Property(tries = 1_000)
  void folding_is_what_mirrors_do(@ForAll int distance, @ForAll("ranges") int range) {
    long place = distance;
    long steps = Math.abs((long) distance) / Math.max(1, range);
    if (steps < 1_000) {
      while (range > 0 && (place < 0 || place > range)) {
        place = place < 0 ? -place : 2L * range - place;
      }
      assertEquals(range == 0 ? 0 : place, Bounds.fold((long) distance, range));
    }
    assertEquals(
        Bounds.fold((long) distance, range),
        Bounds.fold(number("" + distance), number("" + range)).longValueExact());
    assertEquals(Bounds.fold((long) distance, range), Bounds.fold((double) distance, range));
  }

  @Provide
  Arbitrary<Double> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-100, 100).ofScale(2),
        Arbitraries.doubles().between(-1e12, 1e12).ofScale(3));
  }

  @Provide
  Arbitrary<Integer> ranges() {
    return Arbitraries.integers().between(0, 1_000_000_000);
  }

  @Provide
  Arbitrary<String> scales() {
    return Arbitraries.of("0.01", "1", "57", "1E+6", "1E+14", "1E+29");
  }

  @Provide
  Arbitrary<String> policies() {
    return Arbitraries.of("clamp", "reflect", "redraw");
  }

  @Provide
  Arbitrary<String> distributions() {
    return Arbitraries.of("laplace", "gaussian", "uniform");
  }
}
