package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
import io.weir.engine.privacy.table.Mixing;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The different values of a column, numbered in their order (numbers and times by size, texts by
 * their characters), an empty value first. Gathered from batches in any order by several threads;
 * once it is {@link #sorted()} the numbers do not depend on that.
 */
final class DistinctValues {
  /** What a value takes besides its text: an entry of a map, a key, a place in a column. */
  private static final int ENTRY_BYTES = 120;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Column> pieces = new ArrayList<>();
  private final String column;
  private final long mostBytes;
  private long bytes;
  private Optional<ValueNumbers> index = Optional.empty();
  private boolean empty;
  private int size;

  /**
   * @param column for messages
   * @param mostBytes what the values may take of the heap
   */
  DistinctValues(String column, long mostBytes) {
    this.column = column;
    this.mostBytes = mostBytes;
  }

  /** Adds the values of a batch that are not known yet. */
  void gather(Column column) {
    int[] rows = firsts(column);
    synchronized (this) {
      empty |= column.empties().count() > 0;
      int unknown = 0;
      for (int row : rows) {
        String key = column.format(row);
        if (numbers.putIfAbsent(key, size + unknown) == null) {
          rows[unknown++] = row;
          require(bytes + ENTRY_BYTES + 2L * key.length());
        }
      }
      if (unknown > 0) {
        pieces.add(compact(column.select(rows, unknown)));
        size += unknown;
      }
    }
  }

  private void require(long more) {
    bytes = more;
    if (bytes > mostBytes) {
      throw new MethodException(
          "Column "
              + column
              + " has more different values than the search for a privacy model has memory for.",
          "Let a method of the column make its values coarser before, promise nothing of it, or give"
              + " the node more working memory.");
    }
  }

  /** Batches share their texts' heap; a few values must not keep all of it. */
  private static Column compact(Column column) {
    if (column instanceof BytesColumn texts) {
      BytesColumn.Builder builder = new BytesColumn.Builder(texts.type(), texts.size());
      for (int row = 0; row < texts.size(); row++) {
        int entry = texts.entry(row);
        int start = texts.start(entry);
        builder.append(texts.heap(), start, texts.end(entry) - start);
      }
      return builder.build();
    }
    return column;
  }

  /** A row for each different value of a batch; perhaps several for the same. */
  private static int[] firsts(Column column) {
    return switch (column) {
      case BytesColumn texts -> {
        boolean[] seen = new boolean[texts.entries()];
        yield IntStream.range(0, texts.size())
            .filter(row -> !texts.isEmpty(row) && !mark(seen, texts.entry(row)))
            .toArray();
      }
      case LongColumn longs -> firsts(column, longs.values());
      case DoubleColumn doubles -> firsts(column, ValueNumbers.bits(doubles));
      case DecimalColumn _, BooleanColumn _ -> {
        Map<String, Boolean> seen = new HashMap<>();
        yield IntStream.range(0, column.size())
            .filter(row -> !column.isEmpty(row) && seen.put(column.format(row), true) == null)
            .toArray();
      }
    };
  }

  private static int[] firsts(Column column, long[] values) {
    int[] rows = new int[column.size()];
    int[] slots = new int[Integer.highestOneBit(Math.max(rows.length, 8)) << 2];
    int mask = slots.length - 1;
    int different = 0;
    for (int row = 0; row < rows.length; row++) {
      if (!column.isEmpty(row)) {
        int slot = Mixing.slot(values[row], mask);
        while (slots[slot] != 0 && values[slots[slot] - 1] != values[row]) {
          slot = slot + 1 & mask;
        }
        if (slots[slot] == 0) {
          slots[slot] = row + 1;
          rows[different++] = row;
        }
      }
    }
    return Arrays.copyOf(rows, different);
  }

  private static boolean mark(boolean[] seen, int entry) {
    boolean before = seen[entry];
    seen[entry] = true;
    return before;
  }

  /** Numbers all values in their order; nothing is gathered after this. */
  DistinctValues sorted() {
    DistinctValues sorted = new DistinctValues(column, mostBytes);
    sorted.empty = empty;
    int first = empty ? 1 : 0;
    if (size > 0) {
      Column all = Concatenation.ofColumns(pieces);
      Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
      Arrays.sort(order, order(all));
      int[] rows = Arrays.stream(order).mapToInt(Integer::intValue).toArray();
      Column inOrder = all.select(rows, size);
      sorted.pieces.add(inOrder);
      sorted.index = Optional.of(ValueNumbers.of(inOrder, first));
    }
    sorted.size = size;
    return sorted;
  }

  private static Comparator<Integer> order(Column column) {
    return switch (column) {
      case LongColumn longs -> Comparator.comparingLong(row -> longs.values()[row]);
      case BytesColumn texts -> {
        String[] decoded = new String[texts.size()];
        Arrays.setAll(decoded, texts::format);
        yield Comparator.comparing(row -> decoded[row]);
      }
      case DoubleColumn doubles -> Comparator.comparingDouble(row -> doubles.values()[row]);
      case DecimalColumn decimals ->
          Comparator.comparing(row -> new BigDecimal(decimals.format(row)));
      case BooleanColumn booleans -> Comparator.comparing(booleans::format);
    };
  }

  /** How many there are, an empty value included. */
  int count() {
    return size + (empty ? 1 : 0);
  }

  /** The number of the empty value, if one occurs. */
  OptionalInt empty() {
    return empty ? OptionalInt.of(0) : OptionalInt.empty();
  }

  /** All values in their order, without the empty one; there must be one. */
  Column values() {
    return pieces.getFirst();
  }

  /** How many values there are without the empty one. */
  int filled() {
    return size;
  }

  /** The number of each row's value; -1 for an empty one if none was gathered. */
  int[] numbers(Column column) {
    int[] codes = new int[column.size()];
    if (!empty && column.empties().count() > 0) {
      Arrays.setAll(codes, row -> column.isEmpty(row) ? -1 : 0);
    }
    index.ifPresent(values -> values.find(column, codes));
    return codes;
  }
}
