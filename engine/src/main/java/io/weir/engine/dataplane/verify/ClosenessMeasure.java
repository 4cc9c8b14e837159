package io.weir.engine.dataplane.verify;

import java.util.Arrays;

/** t-closeness of the values of a class; also tells the greatest distance that was seen. */
final class ClosenessMeasure implements ClassMeasure {
  /** Distances are sums of shares; what differs by less counts as equal. */
  private static final double TOLERANCE = 1e-9;

  private final Distribution table;
  private final ClassDistance distance;
  private final double most;
  private int[] indexes = new int[16];
  private long[] counts = new long[16];
  private int length;
  private double greatest;

  ClosenessMeasure(Distribution table, ClassDistance distance, double most) {
    this.table = table;
    this.distance = distance;
    this.most = most;
  }

  @Override
  public void value(long value, long count) {
    if (length == indexes.length) {
      indexes = Arrays.copyOf(indexes, length * 2);
      counts = Arrays.copyOf(counts, length * 2);
    }
    indexes[length] = table.index(value);
    counts[length++] = count;
  }

  @Override
  public boolean end(long size) {
    double found = distance.of(indexes, counts, length, size);
    length = 0;
    greatest = Math.max(greatest, found);
    return found <= most + TOLERANCE;
  }

  double greatest() {
    return greatest;
  }
}
