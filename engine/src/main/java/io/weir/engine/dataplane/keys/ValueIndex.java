package io.weir.engine.dataplane.keys;

import io.weir.spi.Column;
import io.weir.spi.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * An exact dictionary of the values of one hash partition: equal values get the same number,
 * different ones never do. Numbers count from 0 in the order of first appearance. Decimals are
 * equal when they are numerically, doubles too ({@code -0.0} is {@code 0.0}).
 */
abstract sealed class ValueIndex permits LongIndex, BytesIndex {
  /** The row's value is not in the dictionary. */
  static final int ABSENT = -1;

  /** The row is empty, left out, or its value belongs to another partition. */
  static final int ELSEWHERE = -2;

  /**
   * Upper bound of what an entry costs beside its bytes: value, slots, and two ints of the
   * caller's.
   */
  static final int BYTES_PER_ENTRY = 24;

  final HashPartition partition;

  ValueIndex(HashPartition partition) {
    this.partition = partition;
  }

  /**
   * A dictionary for values of a type.
   *
   * @param values how many there may be in all partitions together; a guess
   */
  static ValueIndex of(ValueType type, HashPartition partition, long values) {
    int expected = partition.shareOf(values);
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME, DOUBLE, BOOLEAN -> new LongIndex(partition, expected);
      case STRING, BINARY, JSON, DECIMAL -> new BytesIndex(partition, expected);
    };
  }

  /** How many different values there are. */
  abstract int size();

  /**
   * Adds the column's values.
   *
   * @param gone rows to leave out, one bit each, or null for none
   * @param numbers receives each row's number, or {@link #ELSEWHERE}
   */
  abstract void add(Column column, long @Nullable [] gone, int[] numbers);

  /**
   * Looks the column's values up.
   *
   * @param numbers receives each row's number, {@link #ABSENT} or {@link #ELSEWHERE}
   */
  abstract void find(Column column, long @Nullable [] gone, int[] numbers);

  /** The same dictionary with fewer values: the one that was at {@code numbers[i]} is number i. */
  abstract ValueIndex select(int[] numbers);

  static boolean isGone(long @Nullable [] gone, int row) {
    return gone != null && (gone[row >>> 6] >>> row & 1L) != 0;
  }
}
