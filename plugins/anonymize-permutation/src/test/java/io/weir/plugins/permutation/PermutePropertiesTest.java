package io.weir.plugins.permutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.RecordsTrial.Outcome;
import io.weir.testkit.SampleColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermutePropertiesTest {
  @Property(tries = 50)
  void records_of_a_group_hold_together_what_they_held_before(
      @ForAll ValueType type,
      @ForAll ValueType groups,
      @ForAll @IntRange(max = 3_000) int rows,
      @ForAll boolean stay,
      @ForAll long seed) {
    List<Column> columns =
        List.of(
            SampleColumns.of(type, rows, seed),
            SampleColumns.of(ValueType.INTEGER, rows, seed + 1),
            SampleColumns.of(groups, rows, seed + 2));
    RecordBatch table =
        new RecordBatch(
            new TableSchema(
                "t",
                List.of(
                    new ColumnSchema("one", type),
                    new ColumnSchema("two", ValueType.INTEGER),
                    new ColumnSchema("group", groups))),
            columns,
            rows);
    OfRecords method =
        Tables.prepare(
            new Permute(),
            table,
            Map.of(
                "columns", List.of("one", "two"),
                "within", List.of("group"),
                "empties", stay ? "stay" : "move"));
    Outcome after = Tables.run(method, table, seed);
    List<String> one = RecordsTrial.texts(columns.get(0));
    List<String> two = RecordsTrial.texts(columns.get(1));
    assertEquals(
        byGroup(columns.get(2), one, two, stay),
        byGroup(columns.get(2), after.column("one"), after.column("two"), stay));
  }

  /** By group, and by which values are empty if that counts: the sorted pairs of values. */
  private static Map<String, List<String>> byGroup(
      Column groups, List<String> one, List<String> two, boolean stay) {
    Map<String, List<String>> pairs = new HashMap<>();
    for (int row = 0; row < groups.size(); row++) {
      String key = group(groups, row);
      if (stay) {
        key += one.get(row).equals("(empty)") + "/" + two.get(row).equals("(empty)");
      }
      pairs.computeIfAbsent(key, _ -> new ArrayList<>()).add(one.get(row) + "|" + two.get(row));
    }
    pairs.values().forEach(list -> list.sort(null));
    return pairs;
  }

  private static String group(Column groups, int row) {
    if (groups.isEmpty(row)) {
      return "(empty)";
    }
    return switch (groups) {
      case DecimalColumn decimals -> decimals.value(row).stripTrailingZeros().toString();
      case DoubleColumn doubles -> "" + (doubles.value(row) + 0.0);
      case Column other -> "=" + other.format(row);
    };
  }

  @Test
  void every_way_to_deal_four_values_is_equally_frequent() {
    RecordBatch table = Tables.ofLongs(new long[] {1, 2, 3, 4});
    OfRecords method = Tables.prepare(new Permute(), table, Map.of("columns", List.of("a")));
    Map<List<String>, Integer> counts = new HashMap<>();
    for (long seed = 0; seed < 4_800; seed++) {
      counts.merge(Tables.run(method, table, seed).column("a"), 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    // The 99.9th percentile of χ² with 23 degrees of freedom is 49.7.
    assertTrue(chiSquare(counts, 200) < 49.7, "" + chiSquare(counts, 200));
  }

  @Test
  void every_way_to_deal_the_values_of_a_group_is_equally_frequent() {
    RecordBatch table = Tables.ofLongs(new long[] {1, 2, 3, 4, 5}, new long[] {7, 8, 7, 8, 7});
    OfRecords method =
        Tables.prepare(
            new Permute(), table, Map.of("columns", List.of("a"), "within", List.of("b")));
    Map<List<String>, Integer> counts = new HashMap<>();
    for (long seed = 0; seed < 2_400; seed++) {
      counts.merge(Tables.run(method, table, seed).column("a"), 1, Integer::sum);
    }
    // Six ways for the group of three, two for that of two.
    assertEquals(12, counts.size());
    // The 99.9th percentile of χ² with 11 degrees of freedom is 31.3.
    assertTrue(chiSquare(counts, 200) < 31.3, "" + chiSquare(counts, 200));
  }

  @Test
  void each_value_is_as_likely_at_each_of_many_records() {
    int records = 32;
    long[] values = new long[records];
    for (int i = 0; i < records; i++) {
      values[i] = i;
    }
    RecordBatch table = Tables.ofLongs(values);
    OfRecords method = Tables.prepare(new Permute(), table, Map.of("columns", List.of("a")));
    Map<List<Object>, Integer> counts = new HashMap<>();
    for (long seed = 0; seed < 3_200; seed++) {
      List<String> after = Tables.run(method, table, seed).column("a");
      for (int row = 0; row < records; row++) {
        counts.merge(List.of(row, after.get(row)), 1, Integer::sum);
      }
    }
    assertEquals(records * records, counts.size());
    // χ² of a random permutation's matrix has (n - 1)² = 961 degrees of freedom after scaling by
    // (n - 1) / n; the 99.9th percentile is 1,100.
    double scaled = chiSquare(counts, 100) * (records - 1) / records;
    assertTrue(scaled < 1_100, "" + scaled);
  }

  private static double chiSquare(Map<?, Integer> counts, double expected) {
    return counts.values().stream()
        .mapToDouble(it -> (it - expected) * (it - expected) / expected)
        .sum();
  }
}
