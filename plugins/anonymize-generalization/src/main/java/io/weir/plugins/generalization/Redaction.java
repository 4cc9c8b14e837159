package io.weir.plugins.generalization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;

/**
 * The last or the first characters of a value's text are hidden, one token for each. To hide more
 * of a text is to hide more of what is left of it, so levels of rising counts are nested.
 *
 * @param hidden how many characters, Unicode code points, are hidden at most
 * @param token one character
 */
record Redaction(int hidden, boolean fromRight, String token) implements ColumnFunction {
  @Override
  public Column apply(Column column) {
    BytesColumn texts = AsText.of(column);
    Labels labels = new Labels(entry -> redacted(texts.entryText((int) entry)));
    int[] codes = new int[texts.size()];
    for (int row = 0; row < codes.length; row++) {
      if (!texts.isEmpty(row)) {
        codes[row] = labels.code(texts.entry(row));
      }
    }
    return labels.column(codes, texts.empties());
  }

  private String redacted(String text) {
    int characters = text.codePointCount(0, text.length());
    int gone = Math.min(hidden, characters);
    return fromRight
        ? text.substring(0, text.offsetByCodePoints(0, characters - gone)) + token.repeat(gone)
        : token.repeat(gone) + text.substring(text.offsetByCodePoints(0, gone));
  }
}
