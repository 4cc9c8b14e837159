package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.space.Longs;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A sum of 128 bits for each record of a table, found by the hash of its key. Takes some 50 bytes a
 * record, in temporary files where the allowance of heap is used up.
 */
final class PersonSums implements AutoCloseable {
  private static final int WORDS = 3;

  private final long capacity;
  private final Longs slots;
  private final Longs sums;

  /**
   * @param records how many there may be
   * @param allowance bytes of heap that are left for all
   */
  PersonSums(long records, Path directory, AtomicLong allowance) {
    capacity = records + records / 2 + 16;
    slots = Longs.of(WORDS * capacity, directory, allowance);
    try {
      sums = Longs.of(2 * records, directory, allowance);
    } catch (RuntimeException | Error e) {
      slots.close();
      throw e;
    }
  }

  /** Lets a record be found by its key, which no other has. */
  synchronized void put(long high, long low, long position) {
    long slot = slot(high, low);
    if (slots.get(WORDS * slot + 2) == 0) {
      slots.set(WORDS * slot, high);
      slots.set(WORDS * slot + 1, low);
      slots.set(WORDS * slot + 2, position + 1);
    }
  }

  private long slot(long high, long low) {
    long slot = Math.unsignedMultiplyHigh(high, capacity);
    while (slots.get(WORDS * slot + 2) != 0
        && (slots.get(WORDS * slot) != high || slots.get(WORDS * slot + 1) != low)) {
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
    return slot;
  }

  /**
   * Adds to the sum of the record with a key, if there is one; for many threads at a time, once all
   * records are put.
   */
  void add(long high, long low, long moreHigh, long moreLow) {
    long position = slots.get(WORDS * slot(high, low) + 2) - 1;
    if (position >= 0) {
      sums.add(2 * position, moreHigh);
      sums.add(2 * position + 1, moreLow);
    }
  }

  long high(long position) {
    return sums.get(2 * position);
  }

  long low(long position) {
    return sums.get(2 * position + 1);
  }

  @Override
  public void close() {
    slots.close();
    sums.close();
  }
}
