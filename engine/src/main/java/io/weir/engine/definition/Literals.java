package io.weir.engine.definition;

import io.weir.spi.ValueType;
import java.util.Optional;

/** Reads values of a column's type that stand in the document itself: bounds and defaults. */
final class Literals {
  private Literals() {}

  /**
   * The canonical text of the value, or nothing when it is of another type or the type is unknown.
   */
  static Optional<String> read(
      Node node, Optional<ValueType> type, String what, Problems problems) {
    return type.flatMap(known ->
        literal(node, known, what, problems)
            .flatMap(text -> canonical(node, text, known, what, problems)));
  }

  private static Optional<String> literal(
      Node node, ValueType type, String what, Problems problems) {
    boolean number =
        type == ValueType.INTEGER || type == ValueType.DECIMAL || type == ValueType.DOUBLE;
    return switch (node) {
      case Node.Text(_, String text) -> Optional.of(text);
      case Node.Num(_, String text) when number -> Optional.of(text);
      case Node.Bool(_, boolean value) when type == ValueType.BOOLEAN ->
          Optional.of(Boolean.toString(value));
      case Node.Num _, Node.Bool _, Node.Nil _, Node.Obj _, Node.Arr _ -> {
        problems.error(
            node.place(),
            what + " must be a value of its type, not " + node.kind(),
            "write it " + (number ? "as a number" : "in double quotes"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<String> canonical(
      Node node, String text, ValueType type, String what, Problems problems) {
    switch (Values.read(type, text)) {
      case Values.Reading.Readable(Value.Floating(double number)) when Double.isNaN(number) ->
          problems.error(node.place(), what + " is NaN, which is no number", "write a number");
      case Values.Reading.Readable(Value value) -> {
        return Optional.of(Values.write(type, value));
      }
      case Values.Reading.Unreadable(String reason) ->
          problems.error(
              node.place(),
              what + " cannot be read as its type: " + reason,
              "correct it, or the type");
    }
    return Optional.empty();
  }
}
