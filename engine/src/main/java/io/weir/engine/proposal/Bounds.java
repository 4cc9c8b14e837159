package io.weir.engine.proposal;

import io.weir.engine.definition.Value;
import io.weir.engine.definition.Values;
import io.weir.spi.ValueType;
import java.util.Optional;

/**
 * The least and the greatest value that was seen in a column.
 *
 * @param minimum as a document writes it
 * @param maximum as a document writes it
 */
record Bounds(String minimum, String maximum) {

  /** Of columns that are compared by size or time; nothing where no value or no end was seen. */
  static Optional<Bounds> of(ReadColumn column) {
    if (!isMeasured(column.type())) {
      return Optional.empty();
    }
    ValueType type = column.type();
    Optional<Value> least =
        column.values().stream().map(text -> Values.require(type, text)).min(Values::compare);
    Optional<Value> greatest =
        column.values().stream().map(text -> Values.require(type, text)).max(Values::compare);
    return least
        .filter(Bounds::isFinite)
        .flatMap(minimum ->
            greatest
                .filter(Bounds::isFinite)
                .map(maximum ->
                    new Bounds(Values.write(type, minimum), Values.write(type, maximum))));
  }

  private static boolean isFinite(Value value) {
    return !(value instanceof Value.Floating(double number)) || Double.isFinite(number);
  }

  private static boolean isMeasured(ValueType type) {
    return switch (type) {
      case INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME -> true;
      case STRING, BOOLEAN, BINARY, JSON -> false;
    };
  }
}
