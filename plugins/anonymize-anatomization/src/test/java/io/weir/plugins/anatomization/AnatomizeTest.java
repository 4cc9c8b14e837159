package io.weir.plugins.anatomization;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class AnatomizeTest extends RecordsMethodContract {
  private static final ColumnSchema AGE = new ColumnSchema("age", ValueType.INTEGER);
  private static final ColumnSchema CITY = new ColumnSchema("city", ValueType.STRING);

  @Override
  protected AnonymizationMethod method() {
    return new Anatomize();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      ColumnSchema value = new ColumnSchema("value", type);
      Map<String, Object> parameters = with("sensitive", "value", "empties", "category");
      parameters.put("l", BigDecimal.valueOf(type == ValueType.BOOLEAN ? 2 : 3));
      if (type.isBytes()) {
        parameters.put("order", "kept");
      }
      examples.add(Example.atTable(List.of(AGE, value, CITY), parameters, 300));
    }
    for (ValueType type : ValueType.values()) {
      // All types move with their records, and one of them is sensitive.
      ColumnSchema moved = new ColumnSchema("moved", type);
      examples.add(
          Example.atTable(
              List.of(AGE, moved, CITY),
              with(
                  "sensitive", "age",
                  "empties", "category",
                  "group", "class",
                  "table", "ages",
                  "count", "times"),
              100));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        refused("sensitive", with("l", BigDecimal.TEN)),
        refused("sensitive", with("sensitive", "town")),
        refused("sensitive", with("sensitive", "id")),
        refused("sensitive", with("sensitive", List.of("age", "city"))),
        refused("l", with("sensitive", "age", "l", BigDecimal.ONE)),
        refused("l", with("sensitive", "age", "l", new BigDecimal("2.5"))),
        refused("group", with("sensitive", "age", "group", "city")),
        refused("group", with("sensitive", "age", "group", " ")),
        refused("count", with("sensitive", "age", "count", "age")),
        refused("count", with("sensitive", "age", "group", "count")),
        refused("table", with("sensitive", "age", "table", "people")),
        refused("empties", with("sensitive", "age", "empties", "drop")),
        refused("order", with("sensitive", "age", "order", "random")));
  }

  private static Map<String, Object> with(Object... namesAndValues) {
    Map<String, Object> parameters = new HashMap<>(Map.of("l", BigDecimal.valueOf(4)));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return parameters;
  }

  private static Refused refused(String parameter, Map<String, Object> parameters) {
    MethodRequest any =
        Example.atTable(
                List.of(new ColumnSchema("id", ValueType.INTEGER), AGE, CITY), parameters, 1)
            .request();
    return new Refused(
        parameter,
        new MethodRequest(
            any.table(),
            Optional.empty(),
            Optional.of("id"),
            Map.of(),
            new Parameters(parameters)));
  }
}
