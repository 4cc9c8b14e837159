package io.weir.engine.interchange.croissant;

import io.weir.engine.definition.Extensions;
import io.weir.engine.definition.SomeExtensions;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
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
  public Effect prepare(String method, MethodRequest request) {
    return new Effect.Ready(
        new SomeExtensions.Shape(
            method.equals("drop-column")
                ? Optional.empty()
                : Optional.of(new ColumnSchema(request.ownColumn().name(), ValueType.STRING))));
  }
}
