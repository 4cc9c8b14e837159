package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.space.Longs;
import org.jspecify.annotations.Nullable;

/** A bit for each record of a table, by its ordinal. Bits may be set by many threads at a time. */
final class RowBits implements AutoCloseable {
  private final Longs words;
  private final long size;

  RowBits(WorkingSpace space, long size) {
    this.size = size;
    this.words = space.longs((size + 63) >>> 6);
  }

  boolean get(long ordinal) {
    return (words.get(ordinal >>> 6) >>> ordinal & 1) != 0;
  }

  /** Sets a bit; tells whether it was not set before. */
  boolean set(long ordinal) {
    long bit = 1L << ordinal;
    return (words.get(ordinal >>> 6) & bit) == 0 && (words.or(ordinal >>> 6, bit) & bit) == 0;
  }

  void or(RowBits other) {
    for (long word = 0; word << 6 < size; word++) {
      long bits = other.words.get(word);
      if (bits != 0) {
        words.or(word, bits);
      }
    }
  }

  void clear() {
    words.fill(0, (size + 63) >>> 6, 0);
  }

  /** How many of some bits are set; {@code from} is a multiple of 64. */
  int count(long from, int length) {
    int count = 0;
    for (int at = 0; at < length; at += 64) {
      count += Long.bitCount(word(from + at, length - at));
    }
    return count;
  }

  /** Some bits, the first lowest; null when none is set. */
  long @Nullable [] words(long from, int length) {
    long[] bits = null;
    for (int at = 0; at < length; at += 64) {
      long word = word(from + at, length - at);
      if (word != 0) {
        if (bits == null) {
          bits = new long[(length + 63) >>> 6];
        }
        bits[at >>> 6] = word;
      }
    }
    return bits;
  }

  private long word(long from, int length) {
    long index = from >>> 6;
    int shift = (int) (from & 63);
    long word = words.get(index) >>> shift;
    if (shift > 0 && length > 64 - shift) {
      word |= words.get(index + 1) << (64 - shift);
    }
    return length < 64 ? word & (1L << length) - 1 : word;
  }

  @Override
  public void close() {
    words.close();
  }
}
