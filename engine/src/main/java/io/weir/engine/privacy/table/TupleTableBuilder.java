package io.weir.engine.privacy.table;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers distinct tuples from records in any order. Parallel parts use a builder each, which are
 * then merged. Not for several threads at once. Memory is bounded: it grows with the number of
 * distinct tuples and of distinct pairs of a tuple and a sensitive value, never with records.
 */
public final class TupleTableBuilder {
  private static final int SMALLEST = 256;

  private final long most;
  private PackedLayout layout;
  private long[] packed;
  private int[] counts = new int[SMALLEST];
  private int[] slots = new int[SMALLEST * 2];
  private int size;
  private long records;
  private final List<CountMap> sensitive = new ArrayList<>();
  private final int[] cardinalities;
  private long[] probe;

  /**
   * @param columns how many quasi-identifiers there are, at least 1
   * @param sensitiveColumns how many sensitive columns there are
   * @param mostBytes what the builder may take of the heap
   */
  public TupleTableBuilder(int columns, int sensitiveColumns, long mostBytes) {
    int[] widths = new int[columns];
    Arrays.fill(widths, 4);
    layout = new PackedLayout(widths);
    packed = new long[SMALLEST * layout.words()];
    probe = new long[layout.words()];
    cardinalities = new int[sensitiveColumns];
    for (int column = 0; column < sensitiveColumns; column++) {
      sensitive.add(new CountMap());
    }
    most = mostBytes;
  }

  /** How many distinct tuples there are so far. */
  public int size() {
    return size;
  }

  /**
   * Adds records that are equal in all that counts.
   *
   * @param codes base codes of the quasi-identifiers, from 0
   * @param sensitiveCodes codes of the sensitive columns, from 0
   * @param count how many records, at least 1
   * @throws WeirException if there are more distinct tuples than memory, or more than 2,147,483,647
   *     records
   */
  public void add(int[] codes, int[] sensitiveCodes, int count) {
    int tuple = tuple(codes);
    count(tuple, count);
    for (int column = 0; column < sensitiveCodes.length; column++) {
      addSensitive(tuple, column, sensitiveCodes[column], count);
    }
  }

  /** Adds all that another builder has gathered; that one is not to be used any more. */
  public void merge(TupleTableBuilder other) {
    int[] mine = new int[other.size];
    int[] codes = new int[layout.columns()];
    for (int tuple = 0; tuple < other.size; tuple++) {
      for (int column = 0; column < codes.length; column++) {
        codes[column] = other.layout.code(other.packed, tuple * other.layout.words(), column);
      }
      mine[tuple] = tuple(codes);
      count(mine[tuple], other.counts[tuple]);
    }
    for (int column = 0; column < sensitive.size(); column++) {
      int at = column;
      other
          .sensitive
          .get(column)
          .each((key, count) -> addSensitive(mine[(int) (key >>> 32)], at, (int) key, count));
    }
  }

  private void count(int tuple, int count) {
    records += count;
    if (records > Integer.MAX_VALUE) {
      throw new WeirException(
          Problem.of(
              ErrorCode.METHOD_FAILED,
              "A privacy model was given more than 2,147,483,647 records.",
              "Split the table into several."));
    }
    counts[tuple] += count;
  }

  private void addSensitive(int tuple, int column, int code, int count) {
    CountMap map = sensitive.get(column);
    require(bytes() + map.bytesAfterNext());
    map.add((long) tuple << 32 | code, count);
    cardinalities[column] = Math.max(cardinalities[column], code + 1);
  }

  private int tuple(int[] codes) {
    for (int column = 0; column < codes.length; column++) {
      if (!layout.holds(column, codes[column])) {
        relay(layout.widened(column, codes[column]));
      }
    }
    layout.pack(codes, probe, 0);
    int at = slot(probe, 0);
    if (slots[at] == 0) {
      if (size == counts.length) {
        grow();
        at = slot(probe, 0);
      }
      System.arraycopy(probe, 0, packed, size * layout.words(), layout.words());
      slots[at] = ++size;
    }
    return slots[at] - 1;
  }

