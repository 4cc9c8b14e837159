package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.DoubleColumn;
import java.math.BigDecimal;

/** Floating numbers; a text means the one nearest to it, and 0 is -0. */
final class RowsOfDoubles implements ValueRows {
  private final LongTable table = new LongTable();

  @Override
  public int add(String text, int row) {
    return table.putIfAbsent(bits(value(text.strip())), row);
  }

  private static double value(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> new BigDecimal(text).doubleValue();
    };
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  @Override
  public int[] of(Column column) {
    double[] values = ((DoubleColumn) column).values();
    int[] rows = new int[column.size()];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = table.row(bits(values[row]));
    }
    return rows;
  }
}
