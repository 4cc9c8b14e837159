package io.weir.engine.privacy.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What checked nodes tell of others: below one that is hopeless all are; above one at which every
 * class keeps the promise all classes do, for each of the models is kept when classes that keep it
 * become one.
 */
final class Tags {
  private static final int MOST = 2_048;

  private final List<int[]> hopeless = new ArrayList<>();
  private final List<int[]> whole = new ArrayList<>();

  void add(NodeCheck check) {
    if (check.hopeless() && hopeless.size() < MOST && !hopeless(check.levels())) {
      hopeless.removeIf(other -> below(other, check.levels()));
      hopeless.add(check.levels());
    }
    if (check.anonymous()
        && check.suppressed() == 0
        && whole.size() < MOST
        && !whole(check.levels())) {
      whole.removeIf(other -> below(check.levels(), other));
      whole.add(check.levels());
    }
  }

  /** Whether a node cannot be anonymous, nor any below it. */
  boolean hopeless(int[] levels) {
    for (int[] other : hopeless) {
      if (below(levels, other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether every class of a node keeps the promise. */
  boolean whole(int[] levels) {
    for (int[] other : whole) {
      if (below(other, levels)) {
        return true;
      }
    }
    return false;
  }

  /** The check of a node that needs none: nothing is suppressed, and classes are of no account. */
  @Nullable NodeCheck without(int[] levels, Scoring scoring) {
    if (!scoring.byColumn() || !whole(levels)) {
      return null;
    }
    return new NodeCheck(
        levels,
        true,
        false,
        false,
        0,
        0,
        -1,
        -1,
        -1,
        -1,
        -1,
        io.weir.engine.privacy.metric.ColumnCosts.score(Scoring.sum(scoring.free(), levels)),
        scoring.free());
  }

  private static boolean below(int[] lower, int[] upper) {
    for (int column = 0; column < lower.length; column++) {
      if (lower[column] > upper[column]) {
        return false;
      }
    }
    return true;
  }
}
