package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class RankSwapTest extends RecordsMethodContract {
  private static final ColumnSchema CITY = new ColumnSchema("city", ValueType.STRING);

  @Override
  protected AnonymizationMethod method() {
    return new RankSwap();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type :
        List.of(
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DOUBLE,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME)) {
      ColumnSchema value = new ColumnSchema("value", type);
      examples.add(Example.atTable(List.of(CITY, value), parameters("5", List.of("value")), 500));
      examples.add(
          Example.atColumn(
              "value", List.of(value), Map.of("percent", BigDecimal.valueOf(12.5)), 500));
    }
    examples.add(
        Example.atTable(
            List.of(
                new ColumnSchema("age", ValueType.INTEGER),
                CITY,
                new ColumnSchema("salary", ValueType.DECIMAL)),
            parameters("100", List.of("salary", "age")),
            500));
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        refused("columns", Map.of("percent", BigDecimal.TEN)),
        refused("columns", parameters("5", List.of("city"))),
        refused("columns", parameters("5", List.of("town"))),
        refused("percent", Map.of("columns", List.of("age"))),
        refused("percent", parameters("0", List.of("age"))),
        refused("percent", parameters("100.1", List.of("age"))));
  }

  private static Map<String, Object> parameters(String percent, List<String> columns) {
    return Map.of("percent", new BigDecimal(percent), "columns", columns);
  }

  private static Refused refused(String parameter, Map<String, Object> parameters) {
    ColumnSchema age = new ColumnSchema("age", ValueType.INTEGER);
    return new Refused(parameter, Example.atTable(List.of(CITY, age), parameters, 1).request());
  }
}
