package io.weir.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Some thousands of records of one table, column by column; all columns have the same number of
 * rows.
 */
public record RecordBatch(TableSchema schema, List<Column> columns, int size) {
  public RecordBatch {
    columns = List.copyOf(columns);
    if (columns.size() != schema.columns().size()) {
      throw new IllegalArgumentException(
          "table "
              + schema.name()
              + " has "
              + schema.columns().size()
              + " columns, not "
              + columns.size());
    }
    for (int i = 0; i < columns.size(); i++) {
      ColumnSchema expected = schema.columns().get(i);
      Column column = columns.get(i);
      if (column.size() != size || column.type() != expected.type()) {
        throw new IllegalArgumentException(
            "column %s.%s: expected %d rows of %s, got %d of %s"
                .formatted(
                    schema.name(),
                    expected.name(),
                    size,
                    expected.type(),
                    column.size(),
                    column.type()));
      }
    }
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /**
   * The picked rows in the order picked; the first {@code length} numbers of {@code rows} count.
   */
  public RecordBatch select(int[] rows, int length) {
    List<Column> picked = new ArrayList<>(columns.size());
    for (Column column : columns) {
      picked.add(column.select(rows, length));
    }
    return new RecordBatch(schema, picked, length);
  }
}
