package io.weir.engine.privacy.metric;

import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.Arrays;
import java.util.List;

/**
 * What generalizing and suppressing cost by column, for metrics that add up over records. All costs
 * rise with the level; suppression costs at least as much as any level.
 *
 * <p>A column without weight is not counted, unless none has any.
 *
 * <p>Scores are whole numbers, so that equal solutions are equal however their sums came about: the
 * (logarithmic, for the geometric mean) mean times 10^12, rounded.
 */
public final class ColumnCosts {
  private static final double SCALE = 1e12;
  private static final double ROUNDING = 0.02;

  private final Metric metric;
  private final List<LevelTable> columns;
  private final double[] weights;
  private final long counted;
  private final double[] least;
  private final double[] most;
  private final double[][] totals;
  private final double[][][] gains;

  /** Costs for the records of a table. */
  public ColumnCosts(Metric metric, TupleTable table) {
    this.metric = metric;
    columns = table.columns();
    int count = columns.size();
    weights = weights(columns);
    counted = Arrays.stream(weights).filter(weight -> weight > 0).count();
    least = new double[count];
    most = new double[count];
    totals = new double[count][];
    gains = new double[count][][];
    for (int column = 0; column < count; column++) {
      measure(table, column);
    }
  }

  private static double[] weights(List<LevelTable> columns) {
    double greatest = columns.stream().mapToDouble(LevelTable::weight).max().orElse(0);
    return columns.stream()
        .mapToDouble(column -> greatest == 0 ? 1 : column.weight() / greatest)
        .toArray();
  }

  private void measure(TupleTable table, int column) {
    LevelTable levels = columns.get(column);
    int[] frequencies = new int[levels.domain()];
    for (int tuple = 0; tuple < table.size(); tuple++) {
      frequencies[table.code(tuple, column)] += table.count(tuple);
    }
    double records = table.records();
    switch (metric.measure()) {
      case LOSS -> {
        least[column] = records / levels.domain();
        most[column] = records;
      }
      case ENTROPY -> {
        for (int frequency : frequencies) {
          most[column] += frequency == 0 ? 0 : frequency * log2(records / frequency);
        }
      }
      case DISCERNIBILITY, AVERAGE_CLASS_SIZE -> throw new IllegalArgumentException();
    }
    totals[column] = new double[levels.levels()];
    gains[column] = new double[levels.levels()][];
    for (int level = 0; level < levels.levels(); level++) {
      measure(column, level, frequencies, records);
    }
  }

  private void measure(int column, int level, int[] frequencies, double records) {
    LevelTable levels = columns.get(column);
    long[] counted = new long[levels.cardinality(level)];
    int[] values = new int[counted.length];
    for (int value = 0; value < frequencies.length; value++) {
      int code = levels.code(level, value);
      if (code != LevelTable.UNMAPPED) {
        counted[code] += frequencies[value];
        values[code]++;
      }
    }
    double[] gain = new double[counted.length];
    double lost = 0;
    for (int code = 0; code < counted.length; code++) {
      gain[code] =
          switch (metric.measure()) {
            case LOSS -> 1 - (double) values[code] / levels.domain();
            case ENTROPY -> counted[code] == 0 ? 0 : log2(records / counted[code]);
            case DISCERNIBILITY, AVERAGE_CLASS_SIZE -> throw new IllegalArgumentException();
          };
      lost += counted[code] * gain[code];
    }
    gains[column][level] = gain;
    totals[column][level] = most[column] - lost;
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /**
   * What a column adds to the score at a level.
   *
   * @param known the level at which suppressed records are told apart: the same, or, for a lower
   *     bound, a higher one
   * @param suppressed how many suppressed records have each code of that level, or an empty array
   */
  public double term(int column, int level, int known, int[] suppressed) {
    double cost = totals[column][level];
    double[] gain = gains[column][known];
    for (int code = 0; code < suppressed.length; code++) {
      if (suppressed[code] != 0) {
        cost += suppressed[code] * gain[code];
      }
    }
    return term(column, cost);
  }

  private double term(int column, double cost) {
    double span = most[column] - least[column];
    double loss = span <= 0 ? 0 : Math.clamp((cost - least[column]) / span, 0, 1);
    return switch (metric.mean()) {
      case ARITHMETIC -> weights[column] * loss;
      case GEOMETRIC -> Math.log1p(weights[column] * loss);
    };
  }

  /** What a record of a value gains at a level, compared with its suppression. */
  public double gain(int column, int level, int value) {
    return gains[column][level][columns.get(column).code(level, value)];
  }

  /**
   * The metric's figure where records of one column differ in level.
   *
   * @param gained by column, the sum of {@link #gain} over all records that are published
   */
  public double utility(double[] gained) {
    double sum = 0;
    for (int column = 0; column < gained.length; column++) {
      sum += term(column, most[column] - gained[column]);
    }
    return utility(score(sum));
  }

  /** The score of the terms' sum. */
  public static long score(double terms) {
    return Math.round(terms * SCALE);
  }

  /** A score that nothing whose terms are at least as great stays below, however it was rounded. */
  public static long bound(double terms) {
    return Math.round(terms * SCALE - ROUNDING);
  }

  /** The metric's figure of a score. */
  public double utility(long score) {
    double mean = score / SCALE / counted;
    return switch (metric.mean()) {
      case ARITHMETIC -> mean;
      case GEOMETRIC -> Math.expm1(mean);
    };
  }
}
