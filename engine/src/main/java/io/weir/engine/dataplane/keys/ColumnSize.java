package io.weir.engine.dataplane.keys;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;

/** What a dictionary of a column's values would cost if they were all different. */
final class ColumnSize {
  private static final int DECIMAL_BYTES = 16;

  private ColumnSize() {}

  /** All records of the table. */
  static long of(CollectedTable table, String column) {
    return of(table, column, table.rows());
  }

  /** Some of the records of the table, of average size. */
  static long of(CollectedTable table, String column, long records) {
    double share = (double) records / Math.max(1, table.rows());
    return records * ValueIndex.BYTES_PER_ENTRY + (long) (content(table, column) * 1.5 * share);
  }

  private static long content(CollectedTable table, String column) {
    return switch (table.type(column)) {
      case INTEGER, DATE, TIME, DATETIME, DOUBLE, BOOLEAN -> 0;
      case DECIMAL -> table.rows() * DECIMAL_BYTES;
      case STRING, BINARY, JSON -> {
        long[] content = new long[1];
        table.scan(column, (part, first, values, gone) -> content[0] += content(values));
        yield content[0];
      }
    };
  }

  private static long content(Column values) {
    BytesColumn bytes = (BytesColumn) values;
    long content = 0;
    for (int row = 0; row < bytes.size(); row++) {
      if (!bytes.isEmpty(row)) {
        int entry = bytes.entry(row);
        content += bytes.end(entry) - bytes.start(entry);
      }
    }
    return content;
  }
}
