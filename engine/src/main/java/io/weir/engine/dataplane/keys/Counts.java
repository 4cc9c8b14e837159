package io.weir.engine.dataplane.keys;

import java.util.Arrays;

/** How many records have each value of a {@link ValueIndex}. */
final class Counts {
  private int[] counts = new int[64];

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
  int endOfShare(int from, int size, int sources, long budget) {
    int groups = 0;
    long members = 0;
    for (int number = from; number < size; number++) {
      if (isConflict(number)) {
        groups++;
        members += counts[number];
        if (groups > 1 && DecidedGroups.bytes(groups, sources, members) > budget) {
          return number;
        }
      }
    }
    return size;
  }

  /** How many conflicts a run of values has. */
  int conflicts(int from, int to) {
    int conflicts = 0;
    for (int number = from; number < to; number++) {
      conflicts += isConflict(number) ? 1 : 0;
    }
    return conflicts;
  }

  /** The conflicts of a run of values, numbered from 0; -1 for all other values. */
  int[] groups(int from, int to, int size) {
    int[] groups = new int[size];
    Arrays.fill(groups, -1);
    int next = 0;
    for (int number = from; number < to; number++) {
      if (isConflict(number)) {
        groups[number] = next++;
      }
    }
    return groups;
  }
}
