package io.weir.engine.definition;

import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns JSON into the plain JDK values that plugins are handed. */
final class PlainValues {
  private PlainValues() {}

  /** Parameters made of some members of an object; what cannot be handed over becomes a problem. */
  static Parameters parameters(Map<String, Node> members, Problems problems) {
    return new Parameters(map(members, problems));
  }

  /** Whether two parameter lists say the same; 1 and 1.0 do. */
  static boolean same(Object left, Object right) {
    if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return a.size() == b.size()
          && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(key -> same(a.get(key), b.get(key)));
    }
    return left.equals(right);
  }

  private static Map<String, Object> map(Map<String, Node> members, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    members.forEach(
        (name, node) -> plain(node, problems).ifPresent(value -> values.put(name, value)));
    return Collections.unmodifiableMap(values);
  }

  private static Optional<Object> plain(Node node, Problems problems) {
    return switch (node) {
      case Node.Text(_, String text) -> Optional.of(text);
      case Node.Bool(_, boolean value) -> Optional.of(value);
      case Node.Num(Place place, String text) -> number(place, text, problems);
      case Node.Arr(_, List<Node> elements) -> {
        List<Object> values = new ArrayList<>();
        elements.forEach(element -> plain(element, problems).ifPresent(values::add));
        yield Optional.of(List.copyOf(values));
      }
      case Node.Obj(_, Map<String, Node> members, _) -> Optional.of(map(members, problems));
      case Node.Nil(Place place) -> {
        problems.error(place, "a parameter is null", "give it a value, or remove it");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Object> number(Place place, String text, Problems problems) {
    return switch (Values.read(ValueType.DECIMAL, text)) {
      case Values.Reading.Readable(Value.Exact(BigDecimal number)) -> Optional.of(number);
      case Values.Reading.Readable _ -> throw new IllegalStateException("not a decimal");
      case Values.Reading.Unreadable(String reason) -> {
        problems.error(
            place, "a parameter's number is too large: " + reason, "write a smaller one");
        yield Optional.empty();
      }
    };
  }
}
