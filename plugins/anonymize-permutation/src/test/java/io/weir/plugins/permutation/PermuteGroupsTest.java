package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PermuteGroupsTest extends RecordsMethodContract {
  private static final ColumnSchema CITY = new ColumnSchema("city", ValueType.STRING);

  @Override
  protected AnonymizationMethod method() {
    return new PermuteGroups();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE)) {
      ColumnSchema salary = new ColumnSchema("salary", type);
      examples.add(
          Example.atTable(List.of(CITY, salary), of("column", "salary", "k", 3, "e", 2.5), 700));
      examples.add(Example.atColumn("salary", List.of(salary), of("k", 20, "e", 0), 700));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        refused("column", of("k", 3, "e", 1)),
        refused("column", of("column", "town", "k", 3, "e", 1)),
        refused("column", of("column", "city", "k", 3, "e", 1)),
        refused("k", of("column", "salary", "e", 1)),
        refused("k", of("column", "salary", "k", 1, "e", 1)),
        refused("k", of("column", "salary", "k", 2.5, "e", 1)),
        refused("e", of("column", "salary", "k", 3)),
        refused("e", of("column", "salary", "k", 3, "e", -1)));
  }

  private static Refused refused(String parameter, Map<String, Object> parameters) {
    ColumnSchema salary = new ColumnSchema("salary", ValueType.INTEGER);
    return new Refused(parameter, Example.atTable(List.of(CITY, salary), parameters, 1).request());
  }

  /** Parameters as a document has them: numbers are decimals. */
  private static Map<String, Object> of(Object... namesAndValues) {
    Map<String, Object> parameters = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      parameters.put(
          (String) namesAndValues[i],
          value instanceof Number ? new BigDecimal(value.toString()) : value);
    }
    return parameters;
  }
}
