package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.Mixing;
import java.util.Arrays;
import java.util.List;

/**
 * Groups rows into classes: rows that are one at the levels of a node get the same number, from 0
 * in the order in which they come. Numbers of several chunks make one key of mixed radix; where
 * that would outgrow a long, what is grouped so far becomes the first digit of the next key. Keys
 * of a small range address a table, others are hashed. For one thread; its arrays are used again.
 */
final class Grouping {
  private static final int BLOCK = 2_048;
  private static final long GREATEST = 1L << 62;
  private static final int SMALL = 1 << 16;

  private final List<Chunk> chunks;
  private final int words;
  private final long[] block = new long[BLOCK];
  private int[] slots = new int[0];
  private long[] keys = new long[0];
  private int[] classOf = new int[0];
  private int classes;

  Grouping(List<Chunk> chunks, int words) {
    this.chunks = chunks;
    this.words = words;
  }

  /** The class of each row; longer than there are rows. */
  int[] classOf() {
    return classOf;
  }

  int classes() {
    return classes;
  }

  void group(Rows rows, int[] levels) {
    if (classOf.length < rows.size()) {
      classOf = new int[rows.size()];
    }
    Arrays.fill(classOf, 0, rows.size(), 0);
    classes = Math.min(1, rows.size());
    int from = 0;
    while (from < chunks.size()) {
      long range = classes;
      int to = from;
      while (to < chunks.size() && range <= GREATEST / chunks.get(to).cardinality(levels)) {
        range *= chunks.get(to++).cardinality(levels);
      }
      if (range > Math.max(1, classes)) {
        stage(rows, levels, from, to, range);
      }
      from = to;
    }
  }

  private void stage(Rows rows, int[] levels, int from, int to, long range) {
    boolean direct = range <= Math.max(SMALL, 2L * rows.size());
    int capacity =
        direct
            ? (int) range
            : Integer.highestOneBit(
                    Math.max(32, (int) Math.min(1 << 28, Math.min(range, rows.size()))))
                << 2;
    if (slots.length < capacity) {
      slots = new int[capacity];
    } else {
      Arrays.fill(slots, 0, capacity, 0);
    }
    int before = classes;
    classes = 0;
    for (int start = 0; start < rows.size(); start += BLOCK) {
      int length = Math.min(BLOCK, rows.size() - start);
      keysOf(rows, levels, from, to, start, length, before);
      if (direct) {
        address(start, length);
      } else {
        hash(start, length, capacity - 1, rows.size());
      }
    }
  }

  private void keysOf(
      Rows rows, int[] levels, int from, int to, int start, int length, int before) {
    for (int row = 0; row < length; row++) {
      block[row] = classOf[start + row];
    }
    long radix = before;
    for (int at = from; at < to; at++) {
      Chunk chunk = chunks.get(at);
      long cardinality = chunk.cardinality(levels);
      if (cardinality > 1) {
        add(rows.packed(), chunk, chunk.numbers(levels), radix, start, length);
        radix *= cardinality;
      }
    }
  }

  private void add(long[] packed, Chunk chunk, int[] numbers, long radix, int start, int length) {
    int shift = chunk.shift;
    int mask = chunk.mask;
    int at = start * words + chunk.word;
    for (int row = 0; row < length; row++) {
      block[row] += numbers[(int) (packed[at] >>> shift) & mask] * radix;
      at += words;
    }
  }

  private void address(int start, int length) {
    int next = classes;
    for (int row = 0; row < length; row++) {
      int at = (int) block[row];
      int known = slots[at];
      if (known == 0) {
        known = ++next;
        slots[at] = known;
      }
      classOf[start + row] = known - 1;
    }
    classes = next;
  }

  private void hash(int start, int length, int mask, int rows) {
    if (keys.length < rows) {
      keys = new long[rows];
    }
    int next = classes;
    for (int row = 0; row < length; row++) {
      long key = block[row];
      int at = Mixing.slot(key, mask);
      int known = slots[at];
      while (known != 0 && keys[known - 1] != key) {
        at = at + 1 & mask;
        known = slots[at];
      }
      if (known == 0) {
        keys[next] = key;
        known = ++next;
        slots[at] = known;
      }
      classOf[start + row] = known - 1;
    }
    classes = next;
  }
}
