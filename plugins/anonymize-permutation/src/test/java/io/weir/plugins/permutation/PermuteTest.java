package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PermuteTest extends RecordsMethodContract {
  private static final ColumnSchema CITY = new ColumnSchema("city", ValueType.STRING);
  private static final ColumnSchema VISITS = new ColumnSchema("visits", ValueType.INTEGER);

  @Override
  protected AnonymizationMethod method() {
    return new Permute();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      examples.add(
          Example.atTable(
              List.of(CITY, new ColumnSchema("value", type)),
              Map.of("columns", List.of("value")),
              300));
    }
    ColumnSchema price = new ColumnSchema("price", ValueType.DECIMAL);
    ColumnSchema active = new ColumnSchema("active", ValueType.BOOLEAN);
    examples.add(
        Example.atTable(
            List.of(price, CITY, VISITS, active),
            Map.of("columns", List.of("visits", "city"), "within", List.of("active")),
            700));
    examples.add(
        Example.atTable(
            List.of(price, active),
            Map.of("columns", List.of("price"), "within", List.of("active"), "empties", "stay"),
            700));
    examples.add(
        Example.atColumn("visits", List.of(CITY, VISITS), Map.of("empties", "stay"), 2_500));
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    return List.of(
        refused("columns", Map.of()),
        refused("columns", Map.of("columns", List.of())),
        refused("columns", Map.of("columns", List.of("town"))),
        refused("columns", Map.of("columns", List.of("city", "city"))),
        refused("columns", Map.of("columns", List.of("id"))),
        refused("within", Map.of("columns", List.of("city"), "within", List.of("city"))),
        refused("within", Map.of("columns", List.of("city"), "within", List.of())),
        refused("within", Map.of("columns", List.of("city"), "within", List.of("town"))),
        refused("empties", Map.of("columns", List.of("city"), "empties", "keep")));
  }

  private static Refused refused(String parameter, Map<String, Object> parameters) {
    Example any =
        Example.atTable(
            List.of(new ColumnSchema("id", ValueType.INTEGER), CITY, VISITS), parameters, 1);
    return new Refused(
        parameter,
        new MethodRequest(
            any.request().table(),
            Optional.empty(),
            Optional.of("id"),
            Map.of(),
            new Parameters(parameters)));
  }
}
