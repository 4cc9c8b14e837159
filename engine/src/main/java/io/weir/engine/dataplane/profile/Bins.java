package io.weir.engine.dataplane.profile;

import java.util.Arrays;

/**
 * A histogram that grows coarser as the range of its values grows, so that it never has more than
 * {@link Grid#MOST_BINS} bins. What it holds is a function of the values alone, whatever their
 * order.
 */
final class Bins {
  private final Grid grid;
  private long minimum = Long.MAX_VALUE;
  private long maximum = Long.MIN_VALUE;
  private int level;
  private long[] bounds = new long[1];
  private long[] counts = new long[0];
  private double perKey;

  Bins(Grid grid) {
    this.grid = grid;
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

  /** Adds the first so many keys. */
  void add(long[] keys, int length) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, keys[i]);
      high = Math.max(high, keys[i]);
    }
    if (length > 0) {
      widen(low, high);
      for (int i = 0; i < length; i++) {
        counts[bin(keys[i])]++;
      }
    }
  }

  /** Adds a key that many times. */
  void add(long key, long times) {
    if (times > 0) {
      widen(key, key);
      counts[bin(key)] += times;
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
    for (int i = 0; i < oldCounts.length; i++) {
      counts[bin(oldBounds[i])] += oldCounts[i];
    }
  }

  /** Guesses as if all bins were alike, and looks beside it when they are not. */
  private int bin(long key) {
    int last = counts.length - 1;
    int bin = (int) (((double) key - (double) bounds[0]) * perKey);
    bin = bin < 0 ? 0 : Math.min(bin, last);
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
