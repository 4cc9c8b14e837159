package io.weir.plugins.generalization;

import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import java.util.Set;

/** A hierarchy of which the search for the table's privacy model chooses a level. */
record Levels(ColumnSchema output, Hierarchy hierarchy, int lowest, int highest)
    implements PreparedMethod.OfLevels {
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
  }

  @Override
  public ColumnFunction level(int level) {
    if (level < 0 || level > highest) {
      throw new IllegalArgumentException("no level " + level + ", only 0 to " + highest);
    }
    return hierarchy.level(level);
  }
}
