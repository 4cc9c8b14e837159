package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.Facets.Whole;
import io.weir.engine.definition.format.NumberPattern;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads decimals that are not in their standard form, or must be whole. */
final class FormattedDecimals {
  private final Optional<NumberPattern> pattern;
  private final Optional<Whole> whole;
  private final Decimals values;

  FormattedDecimals(Facets facets, Decimals values) {
    pattern = facets.format().map(NumberPattern.class::cast);
    whole = facets.whole();
    this.values = values;
  }

  void read(RawChunk raw, int column, Selection selection) {
    Distinct.read(raw, column, selection, reader(), values::copy);
  }

  private Distinct.Reader reader() {
    if (pattern.isEmpty()) {
      return (bytes, start, end, row) ->
          isInteger(bytes, start, end) && values.read(bytes, start, end, row) && fits(row);
    }
    NumberTexts texts = new NumberTexts(pattern.get(), whole.isPresent());
    return (bytes, start, end, row) -> {
      int length = texts.rewrite(bytes, start, end);
      return length > 0 && values.read(texts.plain(), 0, length, row) && fits(row);
    };
  }

  /** Whether there is nothing but digits behind a sign. */
  private static boolean isInteger(byte[] bytes, int start, int end) {
    int from = start < end && (bytes[start] == '-' || bytes[start] == '+') ? start + 1 : start;
    for (int at = from; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return from < end;
  }

  private boolean fits(int row) {
    if (whole.isEmpty()) {
      return true;
    }
    BigDecimal value = values.value(row);
    boolean isWhole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    return isWhole && whole.get().includes(value.toBigInteger());
  }
}
