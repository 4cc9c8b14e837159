package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atTable;
import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.MethodException;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.SampleColumns;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddCorrelatedNoiseTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new AddCorrelatedNoise();
  }

  @Override
  protected List<Example> examples() {
    RecordBatch table =
        table(
            "whole",
            SampleColumns.of(ValueType.INTEGER, 900, 1),
            "decimal",
            SampleColumns.of(ValueType.DECIMAL, 900, 1),
            "double",
            Trials.doubles(new Random(1).doubles(900).toArray()),
            "day",
            SampleColumns.of(ValueType.DATE, 900, 1),
            "time",
            SampleColumns.of(ValueType.TIME, 900, 1),
            "moment",
            SampleColumns.of(ValueType.DATETIME, 900, 1),
            "who",
            SampleColumns.of(ValueType.STRING, 900, 1));
    List<Object> all = List.of("whole", "decimal", "double", "day", "time", "moment");
    return List.of(
        new Example(atTable(table, Map.of("columns", all, "d", number("0.2"))), table, true));
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch table =
        table(
            "value",
            Trials.integers(1),
            "other",
            Trials.integers(1),
            "flag",
            SampleColumns.of(ValueType.BOOLEAN, 1, 1));
    List<Object> two = List.of("value", "other");
    return List.of(
        new Refused("d", atTable(table, Map.of("columns", two))),
        new Refused("d", atTable(table, Map.of("columns", two, "d", number("0")))),
        new Refused(
            "columns", atTable(table, Map.of("columns", List.of("value"), "d", number("1")))),
        new Refused(
            "columns",
            atTable(table, Map.of("columns", List.of("value", "flag"), "d", number("1")))),
        new Refused("method", atValue(table, Map.of("columns", two, "d", number("1")))));
  }

  @Test
  void covariances_grow_by_the_factor_and_correlations_stay() {
    int rows = 100_000;
    Random random = new Random(4);
    double[] heights = new double[rows];
    DecimalColumn.Builder weights = new DecimalColumn.Builder(rows);
    for (int row = 0; row < rows; row++) {
      double z = random.nextGaussian();
      heights[row] = 1_700 + 80 * z;
      weights.append((long) (70_000 + 6_000 * z + 8_000 * random.nextGaussian()), 3);
    }
    RecordBatch table = table("height", Trials.doubles(heights), "weight", weights.build());
    List<Column> after =
        Trials.columns(
            method(),
            atTable(table, Map.of("columns", List.of("height", "weight"), "d", number("0.5"))),
            table);
    double[] noiseOfHeight = new double[rows];
    double[] noiseOfWeight = new double[rows];
    for (int row = 0; row < rows; row++) {
      noiseOfHeight[row] = ((DoubleColumn) after.get(0)).value(row) - heights[row];
      noiseOfWeight[row] =
          ((DecimalColumn) after.get(1))
              .value(row)
              .subtract(((DecimalColumn) table.column(1)).value(row))
              .doubleValue();
    }
    assertEquals(0.5 * 80 * 80, covariance(noiseOfHeight, noiseOfHeight), 60);
    assertEquals(0.5 * 100, covariance(noiseOfWeight, noiseOfWeight), 1);
    assertEquals(0.5 * 80 * 6, covariance(noiseOfHeight, noiseOfWeight), 5);
  }

  private static double covariance(double[] xs, double[] ys) {
    double x = java.util.Arrays.stream(xs).average().orElseThrow();
    double y = java.util.Arrays.stream(ys).average().orElseThrow();
    double sum = 0;
    for (int i = 0; i < xs.length; i++) {
      sum += (xs[i] - x) * (ys[i] - y);
    }
    return sum / xs.length;
  }

  @Test
  void a_number_without_a_place_on_a_scale_is_refused() {
    RecordBatch table = table("a", Trials.doubles(1, Double.NaN), "b", Trials.doubles(1, 2));
    assertThrows(
        MethodException.class,
        () ->
            Trials.columns(
                method(),
                atTable(table, Map.of("columns", List.of("a", "b"), "d", number("1"))),
                table));
  }
}
