package io.weir.engine.dataplane.keys;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;

/**
 * What a dictionary of a column's values would cost if they were all different. Texts are judged by
 * the first batches of some parts.
 */
final class ColumnSize {
  private static final int DECIMAL_BYTES = 16;
  private static final int SAMPLED = 16;

  private ColumnSize() {}

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
        long[] seen = new long[2];
        for (int part = 0; part < table.parts(); part += Math.max(1, table.parts() / SAMPLED)) {
          table.sample(
              part,
              column,
              values -> {
                seen[0] += values.size();
                seen[1] += content(values);
              });
        }
        yield (long) ((double) seen[1] / Math.max(1, seen[0]) * table.rows());
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
