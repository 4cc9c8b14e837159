package io.weir.engine.dataplane.keys;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How many records have each value of a {@link ValueIndex}. */
final class Counts {
  private int[] counts;

  /**
   * @param expected how many values there may be; a guess
   */
  Counts(int expected) {
    counts = new int[expected];
  }

  /**
   * @param numbers of values, negative ones are not counted
   */
  void add(int[] numbers) {
    for (int number : numbers) {
      if (number >= 0) {
        if (number >= counts.length) {
          counts =
              Arrays.copyOf(counts, Math.max(number + 1, counts.length + (counts.length >> 1)));
        }
        counts[number]++;
      }
    }
  }

  boolean isConflict(int number) {
    return number < counts.length && counts[number] > 1;
  }

  /**
   * Where a run of values ends whose conflicts can be decided within a budget; it has at least one
   * conflict.
   */
  int endOfShare(int from, int size, Cost cost, long budget) {
    int groups = 0;
    long members = 0;
    for (int number = from; number < size; number++) {
      if (isConflict(number)) {
        groups++;
        members += counts[number];
        if (groups > 1 && cost.bytes(groups, members) > budget) {
          return number;
        }
      }
    }
    return size;
  }

  /** The numbers of the conflicts among a run of values. */
  int[] conflicts(int from, int to) {
    return IntStream.range(from, to).filter(this::isConflict).toArray();
  }

  /** What it costs to decide some conflicts at once. */
  interface Cost {
    long bytes(int groups, long members);
  }
}
