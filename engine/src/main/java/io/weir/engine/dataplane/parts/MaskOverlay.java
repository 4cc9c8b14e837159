package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.Mask;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.PeekableIntIterator;

/** Lays a mask over the batches of its part, which must be given in order. */
final class MaskOverlay {
  private final PeekableIntIterator deleted;
  private final Mask.@Nullable Replacement[] replacements;
  private int base;

  /**
   * @param schema of the batches to come; replacements in other columns are ignored
   */
  MaskOverlay(Mask mask, TableSchema schema) {
    deleted = mask.deleted().getIntIterator();
    replacements = new Mask.Replacement[schema.columns().size()];
    for (Mask.Replacement replacement : mask.replacements()) {
      schema.indexOf(replacement.column()).ifPresent(column -> replacements[column] = replacement);
    }
  }

  /** The next batch with its deleted records left out and its replaced values put in. */
  RecordBatch apply(RecordBatch batch) {
    int size = batch.size();
    RecordBatch replaced = replace(batch);
    Optional<int[]> kept = keep(size);
    base += size;
    return kept.map(rows -> replaced.select(rows, rows.length)).orElse(replaced);
  }

  private Optional<int[]> keep(int size) {
    if (!deleted.hasNext() || deleted.peekNext() >= base + size) {
      return Optional.empty();
    }
    int[] rows = new int[size];
    int kept = 0;
    for (int row = 0; row < size; row++) {
      if (deleted.hasNext() && deleted.peekNext() == base + row) {
        deleted.next();
      } else {
        rows[kept++] = row;
      }
    }
    return Optional.of(Arrays.copyOf(rows, kept));
  }

  private RecordBatch replace(RecordBatch batch) {
    List<Column> columns = new ArrayList<>(batch.columns());
    boolean any = false;
    for (int i = 0; i < replacements.length; i++) {
      Mask.Replacement replacement = replacements[i];
      if (replacement == null) {
        continue;
      }
      int from = lowerBound(replacement.rows(), base);
      int to = lowerBound(replacement.rows(), base + batch.size());
      if (from < to) {
        columns.set(i, patch(batch.column(i), replacement, from, to));
        any = true;
      }
    }
    return any ? new RecordBatch(batch.schema(), columns, batch.size()) : batch;
  }

  private static int lowerBound(int[] rows, int row) {
    int found = Arrays.binarySearch(rows, row);
    return found < 0 ? -found - 1 : found;
  }

  /** The column with the values {@code from} to {@code to} of a replacement in their rows. */
  private Column patch(Column column, Mask.Replacement replacement, int from, int to) {
    int size = column.size();
    int[] source = new int[size];
    for (int row = 0; row < size; row++) {
      source[row] = row;
    }
    for (int i = from; i < to; i++) {
      source[replacement.rows()[i] - base] = size + i - from;
    }
    int[] picked = new int[to - from];
    Arrays.setAll(picked, i -> from + i);
    return append(column, replacement.values().select(picked, picked.length)).select(source, size);
  }

  private static Column append(Column first, Column second) {
    int size = first.size() + second.size();
    Empties empties = empties(first, second);
    return switch (first) {
      case LongColumn column -> {
        long[] values = Arrays.copyOf(column.values(), size);
        System.arraycopy(((LongColumn) second).values(), 0, values, first.size(), second.size());
        yield new LongColumn(column.type(), values, size, empties);
      }
      case DoubleColumn column -> {
        double[] values = Arrays.copyOf(column.values(), size);
        System.arraycopy(((DoubleColumn) second).values(), 0, values, first.size(), second.size());
        yield new DoubleColumn(values, size, empties);
      }
      case BooleanColumn column -> {
        byte[] values = new byte[size];
        for (int row = 0; row < size; row++) {
          BooleanColumn from = row < first.size() ? column : (BooleanColumn) second;
          values[row] = (byte) (from.value(row < first.size() ? row : row - first.size()) ? 1 : 0);
        }
        yield new BooleanColumn(values, size, empties);
      }
      case DecimalColumn column -> {
        DecimalColumn.Builder builder = new DecimalColumn.Builder(size);
        append(column, builder);
        append((DecimalColumn) second, builder);
        yield builder.build();
      }
      case BytesColumn column -> {
        BytesColumn.Builder builder = new BytesColumn.Builder(column.type(), size);
        append(column, builder);
        append((BytesColumn) second, builder);
        yield builder.build();
      }
    };
  }

  private static void append(DecimalColumn column, DecimalColumn.Builder builder) {
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        builder.appendEmpty();
      } else if (column.isSmall(row)) {
        builder.append(column.unscaled(row), column.scale(row));
      } else {
        builder.append(column.value(row));
      }
    }
  }

  private static void append(BytesColumn column, BytesColumn.Builder builder) {
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        builder.appendEmpty();
      } else {
        int entry = column.entry(row);
        builder.append(column.heap(), column.start(entry), column.end(entry) - column.start(entry));
      }
    }
  }

  private static Empties empties(Column first, Column second) {
    if (first.empties().count() == 0 && second.empties().count() == 0) {
      return Empties.none();
    }
    int size = first.size() + second.size();
    long[] words = new long[(size + 63) >>> 6];
    for (int row = 0; row < size; row++) {
      boolean empty = row < first.size() ? first.isEmpty(row) : second.isEmpty(row - first.size());
      if (empty) {
        words[row >>> 6] |= 1L << row;
      }
    }
    return Empties.ofWords(words);
  }
}
