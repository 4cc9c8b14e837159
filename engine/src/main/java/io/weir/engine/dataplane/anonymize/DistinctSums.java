package io.weir.engine.dataplane.anonymize;

import java.util.Arrays;

/**
 * Different numbers of 128 bits, each with its place among them in ascending order, so that the
 * places of some do not depend on the order they came in.
 */
final class DistinctSums {
  /** What a number may take, while the arrays grow too. */
  static final int BYTES = 128;

  private long[] high = new long[64];
  private long[] low = new long[64];
  private int[] slots = new int[256];
  private int size;
  private long[] sorted = new long[0];

  /** How many there are. */
  int size() {
    return size;
  }

  void add(long highBits, long lowBits) {
    int slot = slot(highBits, lowBits);
    if (slots[slot] != 0) {
      return;
    }
    if (size == high.length) {
      high = Arrays.copyOf(high, 2 * size);
      low = Arrays.copyOf(low, 2 * size);
      slots = new int[8 * size];
      for (int at = 0; at < size; at++) {
        slots[slot(high[at], low[at])] = at + 1;
      }
      slot = slot(highBits, lowBits);
    }
    high[size] = highBits;
    low[size] = lowBits;
    slots[slot] = ++size;
  }

  private int slot(long highBits, long lowBits) {
    int mask = slots.length - 1;
    int slot = (int) (highBits ^ highBits >>> 32 ^ lowBits) & mask;
    while (slots[slot] != 0
        && (high[slots[slot] - 1] != highBits || low[slots[slot] - 1] != lowBits)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** All are known now. */
  void sort() {
    sorted = Arrays.copyOf(high, size);
    Arrays.sort(sorted);
  }

  /**
   * Numbers that were told by {@link #inOrder}.
   *
   * @param pairs the upper and the lower half of each
   */
  static DistinctSums of(long[] pairs) {
    DistinctSums sums = new DistinctSums();
    for (int at = 0; at < pairs.length; at += 2) {
      sums.add(pairs[at], pairs[at + 1]);
    }
    sums.sort();
    return sums;
  }

  boolean contains(long highBits, long lowBits) {
    return slots[slot(highBits, lowBits)] != 0;
  }

  /** The upper and the lower half of each, by their places. */
  long[] inOrder() {
    long[] pairs = new long[2 * size];
    for (int at = 0; at < size; at++) {
      int place = place(high[at], low[at]);
      pairs[2 * place] = high[at];
      pairs[2 * place + 1] = low[at];
    }
    return pairs;
  }

  /** The place of one of them, from 0. */
  int place(long highBits, long lowBits) {
    int found = Arrays.binarySearch(sorted, highBits);
    int first = found;
    while (first > 0 && sorted[first - 1] == highBits) {
      first--;
    }
    boolean alone = first + 1 == size || sorted[first + 1] != highBits;
    return alone ? first : first + lesser(highBits, lowBits);
  }

  /** How many of the same upper half have a lesser lower one. */
  private int lesser(long highBits, long lowBits) {
    int lesser = 0;
    for (int at = 0; at < size; at++) {
      lesser += high[at] == highBits && low[at] < lowBits ? 1 : 0;
    }
    return lesser;
  }
}
