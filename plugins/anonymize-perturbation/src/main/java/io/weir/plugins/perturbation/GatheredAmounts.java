package io.weir.plugins.perturbation;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import io.weir.spi.Workspace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps the amounts of all records, batch by batch, outside of the heap. */
final class GatheredAmounts implements Observer {
  private record Segment(
      long first, int rows, Workspace.ByteStore store, Workspace.ByteStore large, long address) {}

  private final List<ColumnSchema> columns;
  private final Workspace.ByteStore store;
  private final Workspace.ByteStore large;
  private final List<Segment> segments = new ArrayList<>();

  GatheredAmounts(List<ColumnSchema> columns, Workspace workspace) {
    this.columns = columns;
    this.store = workspace.bytes();
    this.large = workspace.bytes();
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(batch.size(), AmountTable.stride(columns) * 8));
    for (int row = 0; row < batch.size(); row++) {
      long empties = 0;
      for (int i = 0; i < columns.size(); i++) {
        empties |= batch.column(i).isEmpty(row) ? 1L << i : 0;
      }
      bytes.putLong(empties);
      for (int i = 0; i < columns.size(); i++) {
        put(batch.column(i), columns.get(i), row, bytes);
      }
    }
    if (batch.size() > 0) {
      long address = store.add(bytes.array(), 0, bytes.position());
      segments.add(new Segment(first, batch.size(), store, large, address));
    }
  }

  private void put(Column column, ColumnSchema schema, int row, ByteBuffer bytes) {
    boolean empty = column.isEmpty(row);
    switch (column) {
      case LongColumn longs -> bytes.putLong(empty ? 0 : longs.value(row));
      case DoubleColumn doubles -> {
        double value = empty ? 0 : doubles.value(row);
        if (!Double.isFinite(value)) {
          throw new MethodException(
              "Column %s holds NaN or an infinity, which has no mean.".formatted(schema.name()),
              "Declare a range for the column, so that such values do not come in.");
        }
        bytes.putLong(Double.doubleToRawLongBits(value));
      }
      case DecimalColumn decimals -> {
        if (empty) {
          bytes.putLong(0).putLong(0);
        } else if (decimals.isSmall(row)) {
          bytes.putLong(decimals.scale(row)).putLong(decimals.unscaled(row));
        } else {
          DecimalPerturbation.requireReasonable(decimals.value(row));
          bytes.putLong(AmountTable.LARGE).putLong(AmountTable.keep(decimals.value(row), large));
        }
      }
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("no amounts in column " + schema.name());
    }
  }

  @Override
  public void merge(Observer other) {
    segments.addAll(((GatheredAmounts) other).segments);
  }

  /** All that was gathered, by position. */
  AmountTable table(Workspace workspace) {
    long records = segments.stream().mapToLong(it -> it.first + it.rows).max().orElse(0);
    AmountTable table = new AmountTable(columns, records, workspace);
    for (Segment segment : segments) {
      table.fill(segment.first, ByteBuffer.wrap(segment.store.get(segment.address)), segment.large);
    }
    return table;
  }
}
