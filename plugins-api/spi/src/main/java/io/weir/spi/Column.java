package io.weir.spi;

import java.util.BitSet;

/**
 * The values of one column in one record batch, on primitive arrays. Immutable; safe to share
 * between threads. Accessors of a value are defined only for rows that are not empty.
 */
public sealed interface Column
    permits LongColumn, DoubleColumn, BooleanColumn, DecimalColumn, BytesColumn {

  /** A column of which every row is empty. */
  static Column ofEmpties(ValueType type, int size) {
    BitSet rows = new BitSet(size);
    rows.set(0, size);
    Empties all = Empties.of(rows);
    return switch (type) {
      case STRING, BINARY, JSON ->
          BytesColumn.dictionary(type, new byte[0], new int[1], 0, new int[size], size, all, true);
      case BOOLEAN -> new BooleanColumn(new byte[size], size, all);
      case INTEGER, DATE, TIME, DATETIME -> new LongColumn(type, new long[size], size, all);
      case DECIMAL -> new DecimalColumn(new long[size], new byte[size], null, size, all);
      case DOUBLE -> new DoubleColumn(new double[size], size, all);
    };
  }

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
