package io.weir.engine.dataplane.keys;

import java.util.Arrays;

/** The different keys of one partition, and how many records have each. */
final class NumberedKeys {
  private static final int MOST_NUMBERS_KEPT = 1 << 20;
  private static final int CHECKED_EVERY = 15;

  private final ValueIndex index;
  private final long limit;
  private int[] counts;
  private int[] numbers;

  /**
   * @param limit bytes that the dictionary may take
   */
  NumberedKeys(ValueIndex index, int expected, long limit) {
    this.index = index;
    this.limit = limit;
    counts = new int[expected];
    numbers = new int[Math.min(expected, MOST_NUMBERS_KEPT)];
  }

  /** Reads all entries; gives up and tells false when there are too many different keys. */
  boolean read(EntryReader entries) {
    for (long at = 0; entries.next(); at++) {
      int number = index.add(entries);
      if (number == counts.length) {
        counts = Arrays.copyOf(counts, counts.length + (counts.length >> 1) + 1);
      }
      counts[number] = Math.incrementExact(counts[number]);
      if (at < numbers.length) {
        numbers[(int) at] = number;
      }
      if ((at & CHECKED_EVERY) == 0 && index.bytes() > limit && index.size() > 1) {
        return false;
      }
    }
    return true;
  }

  ValueIndex index() {
    return index;
  }

  int size() {
    return index.size();
  }

  /** How many records have a key. */
  int count(int number) {
    return counts[number];
  }

  /** The number of the key of an entry that is the {@code at}-th. */
  int number(long at, EntryReader entry) {
    return at < numbers.length ? numbers[(int) at] : index.find(entry);
  }
}
