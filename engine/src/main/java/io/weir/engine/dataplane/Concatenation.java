package io.weir.engine.dataplane;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.List;

/** Puts columns and batches of the same layout one after the other. */
public final class Concatenation {
  private Concatenation() {}

  /**
   * The records of all batches in order.
   *
   * @param batches at least one, all of the same schema
   */
  public static RecordBatch ofBatches(List<RecordBatch> batches) {
    RecordBatch first = batches.getFirst();
    if (batches.size() == 1) {
      return first;
    }
    int rows = batches.stream().mapToInt(RecordBatch::size).reduce(0, Math::addExact);
    List<Column> columns = new ArrayList<>(first.columns().size());
    for (int i = 0; i < first.columns().size(); i++) {
      int index = i;
      columns.add(ofColumns(batches.stream().map(batch -> batch.column(index)).toList()));
    }
    return new RecordBatch(first.schema(), columns, rows);
  }

  /**
   * The values of all columns in order.
   *
   * @param columns at least one, all of the same type
   */
  public static Column ofColumns(List<Column> columns) {
    if (columns.size() == 1) {
      return columns.getFirst();
    }
    int rows = columns.stream().mapToInt(Column::size).reduce(0, Math::addExact);
    return switch (columns.getFirst()) {
      case LongColumn first -> longs(first, columns, rows);
      case DoubleColumn first -> doubles(columns, rows);
      case BooleanColumn first -> booleans(columns, rows);
      case DecimalColumn first -> decimals(columns, rows);
      case BytesColumn first -> bytes(first, columns, rows);
    };
  }

  private static Column longs(LongColumn first, List<Column> columns, int rows) {
    long[] values = new long[rows];
    int at = 0;
    for (Column column : columns) {
      System.arraycopy(((LongColumn) column).values(), 0, values, at, column.size());
      at += column.size();
    }
    return new LongColumn(first.type(), values, rows, empties(columns, rows));
  }

  private static Column doubles(List<Column> columns, int rows) {
    double[] values = new double[rows];
    int at = 0;
    for (Column column : columns) {
      System.arraycopy(((DoubleColumn) column).values(), 0, values, at, column.size());
      at += column.size();
    }
    return new DoubleColumn(values, rows, empties(columns, rows));
  }

  private static Column booleans(List<Column> columns, int rows) {
    byte[] values = new byte[rows];
    int at = 0;
    for (Column column : columns) {
      BooleanColumn booleans = (BooleanColumn) column;
      for (int row = 0; row < booleans.size(); row++) {
        values[at++] = (byte) (booleans.value(row) ? 1 : 0);
      }
    }
    return new BooleanColumn(values, rows, empties(columns, rows));
  }

  private static Column decimals(List<Column> columns, int rows) {
    DecimalColumn.Builder builder = new DecimalColumn.Builder(rows);
    for (Column column : columns) {
      DecimalColumn decimals = (DecimalColumn) column;
      for (int row = 0; row < decimals.size(); row++) {
        if (decimals.isEmpty(row)) {
          builder.appendEmpty();
        } else if (decimals.isSmall(row)) {
          builder.append(decimals.unscaled(row), decimals.scale(row));
        } else {
          builder.append(decimals.value(row));
        }
      }
    }
    return builder.build();
  }

  private static Column bytes(BytesColumn first, List<Column> columns, int rows) {
    BytesColumn.Builder builder = new BytesColumn.Builder(first.type(), rows);
    for (Column column : columns) {
      BytesColumn bytes = (BytesColumn) column;
      for (int row = 0; row < bytes.size(); row++) {
        if (bytes.isEmpty(row)) {
          builder.appendEmpty();
        } else {
          int entry = bytes.entry(row);
          builder.append(bytes.heap(), bytes.start(entry), bytes.end(entry) - bytes.start(entry));
        }
      }
    }
    return builder.build();
  }

  private static Empties empties(List<Column> columns, int rows) {
    if (columns.stream().allMatch(column -> column.empties().count() == 0)) {
      return Empties.none();
    }
    long[] words = new long[(rows + 63) >>> 6];
    int at = 0;
    for (Column column : columns) {
      for (int row = 0; row < column.size(); row++, at++) {
        if (column.isEmpty(row)) {
          words[at >>> 6] |= 1L << at;
        }
      }
    }
    return Empties.ofWords(words);
  }
}