  private int slot(long[] words, int from) {
    int mask = slots.length - 1;
    int wide = layout.words();
    long hash = 0;
    for (int word = 0; word < wide; word++) {
      hash = Mixing.combine(hash, words[from + word]);
    }
    int at = (int) (hash >>> 32) & mask;
    while (slots[at] != 0
        && !Arrays.equals(
            packed, (slots[at] - 1) * wide, slots[at] * wide, words, from, from + wide)) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    require(bytes() + bytes(counts.length * 2L, layout.words()));
    counts = Arrays.copyOf(counts, counts.length * 2);
    packed = Arrays.copyOf(packed, counts.length * layout.words());
    rehash();
  }

  private void rehash() {
    slots = new int[counts.length * 2];
    for (int tuple = 0; tuple < size; tuple++) {
      slots[slot(packed, tuple * layout.words())] = tuple + 1;
    }
  }

  /** Lays all tuples out anew, because a code has outgrown its bits. */
  private void relay(PackedLayout wider) {
    require(bytes() + bytes(counts.length, wider.words()));
    packed = relaid(wider);
    layout = wider;
    probe = new long[wider.words()];
    rehash();
  }

  private long[] relaid(PackedLayout other) {
    long[] relaid = new long[counts.length * other.words()];
    int[] codes = new int[layout.columns()];
    for (int tuple = 0; tuple < size; tuple++) {
      for (int column = 0; column < codes.length; column++) {
        codes[column] = layout.code(packed, tuple * layout.words(), column);
      }
      other.pack(codes, relaid, tuple * other.words());
    }
    return relaid;
  }

  private static long bytes(long capacity, int words) {
    return capacity * (8L * words + 4 + 8);
  }

  private long bytes() {
    return bytes(counts.length, layout.words());
  }

  private void require(long bytes) {
    if (bytes > most || bytes / Long.BYTES > Integer.MAX_VALUE - 64) {
      throw new WeirException(
          Problem.of(
              ErrorCode.METHOD_FAILED,
              "A privacy model met "
                  + size
                  + " distinct combinations of quasi-identifiers, more than fit its memory of "
                  + (most >> 20)
                  + " MB.",
              "Raise the lowest levels of quasi-identifiers with many values, give the node more"
                  + " memory, or declare fewer quasi-identifiers."));
    }
  }

  /**
   * The table.
   *
   * @param columns the hierarchy of each quasi-identifier, with a code for each base value that
   *     occurs
   * @throws WeirException if a value that occurs has no code at a level that is searched
   */
  public TupleTable build(List<LevelTable> columns) {
    return build(columns, cardinalities);
  }

  /** As {@link #build(List)}, with more sensitive values than occur. */
  public TupleTable build(List<LevelTable> columns, int[] sensitiveCardinalities) {
    if (columns.size() != layout.columns()) {
      throw new IllegalArgumentException(
          columns.size() + " hierarchies for " + layout.columns() + " quasi-identifiers");
    }
    int[] widths = new int[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = PackedLayout.bits(columns.get(column).domain());
      checkMapped(columns.get(column), column);
    }
    PackedLayout exact = new PackedLayout(widths);
    require(bytes() + bytes(size, exact.words()));
    long[] relaid = relaid(exact);
    int[] order = new TupleOrder(exact, relaid, size).sorted();
    int wide = exact.words();
    long[] sorted = new long[size * wide];
    int[] sortedCounts = new int[size];
    int[] place = new int[size];
    for (int at = 0; at < size; at++) {
      System.arraycopy(relaid, order[at] * wide, sorted, at * wide, wide);
      sortedCounts[at] = counts[order[at]];
      place[order[at]] = at;
    }
    List<Histograms> histograms = new ArrayList<>();
    for (CountMap map : sensitive) {
      histograms.add(SortedEntries.of(map, place));
    }
    return new TupleTable(
        columns, exact, sorted, sortedCounts, histograms, sensitiveCardinalities.clone());
  }

  private void checkMapped(LevelTable levels, int column) {
    for (int tuple = 0; tuple < size; tuple++) {
      int code = layout.code(packed, tuple * layout.words(), column);
      if (!levels.maps(code)) {
        throw new WeirException(
            Problem.of(
                    ErrorCode.METHOD_FAILED,
                    "A value of column "
                        + levels.name()
                        + " has no place in its hierarchy at the levels that are searched.",
                    "Add the value to the hierarchy, or let unmapped values go to its top.")
                .at("column", levels.name()));
      }
    }
  }
}
