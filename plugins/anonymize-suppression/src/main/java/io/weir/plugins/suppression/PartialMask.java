package io.weir.plugins.suppression;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first and last characters of a text stay, each one between becomes the token. A text with no
 * character between is hidden whole, since it would otherwise stay readable.
 *
 * <p>Characters are Unicode code points; the bytes are walked as they are, once for each distinct
 * value.
 */
record PartialMask(ColumnSchema schema, byte[] token, int first, int last)
    implements ColumnAnonymizer {
  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Column apply(Column column) {
    BytesColumn texts = (BytesColumn) column;
    int[] masked = new int[texts.entries()];
    int[] codes = new int[texts.size()];
    Masked entries = new Masked(Math.min(texts.entries(), texts.size()));
    for (int row = 0; row < codes.length; row++) {
      if (!texts.isEmpty(row)) {
        int entry = texts.entry(row);
        if (masked[entry] == 0) {
          entries.append(texts.heap(), texts.start(entry), texts.end(entry));
          masked[entry] = entries.count;
        }
        codes[row] = masked[entry] - 1;
      }
    }
    return BytesColumn.dictionary(
        ValueType.STRING,
        entries.heap,
        entries.offsets,
        entries.count,
        codes,
        codes.length,
        texts.empties(),
        false);
  }

  /** The entries of the dictionary to be. */
  private final class Masked {
    private byte[] heap;
    private final int[] offsets;
    private int count;
    private int end;

    Masked(int entries) {
      offsets = new int[entries + 1];
      heap = new byte[Math.max(64, entries * 8)];
    }

    void append(byte[] source, int from, int to) {
      int characters = characters(source, from, to);
      boolean whole = characters <= (long) first + last;
      int head = whole ? from : skip(source, from, first);
      int tail = whole ? to : skip(source, head, characters - first - last);
      int hidden = whole ? characters : characters - first - last;
      ensure((head - from) + (to - tail) + Math.multiplyExact(hidden, token.length));
      copy(source, from, head);
      for (int i = 0; i < hidden; i++) {
        copy(token, 0, token.length);
      }
      copy(source, tail, to);
      offsets[++count] = end;
    }

    private void ensure(int more) {
      int needed = Math.addExact(end, more);
      if (needed > heap.length) {
        heap =
            Arrays.copyOf(
                heap, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, heap.length * 2L)));
      }
    }

    private void copy(byte[] source, int from, int to) {
      System.arraycopy(source, from, heap, end, to - from);
      end += to - from;
    }
  }

  private static int characters(byte[] utf8, int from, int to) {
    int count = 0;
    for (int at = from; at < to; at++) {
      if (isStart(utf8[at])) {
        count++;
      }
    }
    return count;
  }

  /**
   * Where the character begins that stands {@code count} characters after the one at {@code from}.
   */
  private static int skip(byte[] utf8, int from, int count) {
    int at = from;
    for (int skipped = 0; skipped < count; skipped++) {
      at++;
      while (at < utf8.length && !isStart(utf8[at])) {
        at++;
      }
    }
    return at;
  }

  private static boolean isStart(byte utf8) {
    return (utf8 & 0xC0) != 0x80;
  }
}
