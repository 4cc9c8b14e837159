package io.weir.plugins.generalization;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Whole numbers, dates, times, and true and false as 1 and 0. */
final class RowsOfLongs implements ValueRows {
  private final ValueType type;
  private final LongTable table = new LongTable();

  RowsOfLongs(ValueType type) {
    this.type = type;
  }

  @Override
  public int add(String text, int row) {
    try {
      return table.putIfAbsent(value(text), row);
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private long value(String text) {
    return switch (type) {
      case INTEGER -> new BigDecimal(text.strip()).longValueExact();
      case DATE -> LocalDate.parse(text.strip()).toEpochDay();
      case TIME -> micros(LocalTime.parse(text.strip()).toNanoOfDay());
      case DATETIME ->
          ChronoUnit.MICROS.between(Instant.EPOCH, OffsetDateTime.parse(text.strip()).toInstant());
      case BOOLEAN ->
          switch (text.strip()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> throw new IllegalArgumentException("neither true nor false");
          };
      case STRING, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalStateException(type + " is not carried by longs");
    };
  }

  private static long micros(long nanos) {
    if (nanos % 1_000 != 0) {
      throw new IllegalArgumentException("finer than microseconds");
    }
    return nanos / 1_000;
  }

  @Override
  public int[] of(Column column) {
    int[] rows = new int[column.size()];
    switch (column) {
      case LongColumn longs -> {
        long[] values = longs.values();
        for (int row = 0; row < rows.length; row++) {
          rows[row] = table.row(values[row]);
        }
      }
      case BooleanColumn flags -> {
        int yes = table.row(1);
        int no = table.row(0);
        for (int row = 0; row < rows.length; row++) {
          rows[row] = flags.value(row) ? yes : no;
        }
      }
      case BytesColumn _, DecimalColumn _, DoubleColumn _ ->
          throw new IllegalArgumentException("not a column of " + type + ": " + column.type());
    }
    return rows;
  }
}
