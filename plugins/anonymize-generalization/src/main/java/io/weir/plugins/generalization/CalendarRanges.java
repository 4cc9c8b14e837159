package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.time.LocalDate;
import java.util.Optional;

/** Dates, and datetimes in UTC, become a span of the calendar. */
record CalendarRanges(ColumnSchema schema, CalendarUnit unit) implements ColumnAnonymizer {
  private static final long MICROS_A_DAY = 86_400_000_000L;

  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Column apply(Column column) {
    long[] values = ((LongColumn) column).values();
    boolean withTime = column.type() == ValueType.DATETIME;
    Labels labels = new Labels(day -> unit.label(LocalDate.ofEpochDay(day)));
    int[] codes = new int[column.size()];
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        long value = values[row];
        codes[row] = labels.code(withTime ? Math.floorDiv(value, MICROS_A_DAY) : value);
      }
    }
    return labels.column(codes, column.empties());
  }
}
