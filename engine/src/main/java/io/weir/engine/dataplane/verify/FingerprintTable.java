package io.weir.engine.dataplane.verify;

import java.util.Arrays;

/**
 * The fingerprints of one radix partition: gathered, then spread into small sorted buckets by their
 * upper bits. Uses at most {@link #BYTES_PER_FINGERPRINT} for each, and holds each at most a few
 * times however often it comes.
 */
final class FingerprintTable {
  static final int BYTES_PER_FINGERPRINT = 48;

  private static final int SMALL = 32;

  private static final int MOST_PARTITIONS = 1 << 12;

  private long[] high = new long[32];
  private long[] low = new long[32];
  private int[] starts = new int[0];
  private int size;
  private long leftOut;

  /** How many partitions are needed so that one of them fits the budget. */
  static int partitions(long fingerprints, long budget) {
    long needed = Math.ceilDiv(fingerprints * BYTES_PER_FINGERPRINT, Math.max(1, budget));
    return Math.clamp(needed, 1, MOST_PARTITIONS);
  }

  /** The partition of a fingerprint, by its uppermost bits. */
  static int partition(long highBits, int partitions) {
    return (int) ((highBits >>> 32) * partitions >>> 32);
  }

  void add(long highBits, long lowBits) {
    if (size == high.length) {
      makeRoom();
    }
    high[size] = highBits;
    low[size++] = lowBits;
  }

  /** Leaves out what is there more than twice, so that one value may come as often as it likes. */
  private void makeRoom() {
    sort();
    int kept = 0;
    for (int at = 0; at < size; at++) {
      if (kept < 2 || compare(kept - 2, high[at], low[at]) != 0) {
        high[kept] = high[at];
        low[kept++] = low[at];
      }
    }
    leftOut += size - kept;
    size = kept;
    int capacity = Math.max(high.length, Math.addExact(size, size));
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
  }

  /** How many fingerprints were left out because they were there twice already. */
  long leftOut() {
    return leftOut;
  }

  /** Spreads and sorts what was gathered; to be called after the last {@link #add}. */
  void sort() {
    starts = new int[Math.max(1, size >> 2) + 1];
    for (int i = 0; i < size; i++) {
      starts[bucket(high[i]) + 1]++;
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
    int[] next = Arrays.copyOf(starts, starts.length);
    long[] spreadHigh = new long[size];
    long[] spreadLow = new long[size];
    for (int i = 0; i < size; i++) {
      int at = next[bucket(high[i])]++;
      spreadHigh[at] = high[i];
      spreadLow[at] = low[i];
    }
    high = spreadHigh;
    low = spreadLow;
    for (int bucket = 0; bucket + 1 < starts.length; bucket++) {
      sort(starts[bucket], starts[bucket + 1]);
    }
  }

  int size() {
    return size;
  }

  boolean contains(long highBits, long lowBits) {
    int bucket = bucket(highBits);
    int from = starts[bucket];
    int to = starts[bucket + 1];
    while (to - from > SMALL) {
      int middle = from + to >>> 1;
      if (compare(middle, highBits, lowBits) <= 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    for (int at = from; at < to; at++) {
      if (high[at] == highBits && low[at] == lowBits) {
        return true;
      }
    }
    return false;
  }

  /** Whether the fingerprint at a place, in ascending order, equals the one before. */
  boolean repeats(int at) {
    return at > 0 && high[at] == high[at - 1] && low[at] == low[at - 1];
  }

  long high(int at) {
    return high[at];
  }

  long low(int at) {
    return low[at];
  }

  /** The bucket by the 32 bits below those that choose the partition. */
  private int bucket(long highBits) {
    return (int) ((highBits & 0xFFFF_FFFFL) * (starts.length - 1) >>> 32);
  }

  private void sort(int from, int to) {
    if (to - from > SMALL) {
      heapSort(from, to - from);
      return;
    }
    for (int at = from + 1; at < to; at++) {
      for (int i = at; i > from && compare(i - 1, high[i], low[i]) > 0; i--) {
        swap(i - 1, i);
      }
    }
  }

  private void heapSort(int from, int length) {
    for (int root = length / 2 - 1; root >= 0; root--) {
      sink(from, root, length);
    }
    for (int end = length - 1; end > 0; end--) {
      swap(from, from + end);
      sink(from, 0, end);
    }
  }

  private void sink(int from, int start, int length) {
    int root = start;
    while (root * 2 + 1 < length) {
      int child = root * 2 + 1;
      if (child + 1 < length
          && compare(from + child, high[from + child + 1], low[from + child + 1]) < 0) {
        child++;
      }
      if (compare(from + root, high[from + child], low[from + child]) >= 0) {
        return;
      }
      swap(from + root, from + child);
      root = child;
    }
  }

  private int compare(int at, long highBits, long lowBits) {
    int byHigh = Long.compareUnsigned(high[at], highBits);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low[at], lowBits);
  }

  private void swap(int one, int other) {
    long highBits = high[one];
    long lowBits = low[one];
    high[one] = high[other];
    low[one] = low[other];
    high[other] = highBits;
    low[other] = lowBits;
  }
}
