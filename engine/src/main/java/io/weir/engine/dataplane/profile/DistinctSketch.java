package io.weir.engine.dataplane.profile;

import java.util.Arrays;

/**
 * Counts distinct values by the k smallest of their hashes (bottom-k, also "k minimum values":
 * Beyer et al., "On synopses for distinct-value estimation under multiset operations", SIGMOD
 * 2007). Up to k values the count is exact, as far as 63-bit hashes differ; beyond that it is the
 * unbiased estimate (k − 1) / U, where U is the k-th smallest hash as a share of all, with a
 * relative standard error of about 1/√k. What is kept is a function of the set of values alone:
 * neither their order nor how they were divided among sketches matters.
 */
final class DistinctSketch {
  private static final int SMALLEST_TABLE = 64;
  private static final double HASHES = 0x1p63;

  private final int k;

  /** Open addressing; 0 is a free slot. */
  private long[] table = new long[SMALLEST_TABLE];

  private int size;
  private long limit = Long.MAX_VALUE;
  private boolean more;

  DistinctSketch(int k) {
    this.k = k;
  }

  /** Adds a value by its well-mixed hash. */
  void add(long hash) {
    long key = hash >>> 1;
    if (key < limit) {
      insert(key == 0 ? 1 : key);
    }
  }

  /** Adds the first so many hashes. */
  void add(long[] hashes, int length) {
    long low = limit;
    for (int i = 0; i < length; i++) {
      long key = hashes[i] >>> 1;
      if (key < low) {
        insert(key == 0 ? 1 : key);
        low = limit;
      }
    }
  }

  private void insert(long key) {
    int mask = table.length - 1;
    int slot = (int) key & mask;
    while (table[slot] != 0) {
      if (table[slot] == key) {
        return;
      }
      slot = slot + 1 & mask;
    }
    table[slot] = key;
    size++;
    if (size >= 2 * k) {
      keep(smallest());
    } else if (size * 2 > table.length) {
      rehash(table.length * 2);
    }
  }

  private void rehash(int length) {
    long[] old = table;
    table = new long[length];
    for (long key : old) {
      if (key != 0) {
        place(key);
      }
    }
  }

  private void place(long key) {
    int mask = table.length - 1;
    int slot = (int) key & mask;
    while (table[slot] != 0) {
      slot = slot + 1 & mask;
    }
    table[slot] = key;
  }

  /** Forgets all but these, the k smallest there are. */
  private void keep(long[] kept) {
    more |= size > kept.length;
    Arrays.fill(table, 0);
    for (long key : kept) {
      place(key);
    }
    size = kept.length;
    limit = kept.length < k ? Long.MAX_VALUE : kept[k - 1];
  }

  /** At most k hashes, ascending: all that counts of this sketch. */
  long[] smallest() {
    long[] keys = new long[size];
    int found = 0;
    for (long key : table) {
      if (key != 0) {
        keys[found++] = key;
      }
    }
    Arrays.sort(keys);
    return keys.length <= k ? keys : Arrays.copyOf(keys, k);
  }

  /** Whether there were more values than hashes are kept. */
  boolean isEstimate() {
    return more || size > k;
  }

  long count() {
    long[] kept = smallest();
    return isEstimate() ? Math.round((k - 1) / (kept[k - 1] / HASHES)) : kept.length;
  }

  /** Adds what another sketch of the same k holds. */
  void add(long[] smallest, boolean estimate) {
    for (long key : smallest) {
      if (key < limit) {
        insert(key);
      }
    }
    more |= estimate;
  }
}
