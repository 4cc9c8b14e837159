package io.weir.engine.dataplane.keys;

import io.weir.spi.Column;
import io.weir.spi.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * An exact dictionary of values: equal values get the same number, different ones never do. Numbers
 * count from 0 in the order of first appearance. Decimals are equal when they are numerically,
 * doubles too ({@code -0.0} is {@code 0.0}). Many threads may look values up as long as none adds
 * any.
 */
abstract sealed class ValueIndex permits LongIndex, BytesIndex {
  /** The row's value is not in the dictionary. */
  static final int ABSENT = -1;

  /** The row is empty or left out. */
  static final int ELSEWHERE = -2;

  /**
   * Upper bound of what an entry costs beside its bytes: value, slots, and two ints of the
   * caller's.
   */
  static final int BYTES_PER_ENTRY = 24;

  /**
   * A dictionary for values of a type.
   *
   * @param expected how many there may be; a guess
   */
  static ValueIndex of(ValueType type, int expected) {
    return isLong(type) ? new LongIndex(expected) : new BytesIndex(expected);
  }

  /** Whether values of a type are one long each here; else they are runs of bytes. */
  static boolean isLong(ValueType type) {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME, DOUBLE, BOOLEAN -> true;
      case STRING, BINARY, JSON, DECIMAL -> false;
    };
  }

  /** How many different values there are. */
  abstract int size();

  /** Bytes of memory in use, two ints of the caller's for each value included. */
  abstract long bytes();

  /** The number of an entry's value, a new one if it was not there. */
  abstract int add(EntryReader entry);

  /** The number of an entry's value, or {@link #ABSENT}. */
  abstract int find(EntryReader entry);

  /**
   * Looks the column's values up.
   *
   * @param gone rows to leave out, one bit each, or null for none
   * @param numbers receives each row's number, {@link #ABSENT} or {@link #ELSEWHERE}
   */
  abstract void find(Column column, long @Nullable [] gone, int[] numbers);

  static boolean isGone(long @Nullable [] gone, int row) {
    return gone != null && (gone[row >>> 6] >>> row & 1L) != 0;
  }
}
