package io.weir.plugins.perturbation;

import java.util.Arrays;

/**
 * The direction in which standardised records differ most: the first principal axis, roughly, which
 * is enough to cut a table into blocks of near records.
 */
final class MainDirection {
  private static final int STEPS = 50;

  private final AmountTable table;
  private final Coordinates coordinates;
  private final int columns;

  MainDirection(AmountTable table, Coordinates coordinates) {
    this.table = table;
    this.coordinates = coordinates;
    this.columns = table.columns().size();
  }

  /**
   * By power iteration on the columns' correlations, in which an empty value counts as the mean.
   */
  double[] find() {
    double[][] correlations = correlations();
    double[] direction = new double[columns];
    for (int i = 0; i < columns; i++) {
      direction[i] = 1 + i * 0x1p-10; // not at right angles to the axis by symmetry
    }
    for (int step = 0; step < STEPS; step++) {
      double[] next = new double[columns];
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          next[i] += correlations[i][j] * direction[j];
        }
      }
      double length = Math.sqrt(Arrays.stream(next).map(it -> it * it).sum());
      if (length == 0) {
        return direction;
      }
      for (int i = 0; i < columns; i++) {
        direction[i] = next[i] / length;
      }
    }
    return direction;
  }

  private double[][] correlations() {
    double[][] sums = new double[columns][columns];
    double[] values = new double[columns];
    for (int record = 0; record < table.records(); record++) {
      for (int i = 0; i < columns; i++) {
        values[i] = table.isEmpty(record, i) ? 0 : coordinates.of(record, i);
        for (int j = 0; j <= i; j++) {
          sums[i][j] += values[i] * values[j];
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        sums[i][j] /= Math.max(1, table.records());
        sums[j][i] = sums[i][j];
      }
      sums[i][i] /= Math.max(1, table.records());
    }
    return sums;
  }
}
