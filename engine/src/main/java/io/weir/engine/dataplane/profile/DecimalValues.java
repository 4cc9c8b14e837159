package io.weir.engine.dataplane.profile;

import io.weir.spi.DecimalColumn;

/** Looks at columns of decimals. */
final class DecimalValues {
  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private DecimalValues() {}

  static void add(
      DecimalColumn column, DistinctSketch distinct, Bins bins, DecimalBounds bounds, Room room) {
    long[] hashes = room.hashes(column.size());
    double[] numbers = room.numbers(column.size());
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        hashes[found] =
            column.isSmall(row)
                ? Hashes.of(column.unscaled(row), column.scale(row))
                : Hashes.of(column.value(row));
        if (bins.isOpen()) {
          double nearest = nearest(column, row);
          numbers[found] = Math.clamp(nearest, -Double.MAX_VALUE, Double.MAX_VALUE);
          if (!bounds.encloses(nearest)) {
            bounds.widen(column.value(row));
          }
        }
        found++;
      }
    }
    distinct.add(hashes, found);
    if (bins.isOpen()) {
      DoubleValues.addBinned(numbers, found, bins);
    }
  }

  private static double nearest(DecimalColumn column, int row) {
    if (column.isSmall(row)) {
      long unscaled = column.unscaled(row);
      int scale = column.scale(row);
      if (scale >= 0 && scale < POWERS.length && Math.abs(unscaled) <= EXACT_IN_DOUBLE) {
        return unscaled / POWERS[scale];
      }
    }
    return column.value(row).doubleValue();
  }
}
