package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Uses of {@code generalize} with a hierarchy, for tests. */
final class Hierarchies {
  private Hierarchies() {}

  static PreparedMethod prepare(ValueType type, Map<String, Object> parameters) {
    return new Generalize()
        .prepare(MethodRequest.of(new ColumnSchema("value", type), new Parameters(parameters)));
  }

  static PreparedMethod.OfLevels levels(ValueType type, Map<String, Object> hierarchy) {
    return (PreparedMethod.OfLevels) prepare(type, Map.of("hierarchy", hierarchy));
  }

  static PreparedMethod.OfLevels withTop(ValueType type, Map<String, Object> hierarchy) {
    return (PreparedMethod.OfLevels)
        prepare(type, Map.of("hierarchy", hierarchy, "unmapped", "top"));
  }

  /** One level of a hierarchy, as texts; an empty row as a text that no value has. */
  static List<String> at(PreparedMethod.OfLevels levels, int level, Column column) {
    return texts(levels.level(level).apply(column));
  }

  static List<String> texts(Column column) {
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      texts.add(column.isEmpty(row) ? "\0empty" : column.format(row));
    }
    return texts;
  }

  static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  static Map<String, Object> with(Map<String, Object> some, String name, Object value) {
    Map<String, Object> more = new HashMap<>(some);
    more.put(name, value);
    return Map.copyOf(more);
  }
}
