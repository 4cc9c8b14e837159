package io.weir.engine.privacy.table;

import java.util.Arrays;

/** Finds tuples by their codes; may be used by several threads. */
public final class TupleIndex {
  private final TupleTable table;
  private final int[] slots;

  public TupleIndex(TupleTable table) {
    this.table = table;
    slots = new int[Integer.highestOneBit(Math.clamp(table.size(), 16, 1 << 28)) << 2];
    for (int tuple = 0; tuple < table.size(); tuple++) {
      slots[slot(table.packed(), tuple * table.words())] = tuple + 1;
    }
  }

  private int slot(long[] words, int from) {
    return probe(home(words, from), words, from);
  }

  private int home(long[] words, int from) {
    long hash = 0;
    for (int word = 0; word < table.words(); word++) {
      hash = Mixing.combine(hash, words[from + word]);
    }
    return (int) (hash >>> 32) & slots.length - 1;
  }

  private int probe(int home, long[] words, int from) {
    int at = home;
    while (slots[at] != 0 && !equal(slots[at] - 1, words, from)) {
      at = at + 1 & slots.length - 1;
    }
    return at;
  }

  private boolean equal(int tuple, long[] words, int from) {
    int wide = table.words();
    long[] packed = table.packed();
    for (int word = 0; word < wide; word++) {
      if (packed[tuple * wide + word] != words[from + word]) {
        return false;
      }
    }
    return true;
  }

  /** For one thread. */
  public Finder finder() {
    return new Finder();
  }

  /**
   * The tuple of each record, or -1.
   *
   * @param codes base codes by column and record
   */
  public int[] find(int[][] codes, int records) {
    int wide = table.words();
    long[] words = new long[records * wide];
    boolean[] outside = new boolean[records];
    for (int column = 0; column < codes.length; column++) {
      int domain = table.columns().get(column).domain();
      int word = table.word(column);
      int shift = table.shift(column);
      for (int record = 0; record < records; record++) {
        int code = codes[column][record];
        outside[record] |= code < 0 || code >= domain;
        words[record * wide + word] |= (long) code << shift;
      }
    }
    // One step for all records before the next, so that waiting for memory overlaps.
    int[] found = new int[records];
    for (int record = 0; record < records; record++) {
      found[record] = home(words, record * wide);
    }
    for (int record = 0; record < records; record++) {
      found[record] = outside[record] ? -1 : slots[probe(found[record], words, record * wide)] - 1;
    }
    return found;
  }

  /** Finds one tuple after the other. */
  public final class Finder {
    private final long[] words = new long[table.words()];
    private final int[] domains = new int[table.columns().size()];

    private Finder() {
      Arrays.setAll(domains, column -> table.columns().get(column).domain());
    }

    /** The tuple with these base codes, or -1. */
    public int find(int[] codes) {
      Arrays.fill(words, 0);
      for (int column = 0; column < codes.length; column++) {
        if (codes[column] < 0 || codes[column] >= domains[column]) {
          return -1;
        }
        words[table.word(column)] |= (long) codes[column] << table.shift(column);
      }
      return slots[slot(words, 0)] - 1;
    }
  }
}
