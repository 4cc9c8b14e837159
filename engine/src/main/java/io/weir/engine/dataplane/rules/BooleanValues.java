package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.format.BooleanWords;
import io.weir.spi.BooleanColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** BOOLEAN: {@code true}, {@code false}, {@code 1} or {@code 0}; false comes before true. */
final class BooleanValues implements ColumnValues {
  private static final byte UNREADABLE = -1;

  private final byte @Nullable [] whenTrue;
  private final byte @Nullable [] whenFalse;
  private final byte minimum;
  private final byte maximum;
  private final byte replacement;
  private final byte[] values;

  private BooleanValues(
      Optional<BooleanWords> words, byte minimum, byte maximum, byte replacement, int rows) {
    whenTrue = words.map(it -> utf8(it.whenTrue())).orElse(null);
    whenFalse = words.map(it -> utf8(it.whenFalse())).orElse(null);
    this.minimum = minimum;
    this.maximum = maximum;
    this.replacement = replacement;
    values = new byte[rows];
  }

  static IntFunction<ColumnValues> of(
      Facets facets,
      Optional<String> minimum,
      Optional<String> maximum,
      Optional<String> replacement) {
    byte least = minimum.map(BooleanValues::require).orElse((byte) 0);
    byte most = maximum.map(BooleanValues::require).orElse((byte) 1);
    byte instead = replacement.map(BooleanValues::require).orElse((byte) 0);
    Optional<BooleanWords> words = facets.format().map(BooleanWords.class::cast);
    return rows -> new BooleanValues(words, least, most, instead, rows);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte require(String text) {
    byte[] bytes = utf8(text);
    byte value = read(bytes, 0, bytes.length);
    if (value == UNREADABLE) {
      throw new IllegalArgumentException("a bound or default is not of type BOOLEAN");
    }
    return value;
  }

  private static byte read(byte[] bytes, int start, int end) {
    switch (end - start) {
      case 1 -> {
        int digit = bytes[start] - '0';
        return digit == 0 || digit == 1 ? (byte) digit : UNREADABLE;
      }
      case 4 -> {
        boolean matches =
            bytes[start] == 't'
                && bytes[start + 1] == 'r'
                && bytes[start + 2] == 'u'
                && bytes[start + 3] == 'e';
        return matches ? 1 : UNREADABLE;
      }
      case 5 -> {
        boolean matches =
            bytes[start] == 'f'
                && bytes[start + 1] == 'a'
                && bytes[start + 2] == 'l'
                && bytes[start + 3] == 's'
                && bytes[start + 4] == 'e';
        return matches ? 0 : UNREADABLE;
      }
      default -> {
        return UNREADABLE;
      }
    }
  }

  @Override
  public void read(RawChunk raw, int column, Selection selection) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    int[] present = selection.present();
    if (whenTrue != null && whenFalse != null) {
      readWords(raw, column, selection, whenTrue, whenFalse);
      return;
    }
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      byte value = read(bytes, RawChunk.start(slice), RawChunk.end(slice));
      if (value == UNREADABLE) {
        selection.mark(row);
      } else {
        values[row] = value;
      }
    }
  }

  private void readWords(
      RawChunk raw, int column, Selection selection, byte[] yes, byte[] no) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    byte @Nullable [] kinds = raw.kinds(column);
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      int start = RawChunk.start(slices[row]);
      int end = RawChunk.end(slices[row]);
      boolean isTrue = Arrays.equals(bytes, start, end, yes, 0, yes.length);
      boolean nested = kinds != null && kinds[row] == RawChunk.NESTED;
      if (nested || !isTrue && !Arrays.equals(bytes, start, end, no, 0, no.length)) {
        selection.mark(row);
      } else {
        values[row] = (byte) (isTrue ? 1 : 0);
      }
    }
  }

  @Override
  public void replace(int row) {
    values[row] = replacement;
  }

  @Override
  public int limit(Selection selection, boolean clamp) {
    int[] present = selection.present();
    int clamped = 0;
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      byte value = values[row];
      if (value < minimum || value > maximum) {
        if (clamp) {
          values[row] = value < minimum ? minimum : maximum;
          clamped++;
        } else {
          selection.mark(row);
        }
      }
    }
    return clamped;
  }

  @Override
  public Column build(Selection selection, Empties empties) {
    return new BooleanColumn(values, values.length, empties);
  }
}
