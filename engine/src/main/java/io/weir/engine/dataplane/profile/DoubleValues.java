package io.weir.engine.dataplane.profile;

import io.weir.spi.DoubleColumn;

/** Looks at columns of doubles. */
final class DoubleValues {
  private DoubleValues() {}

  static void add(DoubleColumn column, DistinctSketch distinct, Bins bins, Room room) {
    double[] values = column.values();
    double[] present = room.numbers(column.size());
    int found = 0;
    if (column.empties().count() == 0) {
      System.arraycopy(values, 0, present, 0, column.size());
      found = column.size();
    } else {
      for (int row = 0; row < column.size(); row++) {
        present[found] = values[row];
        found += column.isEmpty(row) ? 0 : 1;
      }
    }
    long[] hashes = room.hashes(found);
    for (int i = 0; i < found; i++) {
      hashes[i] = Hashes.of(Double.doubleToLongBits(present[i] + 0.0));
    }
    distinct.add(hashes, found);
    if (bins.isOpen()) {
      addBinned(present, found, bins);
    }
  }

  /** Adds numbers to a histogram, but not NaN and infinities. The array may be changed. */
  static void addBinned(double[] values, int length, Bins bins) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    if (low >= -Double.MAX_VALUE && high <= Double.MAX_VALUE) {
      bins.add(values, length, low, high);
    } else if (length > 0) {
      addBinned(values, finite(values, length), bins);
    }
  }

  private static int finite(double[] values, int length) {
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (Double.isFinite(values[i])) {
        values[kept++] = values[i];
      }
    }
    return kept;
  }
}
