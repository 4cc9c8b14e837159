package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Extensions;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import java.util.Optional;
import java.util.Set;

/** A node whose methods drop a column, or make a text of it. */
final class TwoMethods implements Extensions {
  @Override
  public Set<String> anonymizationMethods() {
    return Set.of("drop-column", "generalize");
  }

  @Override
  public Set<String> conflictStrategies() {
    return Set.of("source-priority");
  }

  @Override
  public boolean makesNewKeys(String strategy) {
    return false;
  }

  @Override
  public Set<String> sourceParameters() {
    return Set.of();
  }

  @Override
  public Effect effect(ColumnSchema column, Anonymization anonymization) {
    return new Effect.Becomes(
        anonymization.method().equals("drop-column")
            ? Optional.empty()
            : Optional.of(new ColumnSchema(column.name(), ValueType.STRING)));
  }
}
