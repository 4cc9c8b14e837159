package io.weir.engine.privacy.search;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Which of two solutions that cost the same is taken: the one with the lower sum of levels, then
 * the one whose first column that differs has the lower level.
 */
final class Tie {
  static final Comparator<int[]> ORDER =
      Comparator.<int[]>comparingInt(levels -> Arrays.stream(levels).sum())
          .thenComparing(Arrays::compare);

  private Tie() {}
}
