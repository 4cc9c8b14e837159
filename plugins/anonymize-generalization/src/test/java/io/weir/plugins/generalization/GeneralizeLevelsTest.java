package io.weir.plugins.generalization;

import static io.weir.plugins.generalization.Hierarchies.number;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import io.weir.testkit.LevelsMethodContract;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class GeneralizeLevelsTest extends LevelsMethodContract {
  private static final Map<String, Object> INTERVALS =
      Map.of(
          "intervals",
          Map.of(
              "origin", number("-3"), "widths", List.of(number("5"), number("10"), number("40"))));

  @Override
  protected AnonymizationMethod method() {
    return new Generalize();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE)) {
      examples.add(Example.of(type, Map.of("hierarchy", INTERVALS)));
    }
    List<String> calendar = List.of("day", "month", "quarter", "year", "decade");
    examples.add(Example.of(ValueType.DATE, Map.of("hierarchy", Map.of("dates", calendar))));
    examples.add(Example.of(ValueType.DATETIME, Map.of("hierarchy", Map.of("dates", calendar))));
    examples.add(Example.of(ValueType.TIME, Map.of("hierarchy", Map.of("dates", List.of("hour")))));
    for (ValueType type : ValueType.values()) {
      examples.add(Example.of(type, Map.of("hierarchy", Map.of("redact", Map.of()))));
      examples.add(
          Example.of(
              type,
              Map.of(
                  "hierarchy",
                  Map.of(
                      "redact",
                      Map.of("from", "left", "token", "日", "levels", new BigDecimal("3"))))));
      examples.add(listed(type, "top", 5));
      examples.add(listed(type, "refuse", 1));
    }
    examples.add(
        Example.of(
            Map.of(
                "hierarchy",
                Map.of(
                    "order",
                    List.of(List.of(List.of("a", "b"), List.of("c")), List.of(List.of("d", "e"))))),
            BytesColumn.ofStrings("a", "b", null, "c", "d", "e", "e")));
    examples.add(
        Example.of(
            Map.of(
                "hierarchy", Map.of("map", Map.of("a", List.of("x", "*"), "b", List.of("y", "*")))),
            BytesColumn.ofStrings("a", null, "b", "a")));
    examples.add(
        Example.of(
            Map.of("hierarchy", INTERVALS, "levels", List.of(BigDecimal.ONE, BigDecimal.TWO)),
            SampleColumns.of(ValueType.INTEGER, 800, 5)));
    return examples;
  }

  /** Rows for every so many-th value of a sample in three levels, the rest unmapped. */
  private static Example listed(ValueType type, String unmapped, int every) {
    Column sample = sample(type);
    Map<String, List<String>> rows = new HashMap<>();
    for (int row = 0; row < sample.size(); row += every) {
      if (!sample.isEmpty(row)) {
        String group = "g" + row % 40;
        rows.put(
            type == ValueType.DECIMAL
                ? ((DecimalColumn) sample).value(row).stripTrailingZeros().toString()
                : sample.format(row),
            List.of(sample.format(row), group, "G" + row % 4, "*"));
      }
    }
    return Example.of(
        Map.of("hierarchy", Map.of("rows", List.copyOf(rows.values())), "unmapped", unmapped),
        sample);
  }

  /** Few enough characters for cells of a hierarchy, the same value in one spelling only. */
  private static Column sample(ValueType type) {
    return switch (type) {
      case DOUBLE ->
          new DoubleColumn(
              IntStream.range(0, 400).mapToDouble(i -> i % 90 / 10.0).toArray(), 400, gaps());
      case INTEGER ->
          new LongColumn(
              type,
              IntStream.range(0, 400).mapToLong(i -> i * 31L % 97 - 20).toArray(),
              400,
              gaps());
      case STRING, BOOLEAN, DECIMAL, DATE, TIME, DATETIME, BINARY, JSON ->
          SampleColumns.of(type, 400, 9);
    };
  }

  private static Empties gaps() {
    BitSet rows = new BitSet();
    IntStream.range(0, 50).map(i -> i * 7).forEach(rows::set);
    return Empties.of(rows);
  }
}
