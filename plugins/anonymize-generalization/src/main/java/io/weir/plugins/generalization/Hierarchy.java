package io.weir.plugins.generalization;

import io.weir.spi.ColumnFunction;

/**
 * A column's values in levels, from each value itself at level 0 to the coarsest groups; each level
 * merges whole groups of the level below. Immutable.
 */
sealed interface Hierarchy permits ComputedLevels, ListedLevels {
  /** The most levels that a hierarchy may have above level 0. */
  int MOST_LEVELS = 50;

  /** What stands for every value where nothing is told. */
  String ANYTHING = "*";

  /** The highest level. */
  int height();

  /**
   * @param level from 0 to {@link #height()}
   */
  ColumnFunction level(int level);
}
