package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atTable;
import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MicroaggregateTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new Microaggregate();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : Perturbation.TYPES) {
      RecordBatch one = table("value", SampleColumns.of(type, 500, 3));
      examples.add(new Example(atValue(one, Map.of("k", number("3"))), one, false));
      RecordBatch three =
          table(
              "value",
              SampleColumns.of(type, 400, 3),
              "other",
              SampleColumns.of(ValueType.INTEGER, 400, 4),
              "third",
              SampleColumns.of(ValueType.DECIMAL, 400, 5));
      examples.add(
          new Example(
              atTable(
                  three, Map.of("k", number("4"), "columns", List.of("third", "value", "other"))),
              three,
              false));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch table =
        table("value", Trials.integers(1), "flag", SampleColumns.of(ValueType.BOOLEAN, 1, 1));
    List<Object> columns = List.of("value");
    return List.of(
        new Refused("k", atTable(table, Map.of("columns", columns))),
        new Refused("k", atTable(table, Map.of("columns", columns, "k", number("1")))),
        new Refused("k", atTable(table, Map.of("columns", columns, "k", number("2.5")))),
        new Refused("columns", atTable(table, Map.of("k", number("3")))),
        new Refused(
            "columns", atTable(table, Map.of("k", number("3"), "columns", List.of("flag")))),
        new Refused("columns", atValue(table, Map.of("k", number("3"), "columns", columns))),
        new Refused(
            "exactUpTo",
            atTable(
                table, Map.of("k", number("3"), "columns", columns, "exactUpTo", number("9")))));
  }

  @Test
  void groups_have_k_to_2k_minus_1_records_and_exact_means_also_across_blocks() {
    int rows = 5_003;
    Random random = new Random(3);
    long[] ages = new long[rows];
    double[] heights = new double[rows];
    BigDecimal[] incomes = new BigDecimal[rows];
    for (int row = 0; row < rows; row++) {
      ages[row] = random.nextLong(Long.MAX_VALUE / 2, Long.MAX_VALUE);
      heights[row] = random.nextGaussian() * 1e-3 + random.nextInt(3);
      incomes[row] = BigDecimal.valueOf(random.nextLong(), random.nextInt(4));
    }
    RecordBatch table =
        table(
            "age",
            Trials.integers(ages),
            "height",
            Trials.doubles(heights),
            "income",
            DecimalColumn.of(incomes));
    for (int k : new int[] {2, 5}) {
      List<Column> after =
          Trials.columns(
              method(),
              atTable(
                  table,
                  Map.of(
                      "k",
                      number("" + k),
                      "columns",
                      List.of("age", "height", "income"),
                      "exactUpTo",
                      number("2000"))),
              table);
      Map<String, List<Integer>> groups = new TreeMap<>();
      for (int row = 0; row < rows; row++) {
        int at = row;
        String key = String.join(" ", after.stream().map(it -> it.format(at)).toList());
        groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
      }
      for (List<Integer> group : groups.values()) {
        assertTrue(group.size() >= k && group.size() <= 2 * k - 1, () -> "" + group.size());
        BigDecimal n = BigDecimal.valueOf(group.size());
        int first = group.getFirst();
        BigDecimal age = BigDecimal.ZERO;
        BigDecimal height = BigDecimal.ZERO;
        BigDecimal income = BigDecimal.ZERO;
        for (int row : group) {
          age = age.add(BigDecimal.valueOf(ages[row]));
          height = height.add(new BigDecimal(heights[row]));
          income = income.add(incomes[row]);
        }
        assertEquals(
            age.divide(n, 0, RoundingMode.HALF_EVEN).longValueExact(),
            ((LongColumn) after.get(0)).value(first));
        assertEquals(
            height.divide(n, new MathContext(200)).doubleValue(),
            ((DoubleColumn) after.get(1)).value(first));
        assertEquals(
            income.divide(n, 3, RoundingMode.HALF_EVEN),
            ((DecimalColumn) after.get(2)).value(first));
      }
    }
  }

  @Test
  void doubles_of_any_size_have_an_exact_mean() {
    assertEquals(
        List.of("=" + 1e300 / 3, "=" + 1e300 / 3, "=" + 1e300 / 3),
        averaged(Trials.doubles(1e300, 1, -1), 3));
    assertEquals(
        List.of("=" + Double.MAX_VALUE, "=" + Double.MAX_VALUE),
        averaged(Trials.doubles(Double.MAX_VALUE, Double.MAX_VALUE), 2));
  }

  @Test
  void one_column_is_grouped_among_neighbours() {
    assertEquals(
        List.of("=2", "=11", "=2", "=11", "=2", "=11"),
        averaged(Trials.integers(1, 10, 2, 11, 3, 12), 3));
  }

  @Test
  void records_that_lack_the_same_columns_are_averaged_among_each_other() {
    BitSet empty = new BitSet();
    empty.set(0, 4);
    empty.set(8);
    LongColumn first =
        new LongColumn(
            ValueType.INTEGER, new long[] {0, 0, 0, 0, 1, 3, 5, 7, 0}, 9, Empties.of(empty));
    LongColumn second = Trials.integers(10, 12, 50, 52, 10, 12, 50, 52, 900);
    BitSet last = new BitSet();
    last.set(8);
    LongColumn third = new LongColumn(ValueType.INTEGER, new long[9], 9, Empties.of(last));
    RecordBatch table = table("first", first, "second", second, "third", third);
    List<Column> after =
        Trials.columns(
            method(),
            atTable(
                table, Map.of("k", number("2"), "columns", List.of("first", "second", "third"))),
            table);
    assertEquals(
        List.of("(empty)", "(empty)", "(empty)", "(empty)", "=2", "=2", "=6", "=6", "(empty)"),
        RecordsTrial.texts(after.get(0)));
    // The last record is alone with its empties: the mean of the whole column stands there.
    assertEquals(
        List.of("=11", "=11", "=51", "=51", "=11", "=11", "=51", "=51", "=128"),
        RecordsTrial.texts(after.get(1)));
  }

  @Test
  void fewer_than_k_values_are_refused() {
    MethodException refusal =
        assertThrows(MethodException.class, () -> averaged(Trials.integers(1, 2), 3));
    assertTrue(refusal.getMessage().contains("value"));
  }

  private List<String> averaged(Column column, int k) {
    return RecordsTrial.texts(
        Trials.value(method(), table("value", column), Map.of("k", number("" + k))));
  }
}
