package io.weir.engine.definition;

import io.weir.engine.definition.Values.Reading;
import io.weir.engine.definition.format.BooleanWords;
import io.weir.engine.definition.format.Format;
import io.weir.engine.definition.format.Hexadecimal;
import io.weir.engine.definition.format.NumberPattern;
import io.weir.engine.definition.format.TextPattern;
import io.weir.engine.definition.format.TimePattern;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Reads texts that are written otherwise than in the standard form of their type. */
final class FormattedValues {
  private FormattedValues() {}

  static Reading read(ValueType type, Facets facets, Format format, String text) {
    return switch (format) {
      case NumberPattern pattern ->
          number(type, type == ValueType.INTEGER || facets.whole().isPresent(), pattern, text);
      case TimePattern pattern ->
          pattern
              .read(text)
              .flatMap(moment -> IsoTimes.inUtc(type, moment))
              .<Reading>map(number -> new Reading.Readable(new Value.Whole(number)))
              .orElseGet(() -> unreadable("a " + type.name().toLowerCase(Locale.ROOT)));
      case BooleanWords words ->
          words
              .read(text)
              .<Reading>map(flag -> new Reading.Readable(new Value.Flag(flag)))
              .orElseGet(() -> unreadable("a boolean"));
      case Hexadecimal _ ->
          bytes(text)
              .<Reading>map(bytes -> new Reading.Readable(new Value.Bytes(bytes)))
              .orElseGet(() -> new Reading.Unreadable("it is not pairs of hexadecimal digits"));
      // What it must match is looked at together with lengths.
      case TextPattern _ -> Values.read(type, text);
    };
  }

  private static Reading number(ValueType type, boolean whole, NumberPattern pattern, String text) {
    Optional<String> plain = pattern.read(text);
    boolean exponent =
        pattern.shape().map(shape -> shape.exponent().isPresent()).orElse(text.contains("E"));
    if (plain.isEmpty() || whole && (exponent || plain.get().contains("."))) {
      return unreadable(whole ? "an integer" : "a number");
    }
    return type == ValueType.INTEGER ? integer(plain.get()) : Values.read(type, plain.get());
  }

  private static Reading integer(String plain) {
    try {
      long number = new BigDecimal(plain).longValueExact();
      return new Reading.Readable(new Value.Whole(number));
    } catch (ArithmeticException | NumberFormatException _) {
      return new Reading.Unreadable("it is not an integer within 64 bits");
    }
  }

  private static Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Reading.Unreadable unreadable(String what) {
    return new Reading.Unreadable("it is not " + what + " as the column's format has it");
  }
}
