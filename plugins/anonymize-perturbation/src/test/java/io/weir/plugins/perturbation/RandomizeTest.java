package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.numbers;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.MethodException;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.SampleColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomizeTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new Randomize();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : Categories.TYPES) {
      examples.add(
          Trials.example(
              table("value", SampleColumns.of(type, 1_200, 2)), Map.of("keep", number("0.5"))));
    }
    List<Object> matrix = List.of(numbers("0.25", "0.75"), numbers("1", "0"));
    examples.add(
        Trials.example(
            table("id", Trials.keys(1_200), "value", SampleColumns.of(ValueType.BOOLEAN, 1_200, 2)),
            Map.of("matrix", matrix)));
    examples.add(
        Trials.example(
            table("value", letters(1_200)),
            Map.of("values", List.of("a", "b"), "matrix", matrix, "otherwise", "b")));
    examples.add(
        Trials.example(
            table("value", Trials.integers(new Random(1).longs(500, -3, 0).toArray())),
            Map.of(
                "values",
                numbers("-1", "-2", "-3"),
                "matrix",
                List.of(
                    numbers("0", "0.5", "0.5"),
                    numbers("0.5", "0", "0.5"),
                    numbers("1", "0", "0")))));
    return examples;
  }

  /** a, b and c, the first most often, some empty. */
  private static BytesColumn letters(int rows) {
    Random random = new Random(5);
    String[] letters = new String[rows];
    for (int row = 0; row < rows; row++) {
      letters[row] = List.of("a", "a", "a", "b", "c").get(random.nextInt(5));
    }
    BytesColumn.Builder builder = new BytesColumn.Builder(ValueType.STRING, rows);
    for (int row = 0; row < rows; row++) {
      if (row % 9 == 4) {
        builder.appendEmpty();
      } else {
        builder.append(letters[row]);
      }
    }
    return builder.build();
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch table = table("value", letters(3));
    List<Object> good = List.of(numbers("0.5", "0.5"), numbers("0.25", "0.75"));
    List<Refused> refused = new ArrayList<>();
    refused.add(new Refused("keep", atValue(table, Map.of())));
    refused.add(new Refused("keep", atValue(table, Map.of("keep", number("1")))));
    refused.add(new Refused("keep", atValue(table, Map.of("keep", number("1E-20")))));
    refused.add(
        new Refused("values", atValue(table, Map.of("keep", number("0.5"), "values", List.of()))));
    refused.add(new Refused("values", atValue(table, Map.of("matrix", good))));
    for (List<Object> values :
        List.<List<Object>>of(List.of("a"), List.of("a", "a"), numbers("1", "2"))) {
      refused.add(new Refused("values", atValue(table, Map.of("matrix", good, "values", values))));
    }
    for (List<Object> matrix :
        List.<List<Object>>of(
            List.of(numbers("0.5", "0.5")),
            List.of(numbers("0.5", "0.5"), numbers("0.5", "0.4")),
            List.of(numbers("0.5", "0.5"), numbers("1.5", "-0.5")),
            List.of(numbers("0.5", "0.5"), numbers("1")),
            List.of(numbers("0.5", "0.5"), "x"))) {
      refused.add(
          new Refused(
              "matrix", atValue(table, Map.of("matrix", matrix, "values", List.of("a", "b")))));
    }
    refused.add(
        new Refused(
            "otherwise",
            atValue(table, Map.of("matrix", good, "values", List.of("a", "b"), "otherwise", "z"))));
    return refused;
  }

  @Test
  void each_value_becomes_each_other_as_often_as_the_matrix_says() {
    int rows = 120_000;
    String[] before = new String[rows];
    for (int row = 0; row < rows; row++) {
      before[row] = List.of("a", "b", "c").get(row % 3);
    }
    String[][] matrix = {{"0.7", "0.3", "0"}, {"0", "1", "0"}, {"0.125", "0.5", "0.375"}};
    Map<String, Object> parameters =
        Map.of(
            "values",
            List.of("a", "b", "c"),
            "matrix",
            List.of(numbers(matrix[0]), numbers(matrix[1]), numbers(matrix[2])));
    BytesColumn after =
        (BytesColumn)
            Trials.value(method(), table("value", BytesColumn.ofStrings(before)), parameters);
    int[][] seen = new int[3][3];
    for (int row = 0; row < rows; row++) {
      seen[row % 3][after.text(row).charAt(0) - 'a']++;
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double p = Double.parseDouble(matrix[i][j]);
        double n = rows / 3.0;
        assertEquals(p * n, seen[i][j], 4.5 * Math.sqrt(n * p * (1 - p)) + 1e-9, i + " " + j);
      }
    }
  }

  @Test
  void keeping_some_keeps_the_expected_frequencies() {
    int rows = 200_000;
    BytesColumn before = letters(rows);
    Column after = Trials.value(method(), table("value", before), Map.of("keep", number("0.3")));
    Map<String, Integer> counts = new HashMap<>();
    int same = 0;
    for (int row = 0; row < rows; row++) {
      if (!before.isEmpty(row)) {
        counts.merge(before.text(row), 1, Integer::sum);
        counts.merge(after.format(row), -1, Integer::sum);
        same += before.text(row).equals(after.format(row)) ? 1 : 0;
      }
    }
    counts.forEach((value, difference) ->
        assertTrue(Math.abs(difference) < 4.5 * Math.sqrt(rows * 0.25), value + difference));
    double expected = rows * 8 / 9.0 * (0.3 + 0.7 * (0.36 + 0.04 + 0.04));
    assertEquals(expected, same, 5 * Math.sqrt(rows * 0.25));
  }

  @Test
  void the_invariant_matrix_is_stochastic_and_leaves_observed_frequencies_as_they_are() {
    long[] counts = {600, 1, 399};
    double keep = 0.3;
    double[] next = new double[3];
    for (int i = 0; i < 3; i++) {
      double row = 0;
      for (int j = 0; j < 3; j++) {
        double p = (i == j ? keep : 0) + (1 - keep) * counts[j] / 1_000;
        row += p;
        next[j] += counts[i] * p;
      }
      assertEquals(1, row, 1e-12);
    }
    for (int j = 0; j < 3; j++) {
      assertEquals(counts[j], next[j], 1e-9);
    }
  }

  @Test
  void a_value_that_is_not_listed_ends_the_run_without_being_told() {
    MethodException refusal =
        assertThrows(
            MethodException.class,
            () ->
                Trials.value(
                    method(),
                    table("value", BytesColumn.ofStrings("a", "zebra")),
                    Map.of(
                        "values",
                        List.of("a", "b"),
                        "matrix",
                        List.of(numbers("0.5", "0.5"), numbers("0.5", "0.5")))));
    assertTrue(refusal.getMessage().contains("value"));
    assertTrue(!(refusal.getMessage() + refusal.advice()).contains("zebra"));
  }

  @Test
  void what_never_was_in_the_column_does_not_come_in_by_keeping() {
    Column after =
        Trials.value(
            method(), table("value", Trials.integers(4, 4, 9, 9, 9)), Map.of("keep", number("0")));
    assertTrue(List.of("=4", "=9").containsAll(RecordsTrial.texts(after)));
  }
}
