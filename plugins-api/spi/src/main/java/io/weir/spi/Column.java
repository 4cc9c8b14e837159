package io.weir.spi;

/**
 * The values of one column in one record batch, on primitive arrays. Immutable; safe to share
 * between threads. Accessors of a value are defined only for rows that are not empty.
 */
public sealed interface Column
    permits LongColumn, DoubleColumn, BooleanColumn, DecimalColumn, BytesColumn {

  ValueType type();

  /** How many rows. */
  int size();

  Empties empties();

  default boolean isEmpty(int row) {
    return empties().get(row);
  }

  /**
   * The picked rows in the order picked.
   *
   * @param rows row numbers, of which the first {@code length} count
   */
  Column select(int[] rows, int length);

  /**
   * The value as canonical text (ISO 8601 for dates and times, Base64 for binary); for messages and
   * tests.
   */
  String format(int row);
}
