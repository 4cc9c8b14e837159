package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.format.BooleanWords;
import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.Hexadecimal;
import io.weir.engine.definition.format.NumberPattern;
import io.weir.engine.definition.format.TextPattern;
import io.weir.engine.definition.format.TimePattern;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Reads integers, dates and times that are not in their standard form, or have limits. */
final class FormattedLongs {
  private final ValueType type;
  private final Facets facets;
  private final long[] values;
  private final long least;
  private final long most;

  FormattedLongs(ValueType type, Facets facets, long[] values) {
    this.type = type;
    this.facets = facets;
    this.values = values;
    least = facets.whole().map(it -> it.least().longValueExact()).orElse(Long.MIN_VALUE);
    most = facets.whole().map(it -> it.most().longValueExact()).orElse(Long.MAX_VALUE);
  }

  void read(RawChunk raw, int column, Selection selection) {
    if (facets.format().isEmpty()) {
      readLimited(raw.bytes(), raw.slices(column), selection);
      return;
    }
    Distinct.read(
        raw,
        column,
        selection,
        reader(facets.format().get()),
        (from, to) -> values[to] = values[from]);
  }

  private void readLimited(byte[] bytes, long[] slices, Selection selection) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      boolean read = Integers.read(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row);
      if (!read || values[row] < least || values[row] > most) {
        selection.mark(row);
      }
    }
  }

  private Distinct.Reader reader(Format format) {
    return switch (format) {
      case NumberPattern pattern -> {
        NumberTexts texts = new NumberTexts(pattern, true);
        yield (bytes, start, end, row) ->
            integer(texts.plain(), texts.rewrite(bytes, start, end), row)
                && values[row] >= least
                && values[row] <= most;
      }
      case TimePattern pattern -> {
        TimeTexts texts = new TimeTexts(type, pattern);
        yield (bytes, start, end, row) -> texts.read(bytes, start, end, values, row);
      }
      case BooleanWords _, TextPattern _, Hexadecimal _ ->
          throw new IllegalArgumentException(type + " has no such format");
    };
  }

  private boolean integer(byte[] plain, int length, int row) {
    for (int i = length - 1; i > 0 && i > length - 4; i--) {
      if (plain[i] == 'E') {
        return shifted(plain, length, row);
      }
    }
    return length > 0 && Integers.read(plain, 0, length, values, row);
  }

  /** An integer in hundredths or thousandths. */
  private boolean shifted(byte[] plain, int length, int row) {
    try {
      values[row] =
          new BigDecimal(new String(plain, 0, length, StandardCharsets.US_ASCII)).longValueExact();
      return true;
    } catch (ArithmeticException notWhole) {
      return false;
    }
  }
}
