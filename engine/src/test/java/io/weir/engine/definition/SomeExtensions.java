package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.util.Optional;
import java.util.Set;

/** A node with four methods and the three usual strategies. */
final class SomeExtensions implements Extensions {
  @Override
  public Set<String> anonymizationMethods() {
    return Set.of("drop-column", "mask", "generalize", "tokenize");
  }

  @Override
  public Set<String> conflictStrategies() {
    return Set.of("source-priority", "drop-all", "new-keys");
  }

  @Override
  public boolean makesNewKeys(String strategy) {
    return strategy.equals("new-keys");
  }

  @Override
  public Set<String> sourceParameters() {
    return Set.of("bucket", "command", "script");
  }

  @Override
  public Effect effect(ColumnSchema column, Anonymization anonymization) {
    try {
      return new Effect.Becomes(output(column, anonymization));
    } catch (InvalidParameters e) {
      return new Effect.Unsuitable(e.parameter(), e.getMessage());
    }
  }

  private static Optional<ColumnSchema> output(ColumnSchema column, Anonymization anonymization) {
    Parameters parameters = anonymization.parameters();
    switch (anonymization.method()) {
      case "drop-column" -> {
        parameters.allowOnly();
        return Optional.empty();
      }
      case "mask" -> {
        parameters.allowOnly("keep");
        if (column.type() != ValueType.STRING) {
          throw new InvalidParameters("method", "\"mask\" works on texts only");
        }
        return Optional.of(column);
      }
      case "generalize" -> {
        parameters.allowOnly("width", "to");
        if (parameters.number("width").isEmpty() && parameters.text("to").isEmpty()) {
          throw new InvalidParameters("width", "write \"width\" or \"to\"");
        }
        return Optional.of(new ColumnSchema(column.name(), ValueType.STRING));
      }
      case "tokenize" -> {
        return Optional.of(new ColumnSchema(column.name() + "_token", column.type()));
      }
      default -> throw new IllegalArgumentException("asked for an unknown method");
    }
  }
}
