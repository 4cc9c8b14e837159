package io.weir.engine.privacy.table;

/** Sorts packed tuples by their words, digit by digit (least significant first). */
final class TupleOrder {
  private static final int DIGIT = 11;

  private final PackedLayout layout;
  private final long[] packed;
  private int[] order;
  private int[] next;

  TupleOrder(PackedLayout layout, long[] packed, int size) {
    this.layout = layout;
    this.packed = packed;
    order = new int[size];
    next = new int[size];
    for (int tuple = 0; tuple < size; tuple++) {
      order[tuple] = tuple;
    }
  }

  /** The tuples in rising order. */
  int[] sorted() {
    int[] used = new int[layout.words()];
    for (int column = 0; column < layout.columns(); column++) {
      used[layout.word(column)] = layout.shift(column) + layout.width(column);
    }
    for (int word = 0; word < used.length; word++) {
      for (int shift = 0; shift < used[word]; shift += DIGIT) {
        byDigit(word, shift);
      }
    }
    return order;
  }

  private void byDigit(int word, int shift) {
    int wide = layout.words();
    int[] starts = new int[(1 << DIGIT) + 1];
    for (int tuple : order) {
      starts[digit(tuple * wide + word, shift) + 1]++;
    }
    for (int digit = 0; digit < 1 << DIGIT; digit++) {
      starts[digit + 1] += starts[digit];
    }
    for (int tuple : order) {
      next[starts[digit(tuple * wide + word, shift)]++] = tuple;
    }
    int[] swap = order;
    order = next;
    next = swap;
  }

  private int digit(int at, int shift) {
    return (int) (packed[at] >>> shift) & (1 << DIGIT) - 1;
  }
}
