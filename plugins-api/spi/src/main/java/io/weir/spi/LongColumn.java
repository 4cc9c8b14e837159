package io.weir.spi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;

/** INTEGER, DATE, TIME and DATETIME values, one long each; see {@link ValueType} for the units. */
public final class LongColumn implements Column {
  private final ValueType type;
  private final long[] values;
  private final int size;
  private final Empties empties;

  /**
   * @param values at least {@code size} values; not copied, and not to be changed afterwards
   */
  public LongColumn(ValueType type, long[] values, int size, Empties empties) {
    if (!type.isLong() || values.length < size) {
      throw new IllegalArgumentException(
          "not a column of longs: " + type + ", " + values.length + " values");
    }
    this.type = type;
    this.values = values;
    this.size = size;
    this.empties = empties;
  }

  public long value(int row) {
    return values[row];
  }

  /** The values of all rows; what stands at an empty row is undefined. Not to be changed. */
  public long[] values() {
    return values;
  }

  @Override
  public ValueType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Empties empties() {
    return empties;
  }

  @Override
  public LongColumn select(int[] rows, int length) {
    long[] picked = new long[length];
    for (int i = 0; i < length; i++) {
      picked[i] = values[rows[i]];
    }
    return new LongColumn(type, picked, length, empties.select(rows, length));
  }

  @Override
  public String format(int row) {
    return format(type, values[row]);
  }

  /** Canonical text of one value of a long-carried type. */
  public static String format(ValueType type, long value) {
    return switch (type) {
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case TIME -> LocalTime.ofNanoOfDay(value * 1_000).toString();
      case DATETIME ->
          Instant.ofEpochSecond(
                  Math.floorDiv(value, 1_000_000), Math.floorMod(value, 1_000_000) * 1_000L)
              .toString();
      case INTEGER -> Long.toString(value);
      case STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalArgumentException(type + " is not carried by longs");
    };
  }

  @Override
  public String toString() {
    return type + Arrays.toString(Arrays.copyOf(values, Math.min(size, 8)));
  }
}
