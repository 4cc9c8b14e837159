package io.weir.plugins.suppression;

import io.weir.spi.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How often fingerprints occur, exactly. So many as fit into memory are counted there; when that is
 * full they go to the workspace as a run, sorted, and the runs are merged when they are read. What
 * is counted does not depend on when that happened. Not thread-safe while it is filled.
 */
final class Occurrences {
  /**
   * Bytes that a fingerprint and its count take in the table at most half of whose slots are used.
   */
  private static final int BYTES_A_SLOT = 12;

  private static final int LEAST_SLOTS = 1_024;

  private final Workspace workspace;
  private final int mostSlots;
  private final List<Workspace.LongArray> runs = new ArrayList<>();
  private long[] keys = new long[LEAST_SLOTS];
  private int[] counts = new int[LEAST_SLOTS];
  private int used;

  /** Receives fingerprints in ascending order. */
  @FunctionalInterface
  interface Visitor {
    void visit(long fingerprint, long count);
  }

  Occurrences(Workspace workspace) {
    this.workspace = workspace;
    // Several may be filled at a time, and what was counted before must stay.
    long slots = workspace.memory() / 8 / BYTES_A_SLOT;
    mostSlots =
        (int) Long.highestOneBit(Math.max(LEAST_SLOTS, Math.min(slots, Integer.MAX_VALUE / 4)));
  }

  void add(long fingerprint) {
    add(fingerprint, 1);
  }

  /** Takes in what another counted, which is not used afterwards. */
  void addAll(Occurrences other) {
    runs.addAll(other.runs);
    for (int slot = 0; slot < other.keys.length; slot++) {
      if (other.counts[slot] != 0) {
        add(other.keys[slot], other.counts[slot]);
      }
    }
  }

  /** Goes through all fingerprints and how often each occurred. */
  void forEach(Visitor visitor) {
    PriorityQueue<Cursor> cursors = new PriorityQueue<>();
    for (Workspace.LongArray run : runs) {
      cursors.add(new Cursor(run));
    }
    if (used > 0) {
      cursors.add(new Cursor(sorted()));
    }
    while (!cursors.isEmpty()) {
      long fingerprint = cursors.element().fingerprint;
      long count = 0;
      while (!cursors.isEmpty() && cursors.element().fingerprint == fingerprint) {
        Cursor cursor = cursors.remove();
        count += cursor.count;
        if (cursor.next()) {
          cursors.add(cursor);
        }
      }
      visitor.visit(fingerprint, count);
    }
  }

  private void add(long fingerprint, int count) {
    int slot = slot(fingerprint);
    while (counts[slot] != 0) {
      if (keys[slot] == fingerprint) {
        // Beyond two billion, more makes no difference.
        counts[slot] = (int) Math.min(Integer.MAX_VALUE, (long) counts[slot] + count);
        return;
      }
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = fingerprint;
    counts[slot] = count;
    if (++used * 2 > keys.length) {
      if (keys.length < mostSlots) {
        grow();
      } else {
        spill();
      }
    }
  }

  private void spill() {
    long[] pairs = sorted();
    Workspace.LongArray run = workspace.longs(pairs.length);
    for (int i = 0; i < pairs.length; i++) {
      run.set(i, pairs[i]);
    }
    runs.add(run);
    Arrays.fill(counts, 0);
    used = 0;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[keys.length];
    used = 0;
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldCounts[slot] != 0) {
        add(oldKeys[slot], oldCounts[slot]);
      }
    }
  }

  /** What is in memory as pairs of fingerprint and count. */
  private long[] sorted() {
    long[] present = new long[used];
    int at = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (counts[slot] != 0) {
        present[at++] = keys[slot];
      }
    }
    Arrays.sort(present);
    long[] pairs = new long[present.length * 2];
    for (int i = 0; i < present.length; i++) {
      int slot = slot(present[i]);
      while (counts[slot] == 0 || keys[slot] != present[i]) {
        slot = slot + 1 & keys.length - 1;
      }
      pairs[2 * i] = present[i];
      pairs[2 * i + 1] = counts[slot];
    }
    return pairs;
  }

  /** Fingerprints are well mixed already. */
  private int slot(long fingerprint) {
    return (int) (fingerprint >>> 20) & keys.length - 1;
  }

  private static final class Cursor implements Comparable<Cursor> {
    private final Workspace.LongArray pairs;
    private long at;
    private long fingerprint;
    private long count;

    Cursor(Workspace.LongArray pairs) {
      this.pairs = pairs;
      read();
    }

    Cursor(long[] pairs) {
      this(new InMemory(pairs));
    }

    boolean next() {
      at += 2;
      if (at == pairs.size()) {
        return false;
      }
      read();
      return true;
    }

    private void read() {
      fingerprint = pairs.get(at);
      count = pairs.get(at + 1);
    }

    @Override
    public int compareTo(Cursor other) {
      return Long.compare(fingerprint, other.fingerprint);
    }
  }

  private record InMemory(long[] values) implements Workspace.LongArray {
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
