package io.weir.engine.proposal;

import io.weir.engine.definition.Value;
import io.weir.engine.definition.Values;
import io.weir.engine.proposal.FoundTable.Cell;
import io.weir.engine.proposal.FoundTable.Evidence;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of a column that were seen, as methods get them: some thousands at a time. */
final class SampledValues {
  private static final int BATCH = 4_096;

  private SampledValues() {}

  /**
   * @param type as whose values the texts are read; what cannot be read counts as empty
   * @param batches takes them in order
   */
  static void of(
      FoundTable.Found column, ReadColumn read, ValueType type, Consumer<Column> batches) {
    switch (column.evidence()) {
      case Evidence.Declared _ -> {}
      case Evidence.Sampled(List<Cell> cells) -> {
        for (int from = 0; from < cells.size(); from += BATCH) {
          List<@Nullable Value> values = new ArrayList<>();
          for (Cell cell : cells.subList(from, Math.min(from + BATCH, cells.size()))) {
            values.add(value(cell, read, type).orElse(null));
          }
          batches.accept(column(type, values));
        }
      }
    }
  }

  private static Optional<Value> value(Cell cell, ReadColumn read, ValueType type) {
    return switch (cell) {
      case Cell.Plain(String text) when !text.isEmpty() && !read.nullTokens().contains(text) ->
          Values.read(type, text) instanceof Values.Reading.Readable(Value value)
              ? Optional.of(value)
              : Optional.empty();
      case Cell.Plain _, Cell.Absent _, Cell.Nested _ -> Optional.empty();
    };
  }

  private static Column column(ValueType type, List<@Nullable Value> values) {
    int size = values.size();
    BitSet empty = new BitSet(size);
    for (int row = 0; row < size; row++) {
      empty.set(row, values.get(row) == null);
    }
    Empties empties = Empties.of(empty);
    return switch (type) {
      case STRING, BINARY, JSON -> bytes(type, values);
      case INTEGER, DATE, TIME, DATETIME -> {
        long[] numbers = new long[size];
        for (int row = 0; row < size; row++) {
          numbers[row] = values.get(row) instanceof Value.Whole(long number) ? number : 0;
        }
        yield new LongColumn(type, numbers, size, empties);
      }
      case DOUBLE -> {
        double[] numbers = new double[size];
        for (int row = 0; row < size; row++) {
          numbers[row] = values.get(row) instanceof Value.Floating(double number) ? number : 0;
        }
        yield new DoubleColumn(numbers, size, empties);
      }
      case BOOLEAN -> {
        byte[] flags = new byte[size];
        for (int row = 0; row < size; row++) {
          flags[row] = (byte) (values.get(row) instanceof Value.Flag(boolean flag) && flag ? 1 : 0);
        }
        yield new BooleanColumn(flags, size, empties);
      }
      case DECIMAL -> decimals(values);
    };
  }

  private static Column bytes(ValueType type, List<@Nullable Value> values) {
    BytesColumn.Builder builder = new BytesColumn.Builder(type, values.size());
    for (Value value : values) {
      if (value instanceof Value.Text(String text)) {
        builder.append(text);
      } else if (value instanceof Value.Bytes(byte[] bytes)) {
        builder.append(bytes, 0, bytes.length);
      } else {
        builder.appendEmpty();
      }
    }
    return builder.build();
  }

  private static Column decimals(List<@Nullable Value> values) {
    DecimalColumn.Builder builder = new DecimalColumn.Builder(values.size());
    for (Value value : values) {
      if (value instanceof Value.Exact(java.math.BigDecimal number)) {
        builder.append(number);
      } else {
        builder.appendEmpty();
      }
    }
    return builder.build();
  }
}
