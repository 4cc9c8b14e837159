package io.weir.plugins.generalization;

/** A map of longs to rows, read by many threads once filled. */
final class LongTable {
  private long[] keys = new long[16];
  private int[] rows = new int[16];
  private int mask = 15;
  private int used;

  /** Puts the row if the key is new; gives the row that the key has had, or -1. */
  int putIfAbsent(long key, int row) {
    int slot = slot(key);
    while (rows[slot] != 0) {
      if (keys[slot] == key) {
        return rows[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    rows[slot] = row + 1;
    if (++used * 2 > rows.length) {
      grow();
    }
    return -1;
  }

  /** The key's row, or -1. */
  int row(long key) {
    int slot = slot(key);
    while (rows[slot] != 0) {
      if (keys[slot] == key) {
        return rows[slot] - 1;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldRows = rows;
    keys = new long[oldKeys.length * 4];
    rows = new int[keys.length];
    mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldRows[i] != 0) {
        int slot = slot(oldKeys[i]);
        while (rows[slot] != 0) {
          slot = slot + 1 & mask;
        }
        keys[slot] = oldKeys[i];
        rows[slot] = oldRows[i];
      }
    }
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) & mask;
  }
}
