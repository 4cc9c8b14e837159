package io.weir.engine.privacy.search;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * All nodes between two.
 *
 * @param bound what each of them costs at least
 * @param highCheck of the upper one, once known
 * @param lowCheck of the lower one, once known and where the metric asks for it
 */
record Box(
    int[] low,
    int[] high,
    long bound,
    @Nullable NodeCheck highCheck,
    @Nullable NodeCheck lowCheck) {

  /** Least bound first; then by the {@link Tie} of their lower ends. */
  static final Comparator<Box> BEST_FIRST =
      Comparator.comparingLong(Box::bound)
          .thenComparing(Box::low, Tie.ORDER)
          .thenComparing(Box::high, Tie.ORDER);

  boolean single() {
    return Arrays.equals(low, high);
  }

  Box checked(NodeCheck high, @Nullable NodeCheck low, long atLeast) {
    return new Box(this.low, this.high, Math.max(bound, atLeast), high, low);
  }

  /** The nodes at most at a level of a column. */
  Box lower(int column, int level) {
    int[] end = high.clone();
    end[column] = level;
    return new Box(low, end, bound, null, lowCheck);
  }

  /** The nodes at least at a level of a column. */
  Box upper(int column, int level, long atLeast) {
    int[] end = low.clone();
    end[column] = level;
    return new Box(end, high, Math.max(bound, atLeast), highCheck, null);
  }
}
