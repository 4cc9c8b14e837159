package io.weir.engine.definition;

import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.Optional;
import java.util.Set;

/** A node with four methods and the three usual strategies. */
public final class SomeExtensions implements Extensions {
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
  public Effect prepare(String method, MethodRequest request) {
    try {
      return new Effect.Ready(new Shape(output(request.ownColumn(), method, request.parameters())));
    } catch (InvalidParameters e) {
      return new Effect.Unsuitable(e.parameter(), e.getMessage());
    }
  }

  /** A method of which only the shape of its result is known. */
  public record Shape(Optional<ColumnSchema> output) implements PreparedMethod.OfValues {
    @Override
    public Set<Trait> traits() {
      return Set.of();
    }

    @Override
    public ColumnFunction open(MethodRun run) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }

  private static Optional<ColumnSchema> output(
      ColumnSchema column, String method, Parameters parameters) {
    switch (method) {
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
        return Optional.of(column);
      }
      default -> throw new IllegalArgumentException("asked for an unknown method");
    }
  }
}
