package io.weir.spi;

import java.util.BitSet;

/** Which rows of a column are empty. Immutable. */
public final class Empties {
  private static final Empties NONE = new Empties(new long[0], 0);

  private final long[] words;
  private final int count;

  private Empties(long[] words, int count) {
    this.words = words;
    this.count = count;
  }

  /** No row is empty. */
  public static Empties none() {
    return NONE;
  }

  /** The rows whose bit is set are empty. The set is copied. */
  public static Empties of(BitSet rows) {
    int count = rows.cardinality();
    return count == 0 ? NONE : new Empties(rows.toLongArray(), count);
  }

  /**
   * The rows whose bit is set (little-endian words, bit 0 first) are empty; the array is not
   * copied.
   */
  public static Empties ofWords(long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count == 0 ? NONE : new Empties(words, count);
  }

  public boolean get(int row) {
    int word = row >>> 6;
    return word < words.length && (words[word] >>> row & 1L) != 0;
  }

  /**
   * Rows {@code 64 * index} to {@code 64 * index + 63} as bits, the first row lowest; set means
   * empty.
   */
  public long word(int index) {
    return index < words.length ? words[index] : 0;
  }

  /** How many rows are empty. */
  public int count() {
    return count;
  }

  /** The mask of the picked rows, in the order picked. */
  public Empties select(int[] rows, int length) {
    if (count == 0) {
      return NONE;
    }
    long[] picked = new long[(length + 63) >>> 6];
    for (int i = 0; i < length; i++) {
      if (get(rows[i])) {
        picked[i >>> 6] |= 1L << i;
      }
    }
    return ofWords(picked);
  }
}
