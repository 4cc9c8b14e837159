package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A few columns whose codes lie side by side in one word and are looked up together: for each
 * combination of their levels one table from packed base codes to one number. Tables are made when
 * first needed and kept.
 */
final class Chunk {
  /** A table of so many bits fits the first cache. */
  private static final int BITS = 13;

  private static final int MOST_KEPT = 4_096;
  private static final int MOST_KEPT_BYTES = 64 << 20;

  final int word;
  final int shift;
  final int mask;
  private final int first;
  private final List<LevelTable> columns;
  private final int[] shifts;
  private final int[] widths;
  private final AtomicReferenceArray<int[]> tables;

  private Chunk(TupleTable table, int first, int last) {
    this.first = first;
    word = table.word(first);
    shift = table.shift(first);
    columns = table.columns().subList(first, last + 1);
    shifts = new int[columns.size()];
    widths = new int[columns.size()];
    int bits = 0;
    long combinations = 1;
    for (int at = 0; at < shifts.length; at++) {
      shifts[at] = bits;
      widths[at] = table.width(first + at);
      bits += widths[at];
      combinations = Math.min(Integer.MAX_VALUE, combinations * columns.get(at).levels());
    }
    mask = (int) ((1L << bits) - 1);
    boolean kept =
        combinations <= MOST_KEPT && (combinations << bits) * Integer.BYTES <= MOST_KEPT_BYTES;
    tables = new AtomicReferenceArray<>(kept ? (int) combinations : 0);
  }

  static List<Chunk> of(TupleTable table) {
    List<Chunk> chunks = new ArrayList<>();
    int first = 0;
    int bits = table.width(0);
    for (int column = 1; column < table.columns().size(); column++) {
      if (table.word(column) != table.word(first) || bits + table.width(column) > BITS) {
        chunks.add(new Chunk(table, first, column - 1));
        first = column;
        bits = 0;
      }
      bits += table.width(column);
    }
    chunks.add(new Chunk(table, first, table.columns().size() - 1));
    return chunks;
  }

  /** One more than the greatest number of a combination of levels. */
  long cardinality(int[] levels) {
    long cardinality = 1;
    for (int at = 0; at < shifts.length; at++) {
      cardinality *= columns.get(at).cardinality(levels[first + at]);
    }
    return cardinality;
  }

  /** From packed base codes to the number of their combination at the levels. */
  int[] numbers(int[] levels) {
    int place = 0;
    for (int at = 0; at < shifts.length; at++) {
      place = place * columns.get(at).levels() + levels[first + at];
    }
    int[] known = tables.length() == 0 ? null : tables.get(place);
    if (known == null) {
      known = table(levels);
      if (tables.length() > 0) {
        tables.set(place, known);
      }
    }
    return known;
  }

  private int[] table(int[] levels) {
    int[] numbers = new int[mask + 1];
    int radix = 1;
    for (int at = 0; at < shifts.length; at++) {
      LevelTable column = columns.get(at);
      int level = levels[first + at];
      int columnMask = (1 << widths[at]) - 1;
      int[] scaled = new int[columnMask + 1];
      for (int value = 0; value < column.domain(); value++) {
        scaled[value] = Math.max(0, column.code(level, value)) * radix;
      }
      for (int packed = 0; packed < numbers.length; packed++) {
        numbers[packed] += scaled[packed >>> shifts[at] & columnMask];
      }
      radix *= column.cardinality(level);
    }
    return numbers;
  }
}
