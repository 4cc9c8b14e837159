package io.weir.engine.definition;

import io.weir.spi.ValueType;
import java.util.Optional;

/** Reads values of a column's type that stand in the document itself: bounds and defaults. */
final class Literals {
  private Literals() {}

  /**
   * The canonical text of a bound, which is written in the standard form of its type; nothing when
   * it is no such value, or one that bounds nothing.
   */
  static Optional<String> bound(Node node, ValueType type, String what, Problems problems) {
    return literal(node, type, what, problems)
        .flatMap(text -> canonical(node, Values.read(type, text), type, what, problems))
        .filter(text -> {
          boolean infinite = type == ValueType.DOUBLE && text.endsWith("INF");
          if (infinite) {
            problems.error(
                node.place(), what + " is infinite, which bounds nothing", "leave it out");
          }
          return !infinite;
        });
  }

  /**
   * The canonical text of a default: written as the column's own texts are, or in the standard form
   * of its type. It must be a value that the column may have.
   */
  static Optional<String> replacement(
      Node node, ValueType type, Facets facets, String what, Problems problems) {
    return literal(node, type, what, problems)
        .flatMap(text -> canonical(node, reading(node, type, facets, text), type, what, problems));
  }

  private static Values.Reading reading(Node node, ValueType type, Facets facets, String text) {
    Values.Reading formatted = Values.read(type, facets, text);
    if (node instanceof Node.Text && formatted instanceof Values.Reading.Readable) {
      return formatted;
    }
    return switch (Values.read(type, text)) {
      case Values.Reading.Readable(Value value) ->
          Values.misfit(type, facets, value)
              .<Values.Reading>map(Values.Reading.Unreadable::new)
              .orElse(new Values.Reading.Readable(value));
      case Values.Reading.Unreadable _ -> formatted;
    };
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
      Node node, Values.Reading reading, ValueType type, String what, Problems problems) {
    switch (reading) {
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
