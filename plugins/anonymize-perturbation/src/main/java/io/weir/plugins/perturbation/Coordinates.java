package io.weir.plugins.perturbation;

/**
 * Values as distances from their column's mean in standard deviations, so that no column counts for
 * more than another because of its unit.
 */
final class Coordinates {
  private final AmountTable table;
  private final double[] sizes;
  private final double[] means;
  private final double[] deviations;

  Coordinates(AmountTable table) {
    this.table = table;
    int columns = table.columns().size();
    sizes = new double[columns];
    means = new double[columns];
    deviations = new double[columns];
    for (int column = 0; column < columns; column++) {
      measure(column);
    }
  }

  /**
   * Values are divided by the greatest first, so that their squares neither overflow nor vanish.
   */
  private void measure(int column) {
    long count = 0;
    for (int record = 0; record < table.records(); record++) {
      if (!table.isEmpty(record, column)) {
        sizes[column] = Math.max(sizes[column], Math.abs(table.approximate(record, column)));
        count++;
      }
    }
    if (sizes[column] == 0) {
      return;
    }
    double sum = 0;
    for (int record = 0; record < table.records(); record++) {
      if (!table.isEmpty(record, column)) {
        sum += table.approximate(record, column) / sizes[column];
      }
    }
    means[column] = sum / count;
    double squares = 0;
    for (int record = 0; record < table.records(); record++) {
      if (!table.isEmpty(record, column)) {
        double distance = table.approximate(record, column) / sizes[column] - means[column];
        squares += distance * distance;
      }
    }
    deviations[column] = Math.sqrt(squares / count);
  }

  double of(int record, int column) {
    return deviations[column] == 0
        ? 0
        : (table.approximate(record, column) / sizes[column] - means[column]) / deviations[column];
  }
}
