package io.weir.plugins.notes;

import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;

/**
 * The records of a table by groups of equal values. Groups count from 0, in the order of their
 * first records.
 */
public final class Groups {
  private static final int LEAST_SLOTS = 1 << 10;

  private final long count;
  private final LongArray numbers;
  private final LongArray starts;
  private final LongArray positions;

  private Groups(long count, LongArray numbers, LongArray starts, LongArray positions) {
    this.count = count;
    this.numbers = numbers;
    this.starts = starts;
    this.positions = positions;
  }

  /** Groups of the records that were noted, which are all from position 0. */
  public static Groups of(EqualityNotes notes, Workspace workspace, long records) {
    LongArray numbers = workspace.longs(records);
    LongArray slots = workspace.longs(LEAST_SLOTS);
    long count = 0;
    for (long position = 0; position < records; position++) {
      long slot = slot(notes, slots, position);
      if (slots.get(slot) != 0) {
        numbers.set(position, numbers.get(slots.get(slot) - 1));
        continue;
      }
      slots.set(slot, position + 1);
      numbers.set(position, count++);
      if (count * 2 > slots.size()) {
        slots = grown(notes, slots, workspace);
      }
    }
    return sorted(count, numbers, workspace);
  }

  /** The slot of a position's group, or a free one if it has none yet. */
  private static long slot(EqualityNotes notes, LongArray slots, long position) {
    long mask = slots.size() - 1;
    long slot = notes.first(position) & mask;
    while (slots.get(slot) != 0 && !notes.equal(slots.get(slot) - 1, position)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static LongArray grown(EqualityNotes notes, LongArray slots, Workspace workspace) {
    LongArray larger = workspace.longs(slots.size() * 4);
    for (long slot = 0; slot < slots.size(); slot++) {
      long taken = slots.get(slot);
      if (taken != 0) {
        larger.set(slot(notes, larger, taken - 1), taken);
      }
    }
    return larger;
  }

  private static Groups sorted(long count, LongArray numbers, Workspace workspace) {
    LongArray starts = workspace.longs(count + 1);
    for (long position = 0; position < numbers.size(); position++) {
      long next = numbers.get(position) + 1;
      starts.set(next, starts.get(next) + 1);
    }
    for (long group = 0; group < count; group++) {
      starts.set(group + 1, starts.get(group + 1) + starts.get(group));
    }
    LongArray positions = workspace.longs(numbers.size());
    for (long position = numbers.size() - 1; position >= 0; position--) {
      // Ends move down to become the starts of the same groups: no second array is needed.
      long group = numbers.get(position) + 1;
      long at = starts.get(group) - 1;
      starts.set(group, at);
      positions.set(at, position);
    }
    return new Groups(count, numbers, starts, positions);
  }

  public long count() {
    return count;
  }

  /** The group of the record at a position. */
  public long group(long position) {
    return numbers.get(position);
  }

  /** Where a group begins in {@link #positions}; the next one begins where it ends. */
  public long start(long group) {
    return group == count ? numbers.size() : starts.get(group + 1);
  }

  /** How many records a group has. */
  public long size(long group) {
    return start(group + 1) - start(group);
  }

  /** The positions of all records: group by group, ascending in each. */
  public LongArray positions() {
    return positions;
  }

  /**
   * The longs that tell groups by position, for a use of their own by who does not ask for groups
   * any longer.
   */
  public LongArray reuse() {
    return numbers;
  }
}
