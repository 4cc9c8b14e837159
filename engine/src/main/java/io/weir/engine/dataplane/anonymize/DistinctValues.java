package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Concatenation;
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
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The different values of a column, numbered in their order (numbers and times by size, texts by
 * their characters), an empty value first. Gathered from batches in any order by several threads;
 * once it is {@link #sorted()} the numbers do not depend on that.
 */
final class DistinctValues {
  private static final String EMPTY = "";

  /** What a value takes besides its text: an entry of a map, a key, a place in a column. */
  private static final int ENTRY_BYTES = 120;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Column> pieces = new ArrayList<>();
  private final String column;
  private final long mostBytes;
  private long bytes;
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

  /** A key that no two values share; an empty value has the empty text. */
  private static String key(Column column, int row) {
    return "=" + column.format(row);
  }

  /** Adds the values of a batch that are not known yet. */
  void gather(Column column) {
    int[] rows = firsts(column);
    synchronized (this) {
      empty |= column.empties().count() > 0;
      int unknown = 0;
      for (int row : rows) {
        String key = key(column, row);
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
      case LongColumn longs -> {
        Map<Long, Boolean> seen = new HashMap<>();
        yield IntStream.range(0, longs.size())
            .filter(row -> !longs.isEmpty(row) && seen.put(longs.values()[row], true) == null)
            .toArray();
      }
      case DoubleColumn _, DecimalColumn _, BooleanColumn _ -> {
        Map<String, Boolean> seen = new HashMap<>();
        yield IntStream.range(0, column.size())
            .filter(row -> !column.isEmpty(row) && seen.put(column.format(row), true) == null)
            .toArray();
      }
    };
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
      for (int row = 0; row < size; row++) {
        sorted.numbers.put(key(inOrder, row), first + row);
      }
    }
    sorted.numbers.put(EMPTY, 0);
    sorted.size = size;
    return sorted;
  }

  private static Comparator<Integer> order(Column column) {
    return switch (column) {
      case LongColumn longs -> Comparator.comparingLong(row -> longs.values()[row]);
      case BytesColumn texts -> Comparator.comparing(texts::format);
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

  /** The number of each row's value. */
  int[] numbers(Column column) {
    int[] codes = new int[column.size()];
    switch (column) {
      case BytesColumn texts -> {
        int[] known = new int[texts.entries()];
        Arrays.fill(known, -1);
        for (int row = 0; row < codes.length; row++) {
          if (!texts.isEmpty(row)) {
            int entry = texts.entry(row);
            if (known[entry] < 0) {
              known[entry] = numbers.get(key(texts, row));
            }
            codes[row] = known[entry];
          }
        }
      }
      case LongColumn longs -> {
        Map<Long, Integer> known = new HashMap<>();
        for (int row = 0; row < codes.length; row++) {
          if (!longs.isEmpty(row)) {
            int at = row;
            codes[row] =
                known.computeIfAbsent(longs.values()[row], _ -> numbers.get(key(longs, at)));
          }
        }
      }
      case DoubleColumn _, DecimalColumn _, BooleanColumn _ -> {
        for (int row = 0; row < codes.length; row++) {
          if (!column.isEmpty(row)) {
            codes[row] = numbers.get(key(column, row));
          }
        }
      }
    }
    return codes;
  }
}
