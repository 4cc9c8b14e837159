package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.LongColumn;
import java.util.Optional;

/** Times become the full hour before them: {@code 13:00}. */
record HourRanges(ColumnSchema schema) implements ColumnAnonymizer {
  private static final long MICROS_AN_HOUR = 3_600_000_000L;

  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Column apply(Column column) {
    long[] values = ((LongColumn) column).values();
    Labels labels = new Labels(hour -> (hour < 10 ? "0" : "") + hour + ":00");
    int[] codes = new int[column.size()];
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        codes[row] = labels.code(Math.floorDiv(values[row], MICROS_AN_HOUR));
      }
    }
    return labels.column(codes, column.empties());
  }
}
