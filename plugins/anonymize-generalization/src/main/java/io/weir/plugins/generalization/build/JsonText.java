package io.weir.plugins.generalization.build;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plain JDK values as JSON (RFC 8259), members in the order of their names. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case BigDecimal number -> number.toPlainString();
      case Boolean flag -> flag.toString();
      case List<?> list ->
          list.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        yield sorted.entrySet().stream()
            .map(it -> quoted(it.getKey()) + ": " + of(it.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character < ' ') {
        quoted.append("\\u00").append(character < 16 ? "0" : "1");
        quoted.append(Character.forDigit(character & 15, 16));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }
}
