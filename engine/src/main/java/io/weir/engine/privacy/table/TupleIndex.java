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
    int wide = table.words();
    long hash = 0;
    for (int word = 0; word < wide; word++) {
      hash = Mixing.combine(hash, words[from + word]);
    }
    int mask = slots.length - 1;
    int at = (int) (hash >>> 32) & mask;
    while (slots[at] != 0
        && !Arrays.equals(
            table.packed(), (slots[at] - 1) * wide, slots[at] * wide, words, from, from + wide)) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** The tuple with these base codes, or -1. */
  public int find(int[] codes) {
    long[] words = new long[table.words()];
    for (int column = 0; column < codes.length; column++) {
      if (codes[column] < 0 || codes[column] >= table.columns().get(column).domain()) {
        return -1;
      }
      words[table.word(column)] |= (long) codes[column] << table.shift(column);
    }
    return slots[slot(words, 0)] - 1;
  }
}
