package io.weir.plugins.perturbation;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.spi.Workspace;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The amounts of all records by position, outside of the heap. Of each record: which columns are
 * empty, then of each column one long, or two for a decimal (its scale, and its unscaled value or
 * where that is kept).
 */
final class AmountTable {
  /** Instead of a scale: the value does not fit a long. */
  static final long LARGE = 1_000;

  /** So many records are ordered in the heap, 12 bytes each. */
  private static final long MOST_RECORDS = 1 << 24;

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private final List<ColumnSchema> columns;
  private final int[] offsets;
  private final int stride;
  private final int records;
  private final Workspace.LongArray cells;
  private final Workspace.ByteStore large;

  AmountTable(List<ColumnSchema> columns, long records, Workspace workspace) {
    if (records > MOST_RECORDS) {
      throw new MethodException(
          "Records are too many to be grouped by their distances: more than " + MOST_RECORDS + ".",
          "Generalize or add noise instead, or split the table.");
    }
    this.columns = columns;
    this.records = (int) records;
    stride = stride(columns);
    offsets = new int[columns.size()];
    int at = 1;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = at;
      at += width(columns.get(i));
    }
    cells = workspace.longs(records * stride);
    large = workspace.bytes();
  }

  /** How many longs a record takes. */
  static int stride(List<ColumnSchema> columns) {
    return 1 + columns.stream().mapToInt(AmountTable::width).sum();
  }

  private static int width(ColumnSchema column) {
    return column.type() == ValueType.DECIMAL ? 2 : 1;
  }

  void fill(long first, ByteBuffer longs, Workspace.ByteStore largeOnes) {
    long at = first * stride;
    while (longs.hasRemaining()) {
      cells.set(at++, longs.getLong());
      for (ColumnSchema column : columns) {
        long cell = longs.getLong();
        cells.set(at++, cell);
        if (column.type() == ValueType.DECIMAL) {
          long value = longs.getLong();
          cells.set(at++, cell == LARGE ? copied(largeOnes.get(value)) : value);
        }
      }
    }
  }

  private long copied(byte[] bytes) {
    return large.add(bytes, 0, bytes.length);
  }

  /** Keeps a decimal and gives where. */
  static long keep(BigDecimal value, Workspace.ByteStore store) {
    byte[] unscaled = value.unscaledValue().toByteArray();
    byte[] bytes =
        ByteBuffer.allocate(4 + unscaled.length).putInt(value.scale()).put(unscaled).array();
    return store.add(bytes, 0, bytes.length);
  }

  int records() {
    return records;
  }

  List<ColumnSchema> columns() {
    return columns;
  }

  /** A bit for each column that is empty, the first one lowest. */
  long empties(int record) {
    return cells.get((long) record * stride);
  }

  boolean isEmpty(int record, int column) {
    return (empties(record) >>> column & 1) != 0;
  }

  /** A value as the nearest double; undefined where it is empty. */
  double approximate(int record, int column) {
    return switch (columns.get(column).type()) {
      case DOUBLE -> Double.longBitsToDouble(cell(record, column));
      case DECIMAL -> {
        long scale = cell(record, column);
        long unscaled = cells.get((long) record * stride + offsets[column] + 1);
        yield scale >= 0 && scale < POWERS.length && Math.abs(unscaled) < 1L << 53
            ? unscaled / POWERS[(int) scale]
            : decimal(record, column).doubleValue();
      }
      case INTEGER, DATE, TIME, DATETIME -> cell(record, column);
      case STRING, BOOLEAN, BINARY, JSON -> throw new IllegalStateException("no amounts");
    };
  }

  /** A value of a column of longs, or the bits of a double. */
  long cell(int record, int column) {
    return cells.get((long) record * stride + offsets[column]);
  }

  void set(int record, int column, long value) {
    cells.set((long) record * stride + offsets[column], value);
  }

  BigDecimal decimal(int record, int column) {
    long scale = cell(record, column);
    long value = cells.get((long) record * stride + offsets[column] + 1);
    if (scale != LARGE) {
      return BigDecimal.valueOf(value, (int) scale);
    }
    ByteBuffer bytes = ByteBuffer.wrap(large.get(value));
    int largeScale = bytes.getInt();
    return new BigDecimal(
        new BigInteger(Arrays.copyOfRange(bytes.array(), 4, bytes.capacity())), largeScale);
  }

  /** Sets a decimal in some records. */
  void set(int[] group, int from, int to, int column, BigDecimal value) {
    boolean fits = (byte) value.scale() == value.scale() && value.unscaledValue().bitLength() < 64;
    long scale = fits ? value.scale() : LARGE;
    long second = fits ? value.unscaledValue().longValue() : keep(value, large);
    for (int i = from; i < to; i++) {
      set(group[i], column, scale);
      cells.set((long) group[i] * stride + offsets[column] + 1, second);
    }
  }

  /** The columns of the records of a batch. */
  List<Column> columns(RecordBatch batch, long first) {
    List<Column> results = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      results.add(column(i, batch.column(i).empties(), (int) first, batch.size()));
    }
    return results;
  }

  private Column column(int column, Empties empties, int first, int rows) {
    ValueType type = columns.get(column).type();
    return switch (type) {
      case DOUBLE -> {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = Double.longBitsToDouble(cell(first + row, column));
        }
        yield new DoubleColumn(values, rows, empties);
      }
      case DECIMAL -> {
        DecimalColumn.Builder values = new DecimalColumn.Builder(rows);
        for (int row = 0; row < rows; row++) {
          if (empties.get(row)) {
            values.appendEmpty();
          } else {
            values.append(decimal(first + row, column));
          }
        }
        yield values.build();
      }
      case INTEGER, DATE, TIME, DATETIME -> {
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = cell(first + row, column);
        }
        yield new LongColumn(type, values, rows, empties);
      }
      case STRING, BOOLEAN, BINARY, JSON -> throw new IllegalStateException("no amounts");
    };
  }
}
