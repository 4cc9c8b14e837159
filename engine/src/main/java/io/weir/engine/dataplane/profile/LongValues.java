package io.weir.engine.dataplane.profile;

import io.weir.spi.LongColumn;

/** Looks at columns of longs. */
final class LongValues {
  private static final int WIDEST = 1 << 16;

  private LongValues() {}

  static void add(LongColumn column, DistinctSketch distinct, Bins bins, Room room) {
    long[] keys = room.keys(column.size());
    int found = room.present(column.empties(), column.values(), column.size(), keys);
    if (found == 0) {
      return;
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < found; i++) {
      low = Math.min(low, keys[i]);
      high = Math.max(high, keys[i]);
    }
    long range = high - low;
    if (range >= 0 && range < Math.min(WIDEST, found)) {
      addRepeating(keys, found, low, (int) range + 1, distinct, bins, room);
      return;
    }
    long[] hashes = room.hashes(found);
    Hashes.of(keys, hashes, found);
    distinct.add(hashes, found);
    bins.add(keys, found, low, high);
  }

  /** Where values must repeat, each is counted first and then looked at once. */
  private static void addRepeating(
      long[] keys, int length, long low, int range, DistinctSketch distinct, Bins bins, Room room) {
    int[] times = room.uses(range);
    for (int i = 0; i < length; i++) {
      times[(int) (keys[i] - low)]++;
    }
    for (int i = 0; i < range; i++) {
      if (times[i] > 0) {
        distinct.add(Hashes.of(low + i));
        bins.add(low + i, times[i]);
      }
    }
  }
}
