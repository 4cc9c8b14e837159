package io.weir.plugins.anatomization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.RecordsTrial.Cut;
import io.weir.testkit.RecordsTrial.Outcome;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeveralColumnsTest {
  private static final BytesColumn NAMES =
      BytesColumn.ofStrings("Ann", "Bo", "Cy", "Di", "Ed", "Fe");
  private static final BytesColumn DIAGNOSES =
      BytesColumn.ofStrings("flu", "flu", "cold", "cold", "gout", "gout");
  private static final Column SALARIES =
      DecimalColumn.of(
          new BigDecimal("10.0"),
          new BigDecimal("30"),
          new BigDecimal("20"),
          new BigDecimal("20.00"),
          new BigDecimal("30"),
          new BigDecimal("10"));
  private static final RecordBatch TABLE =
      new RecordBatch(
          new TableSchema(
              "staff",
              List.of(
                  new ColumnSchema("name", ValueType.STRING),
                  new ColumnSchema("diagnosis", ValueType.STRING),
                  new ColumnSchema("salary", ValueType.DECIMAL))),
          List.of(NAMES, DIAGNOSES, SALARIES),
          6);

  @Test
  void several_columns_at_once_are_refused_with_the_way_out() {
    InvalidParameters refusal =
        assertThrows(
            InvalidParameters.class,
            () -> prepare(TABLE.schema(), Map.of("sensitive", List.of("diagnosis", "salary"))));
    assertTrue(refusal.getMessage().contains("once for each"), refusal.getMessage());
  }

  @Test
  void each_of_several_columns_is_diverse_when_they_are_taken_out_one_after_the_other() {
    for (long seed = 0; seed < 50; seed++) {
      OfRecords first =
          prepare(
              TABLE.schema(),
              Map.of("sensitive", "diagnosis", "group", "case_group", "table", "cases"));
      RecordBatch between = after(first, TABLE, seed);
      OfRecords second =
          prepare(
              between.schema(),
              Map.of("sensitive", "salary", "group", "pay_group", "table", "pay"));
      Outcome cases = RecordsTrial.run(first, TABLE, TrialRun.of(seed, 6), Cut.whole());
      Outcome pay = RecordsTrial.run(second, between, TrialRun.of(seed + 99, 6), Cut.whole());
      assertEquals(Set.of("name", "case_group", "pay_group"), pay.columns().keySet());
      assertDiverse(cases.tables().get("cases"));
      assertDiverse(pay.tables().get("pay"));
    }
  }

  private static void assertDiverse(List<List<String>> sensitive) {
    Map<String, Set<String>> values = new HashMap<>();
    sensitive.forEach(
        record -> values.computeIfAbsent(record.get(0), _ -> new HashSet<>()).add(record.get(1)));
    assertEquals(6, sensitive.size());
    assertEquals(2, values.size());
    values.values().forEach(it -> assertEquals(3, it.size()));
  }

  @Test
  void numbers_written_in_two_ways_are_one_value() {
    OfRecords method = prepare(TABLE.schema(), Map.of("sensitive", "salary"));
    Outcome outcome = RecordsTrial.run(method, TABLE, TrialRun.of(1, 6), Cut.whole());
    assertEquals(
        List.of("=10.0", "=20", "=30", "=10.0", "=20", "=30"),
        outcome.tables().get("staff_sensitive").stream().map(it -> it.get(1)).toList());
  }

  @Test
  void empties_end_the_run_unless_they_are_a_category() {
    RecordBatch some =
        new RecordBatch(
            new TableSchema("t", List.of(new ColumnSchema("v", ValueType.STRING))),
            List.of(BytesColumn.ofStrings("a", null, "b", null, "c", "a")),
            6);
    OfRecords refusing = prepare(some.schema(), Map.of("sensitive", "v"));
    MethodException refusal =
        assertThrows(
            MethodException.class,
            () -> RecordsTrial.run(refusing, some, TrialRun.of(1, 6), Cut.whole()));
    assertEquals(
        "Column v of table t is empty in 2 records and cannot be anatomized.",
        refusal.getMessage());

    OfRecords counting = prepare(some.schema(), Map.of("sensitive", "v", "empties", "category"));
    Outcome outcome = RecordsTrial.run(counting, some, TrialRun.of(1, 6), Cut.whole());
    List<List<String>> records = outcome.tables().get("t_sensitive");
    assertEquals("(empty)", records.get(0).get(1));
    assertEquals("(empty)", records.get(3).get(1));
  }

  private static OfRecords prepare(TableSchema table, Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("l", BigDecimal.valueOf(3));
    return (OfRecords)
        new Anatomize()
            .prepare(
                new MethodRequest(
                    table, Optional.empty(), Optional.empty(), Map.of(), new Parameters(all)));
  }

  /** The table as it is for the next method. */
  private static RecordBatch after(OfRecords method, RecordBatch table, long seed) {
    RecordBatch inputs = RecordsTrial.inputs(method, table);
    RecordFunction function =
        RecordsTrial.seal(method, inputs, TrialRun.of(seed, table.size()), Cut.whole());
    return new RecordBatch(
        new TableSchema("staff", method.output().columns()),
        function.apply(inputs, 0),
        table.size());
  }
}
