package io.weir.plugins.suppression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.SampleColumns;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuppressCellsTest {
  private static final BigDecimal TWO = BigDecimal.TWO;

  @Test
  void a_rare_value_gives_way_to_a_token() {
    Column names = BytesColumn.ofStrings("flu", "flu", "gout", null, "");
    assertEquals(
        List.of("flu", "flu", "*", "(empty)", "*"), suppressed(names, Map.of("least", TWO)));
    assertEquals(
        List.of("flu", "flu", "other", "(empty)", "other"),
        suppressed(names, Map.of("least", TWO, "token", "other")));
    assertEquals(
        List.of("flu", "flu", "(empty)", "(empty)", "(empty)"),
        suppressed(names, Map.of("least", TWO, "to", "empty")));
  }

  /** The oracle counts texts. */
  @Test
  void in_a_column_of_any_type_what_occurs_often_enough_stays() {
    for (ValueType type : ValueType.values()) {
      Column column = SampleColumns.of(type, 3_000, 4);
      Map<String, Integer> counts = new HashMap<>();
      for (int row = 0; row < column.size(); row++) {
        if (!column.isEmpty(row)) {
          counts.merge(key(column, row), 1, Integer::sum);
        }
      }
      for (int least : new int[] {2, 5, 40}) {
        List<String> byToken = new ArrayList<>();
        List<String> byNothing = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
          boolean empty = column.isEmpty(row);
          boolean stays = !empty && counts.get(key(column, row)) >= least;
          byToken.add(empty ? "(empty)" : stays ? column.format(row) : "*");
          byNothing.add(stays ? column.format(row) : "(empty)");
        }
        BigDecimal number = BigDecimal.valueOf(least);
        assertEquals(byToken, suppressed(column, Map.of("least", number)), type::name);
        assertEquals(
            byNothing, suppressed(column, Map.of("least", number, "to", "empty")), type::name);
      }
    }
  }

  @Test
  void emptied_columns_keep_their_type_and_others_become_text() {
    PreparedMethod.OfRecords emptied = prepare(ValueType.DATE, Map.of("least", TWO, "to", "empty"));
    assertEquals(List.of(new ColumnSchema("value", ValueType.DATE)), emptied.output().columns());
    assertFalse(emptied.traits().contains(Trait.EMPTIES_STAY));
    PreparedMethod.OfRecords masked = prepare(ValueType.DATE, Map.of("least", TWO));
    assertEquals(List.of(new ColumnSchema("value", ValueType.STRING)), masked.output().columns());
    assertTrue(masked.traits().contains(Trait.EMPTIES_STAY));
    assertEquals(List.of("value"), masked.inputs());
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    refused("least", Map.of());
    refused("least", Map.of("least", BigDecimal.ONE));
    refused("least", Map.of("least", "two"));
    refused("token", Map.of("least", TWO, "token", ""));
    refused("token", Map.of("least", TWO, "to", "empty", "token", "x"));
    refused("to", Map.of("least", TWO, "to", "nothing"));
    refused("most", Map.of("least", TWO, "most", TWO));
  }

  /** 1.5 and 1.50, and 0 and -0, are one value. */
  private static String key(Column column, int row) {
    return column.type() == ValueType.DECIMAL
        ? new BigDecimal(column.format(row)).stripTrailingZeros().toString()
        : column.type() == ValueType.DOUBLE && column.format(row).equals("-0.0")
            ? "0.0"
            : column.format(row);
  }

  private static void refused(String parameter, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> prepare(ValueType.STRING, parameters));
    assertEquals(parameter, refusal.parameter(), refusal.getMessage());
    assertFalse(refusal.getMessage().isBlank());
  }

  private static PreparedMethod.OfRecords prepare(ValueType type, Map<String, Object> parameters) {
    return (PreparedMethod.OfRecords)
        new SuppressCells()
            .prepare(MethodRequest.of(new ColumnSchema("value", type), new Parameters(parameters)));
  }

  /** By three observers, in batches of 64. */
  private static List<String> suppressed(Column column, Map<String, Object> parameters) {
    PreparedMethod.OfRecords prepared = prepare(column.type(), parameters);
    MethodRun run = TrialRun.of(1, column.size());
    List<Observer> observers =
        IntStream.range(0, 3).mapToObj(_ -> prepared.observer(run).orElseThrow()).toList();
    for (int first = 0; first < column.size(); first += 64) {
      observers.get(first / 64 % 3).observe(batch(column, first), first);
    }
    observers.get(2).merge(observers.get(0));
    observers.get(2).merge(observers.get(1));
    RecordFunction function = prepared.seal(run, Optional.of(observers.get(2)));
    List<String> values = new ArrayList<>();
    for (int first = 0; first < column.size(); first += 64) {
      Column result = function.apply(batch(column, first), first).getFirst();
      assertEquals(prepared.output().columns().getFirst().type(), result.type());
      for (int row = 0; row < result.size(); row++) {
        values.add(result.isEmpty(row) ? "(empty)" : result.format(row));
      }
    }
    return values;
  }

  private static RecordBatch batch(Column column, int first) {
    int[] rows = IntStream.range(first, Math.min(first + 64, column.size())).toArray();
    return new RecordBatch(
        new TableSchema("table", List.of(new ColumnSchema("value", column.type()))),
        List.of(column.select(rows, rows.length)),
        rows.length);
  }
}
