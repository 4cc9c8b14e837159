package io.weir.plugins.postgresql;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ConnectorException;
import io.weir.spi.ConnectorException.Kind;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.sql.SQLException;

/** Turns record batches into rows of a binary COPY, straight from the columns' arrays. */
final class BatchWriter {
  private static final int DAYS_TO_2000 = 10_957;
  private static final long MICROS_TO_2000 = 946_684_800_000_000L;
  private static final long MICROS_A_DAY = 86_400_000_000L;
  private static final long FIRST_DAY = -2_440_588L;
  private static final long LAST_DAY = 2_145_042_905L;
  private static final long FIRST_MICRO = -210_866_803_200_000_000L;
  private static final long LAST_MICRO = Long.MAX_VALUE;

  private final CopyBinaryBuffer out;
  private final NumericField numeric = new NumericField();
  private String table = "";
  private long recordsBefore;

  BatchWriter(CopyBinaryBuffer out) {
    this.out = out;
  }

  /**
   * Writes the records of a batch.
   *
   * @param recordsBefore how many records of the table went before, to name the place of a mistake
   * @throws ConnectorException if PostgreSQL cannot hold a value
   */
  void write(RecordBatch batch, long recordsBefore) throws SQLException {
    this.table = batch.schema().name();
    this.recordsBefore = recordsBefore;
    Field[] fields = new Field[batch.columns().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field(batch.schema().columns().get(i).name(), batch.column(i));
    }
    for (int row = 0; row < batch.size(); row++) {
      out.putShort(fields.length);
      for (Field field : fields) {
        field.put(row);
      }
    }
  }

  /** Writes one field of a row, its length before it; -1 stands for an empty one. */
  private interface Field {
    void put(int row) throws SQLException;
  }

  private Field field(String name, Column column) {
    Field filled =
        switch (column) {
          case BooleanColumn booleans -> row -> out.putByteField(booleans.value(row) ? 1 : 0);
          case DoubleColumn doubles ->
              row -> out.putLongField(Double.doubleToLongBits(doubles.value(row)));
          case LongColumn longs -> longField(name, longs);
          case DecimalColumn decimals -> row -> putDecimal(name, decimals, row);
          case BytesColumn bytes -> bytesField(name, bytes);
        };
    if (column.empties().count() == 0) {
      return filled;
    }
    return row -> {
      if (column.isEmpty(row)) {
        out.putInt(-1);
      } else {
        filled.put(row);
      }
    };
  }

  private Field longField(String name, LongColumn column) {
    long[] values = column.values();
    return switch (column.type()) {
      case DATE ->
          row -> {
            requireBetween(name, row, values[row], FIRST_DAY, LAST_DAY);
            out.putIntField((int) (values[row] - DAYS_TO_2000));
          };
      case TIME ->
          row -> {
            requireBetween(name, row, values[row], 0, MICROS_A_DAY);
            out.putLongField(values[row]);
          };
      case DATETIME ->
          row -> {
            requireBetween(name, row, values[row], FIRST_MICRO, LAST_MICRO);
            out.putLongField(values[row] - MICROS_TO_2000);
          };
      case INTEGER -> row -> out.putLongField(values[row]);
      case STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalArgumentException(column.type() + " is not carried by longs");
    };
  }

  private void putDecimal(String name, DecimalColumn column, int row) throws SQLException {
    if (column.isSmall(row)) {
      numeric.put(out, column.unscaled(row), column.scale(row));
    } else if (NumericField.fits(column.value(row))) {
      numeric.put(out, column.value(row));
    } else {
      throw cannotHold(
          name,
          row,
          "a number with more digits than PostgreSQL's numeric has",
          "Limit the column by a range, or leave the record out.");
    }
  }

  private Field bytesField(String name, BytesColumn column) {
    byte[] heap = column.heap();
    boolean suspect =
        column.type() != ValueType.BINARY
            && column.entries() > 0
            && hasZero(heap, column.start(0), column.end(column.entries() - 1));
    return row -> {
      int entry = column.entry(row);
      int start = column.start(entry);
      int end = column.end(entry);
      if (suspect && hasZero(heap, start, end)) {
        throw cannotHold(
            name,
            row,
            "a zero character (U+0000), which PostgreSQL's texts cannot hold",
            "Take it out where the value comes from, or leave the record out.");
      }
      out.putInt(end - start);
      out.putBytes(heap, start, end - start);
    };
  }

  private void requireBetween(String name, int row, long value, long least, long most) {
    if (value < least || value > most) {
      throw cannotHold(
          name,
          row,
          "a date or time beyond those that PostgreSQL knows",
          "Limit the column by a range, or leave the record out.");
    }
  }

  private ConnectorException cannotHold(String column, int row, String what, String advice) {
    return new ConnectorException(
        Kind.REFUSED,
        "record %d of table %s has in column %s %s"
            .formatted(recordsBefore + row + 1, table, column, what),
        advice);
  }

  private static boolean hasZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
