package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Trait;
import java.util.Optional;
import java.util.Set;

/** One level of a hierarchy, as the document says. */
record FixedLevel(ColumnSchema schema, int level, ColumnFunction function)
    implements ColumnAnonymizer {
  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Set<Trait> traits() {
    return level == 0
        ? Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS, Trait.DISTINCT_STAYS_DISTINCT)
        : Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
  }

  @Override
  public Column apply(Column column) {
    return function.apply(column);
  }
}
