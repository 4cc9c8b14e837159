package io.weir.engine.dataplane.keys;

/**
 * One of {@code count} shares of all values, by the upper half of their hash.
 *
 * @param index from 0
 */
record HashPartition(int index, int count) {
  static HashPartition whole() {
    return new HashPartition(0, 1);
  }

  /** How many shares are needed so that one of them fits. */
  static int countFor(long bytes, long budget) {
    long count = Math.max(1, Math.ceilDiv(bytes, Math.max(1, budget)));
    return (int) Math.min(count, 1 << 20);
  }

  boolean holds(long hash) {
    return count == 1 || (int) ((hash >>> 32) * count >>> 32) == index;
  }

  /** How many of some different values are to be expected in this share. */
  int shareOf(long values) {
    return (int) Math.min(values / count + values / count / 64 + 64, 1 << 30);
  }
}
