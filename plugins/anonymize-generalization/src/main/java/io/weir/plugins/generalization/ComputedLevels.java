package io.weir.plugins.generalization;

import io.weir.spi.ColumnFunction;
import java.util.List;

/**
 * A hierarchy whose groups follow from the values, so that no value is unknown to it. Above the
 * levels given there is one that tells nothing.
 */
record ComputedLevels(List<ColumnFunction> between) implements Hierarchy {
  private static final ColumnFunction TOP = new OneToken(ANYTHING);

  ComputedLevels {
    between = List.copyOf(between);
  }

  @Override
  public int height() {
    return between.size() + 1;
  }

  @Override
  public ColumnFunction level(int level) {
    return level == 0 ? AsText::of : level == height() ? TOP : between.get(level - 1);
  }
}
