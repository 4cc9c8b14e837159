package io.weir.engine.dataplane.verify;

import java.util.Arrays;

/**
 * Counts how often tuples of 192 bits come: the 128 bits that name a class, and the 64 bits of one
 * further value. Takes at most {@link #BYTES_PER_TUPLE} for each different tuple.
 */
final class TupleTable {
  static final int BYTES_PER_TUPLE = 64;

  private static final int LEAST = 16;

  /** A tuple's place has to fit beside the bits it is sorted by. */
  private static final int PLACE_BITS = 22;

  private static final int SMALL = 32;
  private static final long PLACES = (1L << PLACE_BITS) - 1;

  private final int most;
  private long[] high = new long[LEAST];
  private long[] low = new long[LEAST];
  private long[] value = new long[LEAST];
  private long[] count = new long[LEAST];
  private int[] slots = new int[2 * LEAST];
  private int size;

  /**
   * @param budget bytes it may take, as far as some tuples fit in
   */
  TupleTable(long budget) {
    most = (int) Math.clamp(budget / BYTES_PER_TUPLE, LEAST, 1L << PLACE_BITS);
  }

  /** Whether no other tuple can be taken. */
  boolean isFull() {
    return size == most;
  }

  int size() {
    return size;
  }

  /** Adds to a tuple's count; the table must not be full. */
  void add(long highBits, long lowBits, long valueBits, long more) {
    int mask = slots.length - 1;
    int slot = slot(highBits, lowBits, valueBits) & mask;
    while (slots[slot] != 0) {
      int at = slots[slot] - 1;
      if (low[at] == lowBits && value[at] == valueBits && high[at] == highBits) {
        count[at] += more;
        return;
      }
      slot = slot + 1 & mask;
    }
    if (size == high.length) {
      grow();
      add(highBits, lowBits, valueBits, more);
      return;
    }
    high[size] = highBits;
    low[size] = lowBits;
    value[size] = valueBits;
    count[size] = more;
    slots[slot] = ++size;
  }

  private static int slot(long highBits, long lowBits, long valueBits) {
    return (int) Fingerprints.mix(highBits ^ lowBits + 31 * valueBits);
  }

  private void grow() {
    int capacity = Math.min(most, high.length * 2);
    high = Arrays.copyOf(high, capacity);
    low = Arrays.copyOf(low, capacity);
    value = Arrays.copyOf(value, capacity);
    count = Arrays.copyOf(count, capacity);
    slots = new int[Integer.highestOneBit(capacity - 1) * 4];
    int mask = slots.length - 1;
    for (int at = 0; at < size; at++) {
      int slot = slot(high[at], low[at], value[at]) & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = at + 1;
    }
  }

  /** Forgets all tuples. */
  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }

  /** Shows all tuples in ascending order, as unsigned numbers. */
  void forEach(TupleVisitor visitor) {
    int[] order = new int[size];
    Arrays.setAll(order, at -> at);
    sort(order, 0, size, 0);
    for (int at : order) {
      visitor.tuple(high[at], low[at], value[at], count[at]);
    }
  }

  /** Sees a tuple and how often it came. */
  interface TupleVisitor {
    void tuple(long high, long low, long value, long count);
  }

  static int compare(
      long high, long low, long value, long otherHigh, long otherLow, long otherValue) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    return byLow != 0 ? byLow : Long.compareUnsigned(value, otherValue);
  }

  /**
   * Sorts by the upper bits of a word with the place below them, then those that agree by the rest
   * of the word, then by the next word.
   */
  private void sort(int[] order, int from, int to, int step) {
    if (to - from <= SMALL) {
      insert(order, from, to);
      return;
    }
    if (step == 6) {
      return;
    }
    int[] before = Arrays.copyOfRange(order, from, to);
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(before[i], step) | i;
    }
    Arrays.sort(keys);
    int start = 0;
    for (int i = 0; i < keys.length; i++) {
      order[from + i] = before[(int) (keys[i] & PLACES)];
      if (i + 1 == keys.length || (keys[i] & ~PLACES) != (keys[i + 1] & ~PLACES)) {
        if (i > start) {
          sort(order, from + start, from + i + 1, step + 1);
        }
        start = i + 1;
      }
    }
  }

  private long key(int at, int step) {
    long word = step < 2 ? high[at] : step < 4 ? low[at] : value[at];
    long bits = step % 2 == 0 ? word & ~PLACES : word << Long.SIZE - PLACE_BITS;
    return bits ^ Long.MIN_VALUE;
  }

  private void insert(int[] order, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      int moved = order[at];
      int i = at;
      while (i > from && compare(order[i - 1], moved) > 0) {
        order[i] = order[i - 1];
        i--;
      }
      order[i] = moved;
    }
  }

  private int compare(int one, int other) {
    return compare(high[one], low[one], value[one], high[other], low[other], value[other]);
  }
}
