package io.weir.plugins.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.SuppressionMethodContract;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuppressRecordsTest extends SuppressionMethodContract {
  private static final BigDecimal FIVE = new BigDecimal("5");

  @Override
  protected AnonymizationMethod method() {
    return new SuppressRecords();
  }

  @Override
  protected List<Example> examples() {
    List<ColumnSchema> columns = new ArrayList<>();
    for (ValueType type : ValueType.values()) {
      columns.add(new ColumnSchema(type.name(), type));
    }
    return List.of(
        Example.of(columns, Map.of("columns", List.of("INTEGER"), "least", FIVE)),
        Example.of(
            columns, Map.of("columns", List.of("DOUBLE"), "least", FIVE, "atMost", BigDecimal.ONE)),
        Example.of(
            columns, Map.of("columns", List.of("BOOLEAN", "JSON"), "least", new BigDecimal("30"))),
        Example.of(columns, Map.of("columns", List.of("STRING", "BOOLEAN"), "least", FIVE)),
        Example.of(columns, Map.of("column", "INTEGER", "values", List.of("1", BigDecimal.TEN))),
        Example.of(
            columns,
            Map.of("column", "BOOLEAN", "values", List.of(true), "atMost", BigDecimal.ONE)));
  }

  @Test
  void records_with_a_rare_combination_disappear() {
    RecordBatch table =
        table(
            BytesColumn.ofStrings("a", "a", "b", null, "a", null, "b"),
            integers(1, 1, 1, 2, 2, 2, 1));
    assertEquals(
        rows(4),
        suppressed(table, Map.of("columns", List.of("c0", "c1"), "least", BigDecimal.TWO)));
    assertEquals(
        rows(0, 1, 4, 2, 6, 3, 5),
        suppressed(table, Map.of("columns", List.of("c0", "c1"), "least", new BigDecimal("3"))));
  }

  @Test
  void equal_numbers_count_as_one_however_they_are_spelled() {
    Column decimals =
        DecimalColumn.of(
            new BigDecimal("1.5"),
            new BigDecimal("1.500"),
            new BigDecimal("2E+200"),
            new BigDecimal("20E+199"),
            new BigDecimal("0"),
            new BigDecimal("0.00"),
            new BigDecimal("7"));
    assertEquals(
        rows(6),
        suppressed(table(decimals), Map.of("columns", List.of("c0"), "least", BigDecimal.TWO)));
    Column doubles = new DoubleColumn(new double[] {0.0, -0.0, 1}, 3, Empties.none());
    assertEquals(
        rows(2),
        suppressed(table(doubles), Map.of("columns", List.of("c0"), "least", BigDecimal.TWO)));
  }

  @Test
  void records_with_a_listed_value_disappear() {
    assertEquals(
        rows(0, 3),
        listed(BytesColumn.ofStrings("a", "b", null, "c"), List.of("a", "c", "missing")));
    assertEquals(rows(1), listed(integers(1, 2, 3), List.of("2.0")));
    assertEquals(
        rows(0, 1),
        listed(
            DecimalColumn.of(new BigDecimal("1.50"), new BigDecimal("2"), null, BigDecimal.TEN),
            List.of("1.5", new BigDecimal("2.000"))));
    assertEquals(
        rows(0, 2),
        listed(
            new DoubleColumn(new double[] {-0.0, 1, Double.NaN}, 3, Empties.none()),
            List.of(BigDecimal.ZERO, "NaN")));
    assertEquals(
        rows(1), listed(new BooleanColumn(new byte[] {0, 1}, 2, Empties.none()), List.of(true)));
    long day = LocalDate.parse("2020-02-29").toEpochDay();
    assertEquals(
        rows(0),
        listed(
            new LongColumn(ValueType.DATE, new long[] {day, day + 1}, 2, Empties.none()),
            List.of("2020-02-29")));
  }

  @Test
  void a_run_that_would_lose_too_much_fails() {
    RecordBatch table = table(integers(1, 1, 1, 2));
    Map<String, Object> rare =
        Map.of("columns", List.of("c0"), "least", BigDecimal.TWO, "atMost", new BigDecimal("0.24"));
    MethodException failure = assertThrows(MethodException.class, () -> suppressed(table, rare));
    assertEquals(
        "Table table would lose 1 of its 4 records to suppress-records, more than the share of 0.24"
            + " that \"atMost\" allows.",
        failure.getMessage());
    assertFalse(failure.advice().isBlank());
    Map<String, Object> enough = new HashMap<>(rare);
    enough.put("atMost", new BigDecimal("0.25"));
    assertEquals(rows(3), suppressed(table, enough));
    assertThrows(
        MethodException.class,
        () ->
            suppressed(
                table,
                Map.of("column", "c0", "values", List.of("1"), "atMost", new BigDecimal("0.5"))));
  }

  /** The oracle counts texts of combinations. */
  @Property(tries = 60)
  void what_stays_is_what_occurs_often_enough(
      @ForAll @IntRange(min = 0, max = 400) int size,
      @ForAll @IntRange(min = 2, max = 6) int least,
      @ForAll @IntRange(min = 1, max = 40) int values,
      @ForAll Random random) {
    String[] texts = new String[size];
    long[] numbers = new long[size];
    Map<String, Integer> counts = new HashMap<>();
    for (int row = 0; row < size; row++) {
      texts[row] = random.nextInt(5) == 0 ? null : "t" + random.nextInt(values);
      numbers[row] = random.nextInt(3);
      counts.merge(texts[row] + "/" + numbers[row], 1, Integer::sum);
    }
    BitSet expected = new BitSet();
    for (int row = 0; row < size; row++) {
      expected.set(row, counts.get(texts[row] + "/" + numbers[row]) < least);
    }
    assertEquals(
        expected,
        suppressed(
            table(BytesColumn.ofStrings(texts), integers(numbers)),
            Map.of("columns", List.of("c0", "c1"), "least", BigDecimal.valueOf(least))));
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    refused("columns", Map.of());
    refused("columns", Map.of("least", FIVE));
    refused("columns", Map.of("columns", List.of("nowhere"), "least", FIVE));
    refused("least", Map.of("columns", List.of("c0")));
    refused("least", Map.of("columns", List.of("c0"), "least", BigDecimal.ONE));
    refused("least", Map.of("columns", List.of("c0"), "least", new BigDecimal("2.5")));
    refused("values", Map.of("columns", List.of("c0"), "least", FIVE, "values", List.of("1")));
    refused("values", Map.of("column", "c0"));
    refused("values", Map.of("column", "c0", "values", List.of()));
    refused("column", Map.of("values", List.of("1")));
    refused("column", Map.of("column", "nowhere", "values", List.of("1")));
    refused("atMost", Map.of("columns", List.of("c0"), "least", FIVE, "atMost", FIVE));
    assertEquals(
        "value 2 of \"values\" is no integer as column c0 holds; correct it",
        refused("values", Map.of("column", "c0", "values", List.of("1", "secret"))).getMessage());
    assertThrows(
        InvalidParameters.class,
        () ->
            method()
                .prepare(
                    MethodRequest.of(
                        new ColumnSchema("c0", ValueType.INTEGER),
                        new Parameters(Map.of("columns", List.of("c0"), "least", FIVE)))));
  }

  private InvalidParameters refused(String parameter, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> suppressed(table(integers(1)), parameters));
    assertEquals(parameter, refusal.parameter(), refusal.getMessage());
    assertFalse(refusal.getMessage().isBlank());
    return refusal;
  }

  private BitSet listed(Column column, List<?> values) {
    return suppressed(table(column), Map.of("column", "c0", "values", values));
  }

  private BitSet suppressed(RecordBatch table, Map<String, Object> parameters) {
    PreparedMethod.OfSuppression prepared =
        (PreparedMethod.OfSuppression)
            method()
                .prepare(
                    new MethodRequest(
                        table.schema(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        new Parameters(parameters)));
    assertTrue(table.schema().columns().size() >= prepared.inputs().size());
    MethodRun run = TrialRun.of(3, table.size());
    Optional<Observer> observer = prepared.observer(run);
    observer.ifPresent(it -> it.observe(table, 0));
    return prepared.seal(run, observer).suppressed(table, 0);
  }

  private static RecordBatch table(Column... columns) {
    List<ColumnSchema> schemas = new ArrayList<>();
    for (Column column : columns) {
      schemas.add(new ColumnSchema("c" + schemas.size(), column.type()));
    }
    return new RecordBatch(new TableSchema("table", schemas), List.of(columns), columns[0].size());
  }

  private static LongColumn integers(long... values) {
    return new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
  }

  private static BitSet rows(int... rows) {
    BitSet set = new BitSet();
    for (int row : rows) {
      set.set(row);
    }
    return set;
  }
}
