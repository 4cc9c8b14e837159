package io.weir.plugins.perturbation;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often a column of categories has each value. */
final class Frequencies implements Observer {
  private final ColumnSchema column;
  private final Map<Object, Long> counts = new TreeMap<>();

  Frequencies(ColumnSchema column) {
    this.column = column;
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    switch (batch.column(0)) {
      case BytesColumn bytes -> {
        long[] ofEntries = new long[bytes.entries()];
        for (int row = 0; row < bytes.size(); row++) {
          if (!bytes.isEmpty(row)) {
            ofEntries[bytes.entry(row)]++;
          }
        }
        for (int entry = 0; entry < ofEntries.length; entry++) {
          if (ofEntries[entry] > 0) {
            add(bytes.entryText(entry), ofEntries[entry]);
          }
        }
      }
      case LongColumn longs -> {
        long[] values = new long[longs.size()];
        int count = 0;
        for (int row = 0; row < longs.size(); row++) {
          if (!longs.isEmpty(row)) {
            values[count++] = longs.value(row);
          }
        }
        Arrays.sort(values, 0, count);
        for (int from = 0, to = 0; from < count; from = to) {
          while (to < count && values[to] == values[from]) {
            to++;
          }
          add(values[from], to - from);
        }
      }
      case BooleanColumn booleans -> {
        for (int row = 0; row < booleans.size(); row++) {
          if (!booleans.isEmpty(row)) {
            add(booleans.value(row), 1);
          }
        }
      }
      case DoubleColumn _, DecimalColumn _ ->
          throw new IllegalArgumentException("no categories in column " + column.name());
    }
  }

  @Override
  public void merge(Observer other) {
    ((Frequencies) other).counts.forEach(this::add);
  }

  private void add(Object value, long count) {
    counts.merge(value, count, Long::sum);
    if (counts.size() > Categories.MOST) {
      throw new MethodException(
          "Column %s has more than %d different values.".formatted(column.name(), Categories.MOST),
          "Randomize a column of categories, or generalize this one.");
    }
  }

  /** What was seen, in the order of values. */
  Categories categories() {
    return new Categories(column.type(), List.copyOf(counts.keySet()));
  }

  /** The counts' sums from the left. */
  long[] cumulative() {
    List<Long> sums = new ArrayList<>();
    long sum = 0;
    for (long count : counts.values()) {
      sum += count;
      sums.add(sum);
    }
    return sums.stream().mapToLong(Long::longValue).toArray();
  }
}
