package io.weir.engine.definition.format;

import java.util.Optional;

/** The two texts of a boolean column, such as {@code Y|N}; no other text is a truth value then. */
public record BooleanWords(String whenTrue, String whenFalse) implements Format {

  public static BooleanWords parse(String format) throws FormatException {
    int bar = format.indexOf('|');
    if (bar < 1 || bar == format.length() - 1 || bar != format.lastIndexOf('|')) {
      throw new FormatException(
          "it is not two texts with one | between them",
          "write the text for true, a |, and the text for false, such as \"Y|N\"");
    }
    BooleanWords words = new BooleanWords(format.substring(0, bar), format.substring(bar + 1));
    if (words.whenTrue.equals(words.whenFalse)) {
      throw new FormatException(
          "its two texts are the same", "write different texts for true and for false");
    }
    return words;
  }

  /** What the text says, or nothing if it is neither of the two. */
  public Optional<Boolean> read(String text) {
    return text.equals(whenTrue)
        ? Optional.of(true)
        : text.equals(whenFalse) ? Optional.of(false) : Optional.empty();
  }
}
