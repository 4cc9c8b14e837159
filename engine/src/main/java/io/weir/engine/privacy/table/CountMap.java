package io.weir.engine.privacy.table;

import java.util.Arrays;

/** Counts by long key, open addressing on primitive arrays. Keys are not negative. */
final class CountMap {
  private static final int SMALLEST = 64;

  private long[] keys = empty(SMALLEST);
  private int[] counts = new int[SMALLEST];
  private int size;

  private static long[] empty(int capacity) {
    long[] keys = new long[capacity];
    Arrays.fill(keys, -1);
    return keys;
  }

  int size() {
    return size;
  }

  /** What it would hold after one more key. */
  long bytesAfterNext() {
    return 12L * (size + 1 > keys.length / 2 ? keys.length * 3L : keys.length);
  }

  void add(long key, int count) {
    if (size + 1 > keys.length / 2) {
      grow();
    }
    int at = slot(keys, key);
    if (keys[at] < 0) {
      keys[at] = key;
      size++;
    }
    counts[at] = Math.addExact(counts[at], count);
  }

  private void grow() {
    long[] wider = empty(keys.length * 2);
    int[] more = new int[wider.length];
    for (int old = 0; old < keys.length; old++) {
      if (keys[old] >= 0) {
        int at = slot(wider, keys[old]);
        wider[at] = keys[old];
        more[at] = counts[old];
      }
    }
    keys = wider;
    counts = more;
  }

  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int at = Mixing.slot(key, mask);
    while (keys[at] >= 0 && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** Takes each key and its count, in no particular order. */
  interface Taker {
    void take(long key, int count);
  }

  void each(Taker taker) {
    for (int at = 0; at < keys.length; at++) {
      if (keys[at] >= 0) {
        taker.take(keys[at], counts[at]);
      }
    }
  }
}
