package io.weir.engine.privacy.table;

/**
 * Where the codes of a tuple's columns lie in a few long words. No column straddles two words, so
 * one shift and one mask read it.
 */
final class PackedLayout {
  private final int[] widths;
  private final int[] word;
  private final int[] shift;
  private final int words;

  /**
   * @param widths bits of each column, 1 to 31
   */
  PackedLayout(int[] widths) {
    this.widths = widths.clone();
    word = new int[widths.length];
    shift = new int[widths.length];
    int at = 0;
    int used = 0;
    for (int column = 0; column < widths.length; column++) {
      if (used + widths[column] > Long.SIZE) {
        at++;
        used = 0;
      }
      word[column] = at;
      shift[column] = used;
      used += widths[column];
    }
    words = at + 1;
  }

  /** The fewest bits that hold all codes below {@code cardinality}. */
  static int bits(int cardinality) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, cardinality - 1)));
  }

  int columns() {
    return widths.length;
  }

  int words() {
    return words;
  }

  int width(int column) {
    return widths[column];
  }

  int word(int column) {
    return word[column];
  }

  int shift(int column) {
    return shift[column];
  }

  long mask(int column) {
    return (1L << widths[column]) - 1;
  }

  boolean holds(int column, int code) {
    return code >>> widths[column] == 0;
  }

  int code(long[] packed, int from, int column) {
    return (int) (packed[from + word[column]] >>> shift[column] & mask(column));
  }

  void pack(int[] codes, long[] packed, int from) {
    for (int at = 0; at < words; at++) {
      packed[from + at] = 0;
    }
    for (int column = 0; column < widths.length; column++) {
      packed[from + word[column]] |= (long) codes[column] << shift[column];
    }
  }

  /** A layout with room for one more code. */
  PackedLayout widened(int column, int code) {
    int[] wider = widths.clone();
    int needed = bits(code + 1);
    wider[column] = Math.min(31, needed > 4 ? needed + 1 : needed);
    return new PackedLayout(wider);
  }
}
