package io.weir.engine.dataplane.profile;

import java.util.Arrays;

/**
 * A histogram that grows coarser as the range of its values grows, so that it never has more than
 * {@link Grid#MOST_BINS} bins. What it holds is a function of the values alone, whatever their
 * order.
 */
final class Bins {
  private final Grid grid;
  private final boolean open;
  private long minimum = Long.MAX_VALUE;
  private long maximum = Long.MIN_VALUE;
  private int level;
  private long[] bounds = new long[1];
  private long[] counts = new long[0];

  /** The bounds as numbers when the keys stand for doubles. */
  private double[] numbers = new double[0];

  private double perKey;

  /**
   * @param open whether values may be kept; if not, adding does nothing
   */
  Bins(Grid grid, boolean open) {
    this.grid = grid;
    this.open = open;
  }

  boolean isOpen() {
    return open;
  }

  boolean isEmpty() {
    return counts.length == 0;
  }

  long minimum() {
    return minimum;
  }

  long maximum() {
    return maximum;
  }

  long[] bounds() {
    return bounds.clone();
  }

  long[] counts() {
    return counts.clone();
  }

  /** Adds the first so many keys, all within a range. */
  void add(long[] keys, int length, long low, long high) {
    if (!open || length == 0) {
      return;
    }
    widen(low, high);
    for (int i = 0; i < length; i++) {
      counts[bin(keys[i])]++;
    }
  }

  /** Adds a key that many times. */
  void add(long key, long times) {
    if (open && times > 0) {
      widen(key, key);
      counts[bin(key)] += times;
    }
  }

  /** Adds the first so many numbers, all finite and within a range; for keys of doubles. */
  void add(double[] values, int length, double low, double high) {
    if (!open || length == 0) {
      return;
    }
    widen(DoubleGrid.key(low), DoubleGrid.key(high));
    double[] ends = numbers;
    int last = counts.length - 1;
    double first = ends[0];
    double perNumber = counts.length / (ends[counts.length] - first);
    for (int i = 0; i < length; i++) {
      double value = values[i];
      int bin = Math.clamp((int) ((value - first) * perNumber), 0, last);
      while (bin > 0 && value < ends[bin]) {
        bin--;
      }
      while (bin < last && value >= ends[bin + 1]) {
        bin++;
      }
      counts[bin]++;
    }
  }

  /**
   * Adds a histogram of the same grid.
   *
   * @param from its bounds
   */
  void add(long low, long high, long[] from, long[] more) {
    if (more.length == 0) {
      return;
    }
    widen(low, high);
    for (int i = 0; i < more.length; i++) {
      counts[bin(from[i])] += more[i];
    }
  }

  private void widen(long low, long high) {
    if (low >= minimum && high <= maximum) {
      return;
    }
    minimum = Math.min(minimum, low);
    maximum = Math.max(maximum, high);
    level = grid.level(level, minimum, maximum);
    long[] oldBounds = bounds;
    long[] oldCounts = counts;
    bounds = grid.bounds(level, minimum, maximum);
    counts = new long[bounds.length - 1];
    perKey = counts.length / ((double) bounds[counts.length] - (double) bounds[0]);
    if (grid instanceof DoubleGrid) {
      numbers = Arrays.stream(bounds).mapToDouble(DoubleGrid::value).toArray();
    }
    for (int i = 0; i < oldCounts.length; i++) {
      counts[bin(oldBounds[i])] += oldCounts[i];
    }
  }

  /** Guesses as if all bins were alike, and looks beside it when they are not. */
  private int bin(long key) {
    int last = counts.length - 1;
    int bin = Math.clamp((int) (((double) key - (double) bounds[0]) * perKey), 0, last);
    while (bin > 0 && key < bounds[bin]) {
      bin--;
    }
    while (bin < last && key >= bounds[bin + 1]) {
      bin++;
    }
    return bin;
  }

  @Override
  public String toString() {
    return "from " + Arrays.toString(bounds) + " " + Arrays.toString(counts);
  }
}
