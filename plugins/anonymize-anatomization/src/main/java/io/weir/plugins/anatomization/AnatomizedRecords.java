package io.weir.plugins.anatomization;

import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.spi.Workspace.LongArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The records of both tables.
 *
 * @param values of the sensitive column, by the positions the records had
 * @param added the table of the sensitive values
 * @param moved the other columns, if records change their places
 * @param order which record comes to each position then
 */
record AnatomizedRecords(
    DealtGroups groups,
    ValueNotes values,
    TableSchema added,
    List<ValueNotes> moved,
    Optional<LongArray> order)
    implements RecordFunction {
  private static final int BATCH_ROWS = 1 << 12;

  @Override
  public List<Column> apply(RecordBatch batch, long first) {
    long[] sources = new long[batch.size()];
    long[] numbers = new long[batch.size()];
    for (int row = 0; row < numbers.length; row++) {
      long position = first + row;
      sources[row] = order.isPresent() ? order.get().get(position) : position;
      numbers[row] = groups.number(sources[row]);
    }
    List<Column> columns = new ArrayList<>(moved.size() + 1);
    for (ValueNotes column : moved) {
      columns.add(column.at(sources, sources.length));
    }
    columns.add(longs(numbers, numbers.length));
    return columns;
  }

  @Override
  public Iterator<RecordBatch> records(TableSchema table) {
    if (!table.equals(added)) {
      throw new IllegalArgumentException("no table " + table.name());
    }
    return new SensitiveRecords();
  }

  private static LongColumn longs(long[] values, int size) {
    return new LongColumn(ValueType.INTEGER, values, size, Empties.none());
  }

  /** Group by group in the order of their numbers, value by value. */
  private final class SensitiveRecords implements Iterator<RecordBatch> {
    private long number = 1;
    private long[] members = new long[0];
    private int at;

    @Override
    public boolean hasNext() {
      return at < members.length || number <= groups.count();
    }

    @Override
    public RecordBatch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all records were given out");
      }
      long[] numbers = new long[BATCH_ROWS];
      long[] positions = new long[BATCH_ROWS];
      int rows = 0;
      while (rows < BATCH_ROWS && hasNext()) {
        if (at == members.length) {
          members = groups.examples(number++);
          at = 0;
        }
        numbers[rows] = number - 1;
        positions[rows++] = members[at++];
      }
      // No group holds a value twice.
      long[] counts = new long[rows];
      Arrays.fill(counts, 1);
      return new RecordBatch(
          added,
          List.of(longs(numbers, rows), values.at(positions, rows), longs(counts, rows)),
          rows);
    }
  }
}
