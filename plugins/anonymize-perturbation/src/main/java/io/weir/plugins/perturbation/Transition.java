package io.weir.plugins.perturbation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** Which category takes the place of another, drawn with exact probabilities. */
sealed interface Transition {
  int next(int category, Draws draws);

  /**
   * By a matrix of probabilities.
   *
   * @param cumulative of each row the sums of its numbers from the left, in parts of {@code whole}
   */
  record ByMatrix(long[][] cumulative, long whole) implements Transition {
    @Override
    public int next(int category, Draws draws) {
      return place(cumulative[category], draws.below(whole));
    }
  }

  /**
   * k-ary randomized response: the true category has {@code weight} parts, each other one {@code
   * others}. The ratio of the two is at most e^epsilon, so that no answer is more than e^epsilon
   * times as probable for one truth as for another.
   */
  record ByResponse(int categories, long weight, long others) implements Transition {
    static final int MOST_EPSILON = 24;

    private static final long OTHERS = 1L << 20;

    static ByResponse of(int categories, BigDecimal epsilon) {
      // One part in 10^12 less than the true ratio covers what the exponential can be off.
      double ratio = StrictMath.exp(epsilon.doubleValue()) * (1 - 1e-12);
      return new ByResponse(
          categories, Math.max(OTHERS, (long) Math.floor(ratio * OTHERS)), OTHERS);
    }

    @Override
    public int next(int category, Draws draws) {
      long drawn = draws.below(weight + others * (categories - 1));
      if (drawn < weight) {
        return category;
      }
      int other = (int) ((drawn - weight) / others);
      return other < category ? other : other + 1;
    }
  }

  /**
   * The category is kept with a probability, otherwise one is drawn as often as each was observed.
   * Whatever the frequencies t are, t × (keep × I + (1 - keep) × 1 tᵀ) is t again: the matrix is
   * invariant.
   *
   * @param keep in parts of {@code whole}
   * @param cumulative the sums of the observed counts from the left
   */
  record Invariant(long keep, long whole, long[] cumulative) implements Transition {
    @Override
    public int next(int category, Draws draws) {
      return draws.below(whole) < keep
          ? category
          : place(cumulative, draws.below(cumulative[cumulative.length - 1]));
    }
  }

  private static int place(long[] cumulative, long drawn) {
    int found = Arrays.binarySearch(cumulative, drawn);
    int place = found >= 0 ? found + 1 : -found - 1;
    while (cumulative[place] == drawn) { // a category of probability 0 lies between
      place++;
    }
    return place;
  }

  /** Numbers from 0 as parts of a power of ten that holds all their digits. */
  static long[] parts(BigDecimal[] numbers, int scale) {
    return Arrays.stream(numbers)
        .map(number -> number.setScale(scale).unscaledValue())
        .mapToLong(BigInteger::longValueExact)
        .toArray();
  }
}
