package io.weir.plugins.suppression;

import io.weir.spi.Workspace;
import java.util.Arrays;

/**
 * The fingerprints that occur often enough. There are at most as many as records divided by that
 * number; where they do not fit into memory they lie sorted in the workspace, with every so many-th
 * in memory. Read by many threads.
 */
final class FrequentSet {
  private static final int STEP = 64;

  private final Workspace.LongArray sorted;
  private final long[] firsts;

  /** How many records do not occur often enough, and how many there are. */
  private final long rare;

  private final long records;

  private FrequentSet(Workspace.LongArray sorted, long[] firsts, long rare, long records) {
    this.sorted = sorted;
    this.firsts = firsts;
    this.rare = rare;
    this.records = records;
  }

  static FrequentSet of(Occurrences occurrences, long least, Workspace workspace) {
    long[] sums = new long[3];
    occurrences.forEach((fingerprint, count) -> {
      sums[0] += count >= least ? 1 : 0;
      sums[1] += count >= least ? 0 : count;
      sums[2] += count;
    });
    Workspace.LongArray sorted =
        sums[0] <= workspace.memory() / 32 ? new Heap(sums[0]) : workspace.longs(sums[0]);
    long[] firsts = new long[Math.toIntExact((sums[0] + STEP - 1) / STEP)];
    long[] at = new long[1];
    occurrences.forEach((fingerprint, count) -> {
      if (count >= least) {
        if (at[0] % STEP == 0) {
          firsts[(int) (at[0] / STEP)] = fingerprint;
        }
        sorted.set(at[0]++, fingerprint);
      }
    });
    return new FrequentSet(sorted, firsts, sums[1], sums[2]);
  }

  long rare() {
    return rare;
  }

  long records() {
    return records;
  }

  boolean contains(long fingerprint) {
    int found = Arrays.binarySearch(firsts, fingerprint);
    if (found >= 0) {
      return true;
    }
    long low = (-found - 2L) * STEP;
    if (low < 0) {
      return false;
    }
    long high = Math.min(low + STEP, sorted.size()) - 1;
    while (low <= high) {
      long middle = low + high >>> 1;
      long value = sorted.get(middle);
      if (value == fingerprint) {
        return true;
      }
      if (value < fingerprint) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return false;
  }

  private record Heap(long[] values) implements Workspace.LongArray {
    Heap(long size) {
      this(new long[(int) size]);
    }

    @Override
    public long size() {
      return values.length;
    }

    @Override
    public long get(long index) {
      return values[(int) index];
    }

    @Override
    public void set(long index, long value) {
      values[(int) index] = value;
    }
  }
}
