package io.weir.engine.main.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** One record as a system holds it: text by column, empty text where there is no value. */
final class Row {
  private final Map<String, String> values = new LinkedHashMap<>();

  Row with(String column, String value) {
    values.put(column, value);
    return this;
  }

  String get(String column) {
    return values.getOrDefault(column, "");
  }

  int number(String column) {
    return Integer.parseInt(get(column));
  }

  Map<String, String> values() {
    return values;
  }

  Row copy() {
    Row copy = new Row();
    copy.values.putAll(values);
    return copy;
  }
}
