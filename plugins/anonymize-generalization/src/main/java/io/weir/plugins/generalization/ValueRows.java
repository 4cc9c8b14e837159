package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ValueType;

/** Which row of a hierarchy a value has, by value rather than by spelling. */
sealed interface ValueRows permits RowsOfLongs, RowsOfDoubles, RowsOfDecimals, RowsOfBytes {
  /** What {@link #of} gives for a value that has no row. */
  int NONE = -1;

  /** The row of each row's value; undefined where the column is empty. */
  int[] of(Column column);

  /**
   * Says that a text's value has a row.
   *
   * @return the row that the value has had already, or {@link #NONE}
   * @throws IllegalArgumentException if the text is no value of the type
   */
  int add(String text, int row);

  /**
   * @param most how many values there will be
   */
  static ValueRows of(ValueType type, int most) {
    return switch (type) {
      case STRING, JSON, BINARY -> new RowsOfBytes(type, most);
      case INTEGER, DATE, TIME, DATETIME, BOOLEAN -> new RowsOfLongs(type);
      case DECIMAL -> new RowsOfDecimals();
      case DOUBLE -> new RowsOfDoubles();
    };
  }
}
