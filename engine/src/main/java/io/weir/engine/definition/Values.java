package io.weir.engine.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.weir.engine.definition.format.TextPattern;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How texts are read as values, and values written as canonical texts. This is the reference, not
 * the fast path: what the data plane reads from bytes agrees with it.
 *
 * <p>Nothing is trimmed or guessed, digits are ASCII, letters are taken as written. A text that
 * does not match is a type violation:
 *
 * <ul>
 *   <li>STRING: any text.
 *   <li>BOOLEAN: {@code true}, {@code false}, {@code 1}, {@code 0}.
 *   <li>INTEGER: an optional sign and digits, within 64 bits.
 *   <li>DECIMAL: an optional sign, digits with at most one point (at least one digit), an optional
 *       exponent; at most 1,000 digits before and 1,000 after the point once the exponent is
 *       resolved, and at most 2,048 characters.
 *   <li>DOUBLE: as DECIMAL, or {@code INF}, {@code -INF}, {@code NaN}. A number too large for a
 *       finite double is a violation; one too small becomes zero.
 *   <li>DATE: {@code YYYY-MM-DD}, years 0000 to 9999, proleptic Gregorian.
 *   <li>TIME: {@code HH:MM}, with optional {@code :SS} and then an optional fraction of 1 to 6
 *       digits; no 24:00 and no leap second.
 *   <li>DATETIME: DATE, {@code T} or one space, TIME, and optionally {@code Z} or an offset {@code
 *       ±HH}, {@code ±HHMM}, {@code ±HH:MM} up to 18 hours; without one it is UTC. In UTC the year
 *       stays within 0000 to 9999.
 *   <li>BINARY: base64 (RFC 4648 §4) with padding.
 *   <li>JSON: one JSON value (RFC 8259), at most 1,000 levels deep; kept as written.
 * </ul>
 *
 * <p>That is the standard form of each type. With {@link Facets} a column may have another one, and
 * demand more.
 */
public final class Values {
  private static final int MOST_DIGITS = 1_000;
  private static final int LONGEST_DECIMAL = 2_048;
  private static final BigDecimal BEYOND = BigDecimal.ONE.movePointLeft(MOST_DIGITS + 1);
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1_000)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private Values() {}

  /** What became of a text. */
  public sealed interface Reading {
    record Readable(Value value) implements Reading {}

    /**
     * @param reason what was expected; never the text itself
     */
    record Unreadable(String reason) implements Reading {}
  }

  /** Reads a text as a value of a type. Whether it is a null token is not asked here. */
  public static Reading read(ValueType type, String text) {
    return switch (type) {
      case STRING -> new Reading.Readable(new Value.Text(text));
      case BOOLEAN -> readBoolean(text);
      case INTEGER -> readInteger(text);
      case DECIMAL -> readDecimal(text);
      case DOUBLE -> readDouble(text);
      case DATE -> reading(IsoTimes.date(text).map(Value.Whole::new), "a date as YYYY-MM-DD");
      case TIME ->
          reading(
              IsoTimes.time(text).map(Value.Whole::new),
              "a time as HH:MM:SS with at most 6 digits of fraction");
      case DATETIME ->
          reading(
              IsoTimes.dateTime(text).map(Value.Whole::new),
              "a date and time as YYYY-MM-DDTHH:MM:SS with at most 6 digits of fraction and Z or an"
                  + " offset");
      case BINARY -> reading(base64(text).map(Value.Bytes::new), "base64 with padding");
      case JSON ->
          reading(
              isJson(text) ? Optional.of(new Value.Text(text)) : Optional.empty(),
              "one JSON value");
    };
  }

  /** Reads a text as a value of a column. Whether it is a null token is not asked here. */
  public static Reading read(ValueType type, Facets facets, String text) {
    if (facets.equals(Facets.NONE)) {
      return read(type, text);
    }
    Reading reading =
        facets.format().isPresent()
            ? FormattedValues.read(type, facets, facets.format().get(), text)
            : facets.whole().isPresent() && !INTEGER.matcher(text).matches()
                ? new Reading.Unreadable("it is not an integer")
                : read(type, text);
    return reading instanceof Reading.Readable(Value value)
        ? misfit(type, facets, value).<Reading>map(Reading.Unreadable::new).orElse(reading)
        : reading;
  }

  /** Why a value is none that the column may have, or nothing if it may. */
  public static Optional<String> misfit(ValueType type, Facets facets, Value value) {
    if (facets.whole().isPresent() && !isWhole(facets.whole().get(), value)) {
      return Optional.of(
          "it is not an integer from "
              + facets.whole().get().least()
              + " to "
              + facets.whole().get().most());
    }
    if (facets.format().isPresent()
        && facets.format().get() instanceof TextPattern pattern
        && !(value instanceof Value.Text(String text) && pattern.matches(text))) {
      return Optional.of("it does not match the regular expression");
    }
    return facets
        .lengths()
        .filter(lengths -> !lengths.include(length(value)))
        .map(lengths ->
            "its length is not from "
                + lengths.least()
                + " to "
                + lengths.most()
                + (type == ValueType.BINARY ? " bytes" : " characters"));
  }

  private static boolean isWhole(Facets.Whole whole, Value value) {
    return switch (value) {
      case Value.Whole(long number) -> whole.includes(BigInteger.valueOf(number));
      case Value.Exact(BigDecimal number) ->
          (number.signum() == 0 || number.stripTrailingZeros().scale() <= 0)
              && whole.includes(number.toBigInteger());
      case Value.Text _, Value.Flag _, Value.Floating _, Value.Bytes _ -> false;
    };
  }

  private static long length(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text.codePointCount(0, text.length());
      case Value.Bytes(byte[] bytes) -> bytes.length;
      case Value.Whole _, Value.Exact _, Value.Flag _, Value.Floating _ ->
          throw new IllegalArgumentException("numbers and times have no length");
    };
  }

  /**
   * The one text that stands for a value: shortest digits, no plus sign, UTC with {@code Z}.
   * Reading it gives an equal value.
   */
  public static String write(ValueType type, Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Flag(boolean flag) -> Boolean.toString(flag);
      case Value.Exact(BigDecimal number) -> plain(number);
      case Value.Floating(double number) -> floating(number);
      case Value.Bytes(byte[] bytes) -> Base64.getEncoder().encodeToString(bytes);
      case Value.Whole(long number) ->
          switch (type) {
            case DATE -> IsoTimes.writeDate(number);
            case TIME -> IsoTimes.writeTime(number);
            case DATETIME -> IsoTimes.writeDateTime(number);
            case STRING, BOOLEAN, INTEGER, DECIMAL, DOUBLE, BINARY, JSON -> Long.toString(number);
          };
    };
  }

  /**
   * The order ranges are judged by: numbers by size (both zeros are equal, NaN is the largest),
   * times by time, texts by code point (which is the order of their UTF-8 bytes), bytes unsigned,
   * false before true.
   *
   * @throws IllegalArgumentException if the two are not of one type
   */
  public static int compare(Value left, Value right) {
    return switch (left) {
      case Value.Whole(long a) when right instanceof Value.Whole(long b) -> Long.compare(a, b);
      case Value.Exact(BigDecimal a) when right instanceof Value.Exact(BigDecimal b) ->
          a.compareTo(b);
      case Value.Floating(double a) when right instanceof Value.Floating(double b) ->
          a == b ? 0 : Double.compare(a, b);
      case Value.Text(String a) when right instanceof Value.Text(String b) -> compareText(a, b);
      case Value.Flag(boolean a) when right instanceof Value.Flag(boolean b) ->
          Boolean.compare(a, b);
      case Value.Bytes(byte[] a) when right instanceof Value.Bytes(byte[] b) ->
          Arrays.compareUnsigned(a, b);
      case Value.Whole _,
          Value.Exact _,
          Value.Floating _,
          Value.Text _,
          Value.Flag _,
          Value.Bytes _ ->
          throw new IllegalArgumentException("values of two types have no order");
    };
  }

  /** Whether a value lies inside a range of its column; NaN lies outside every range. */
  public static boolean isInside(ValueType type, ColumnPlan.Range range, Value value) {
    if (value instanceof Value.Floating(double number) && Double.isNaN(number)) {
      return false;
    }
    return range
            .minimum()
            .map(text -> compare(value, require(type, text)) >= (range.withoutMinimum() ? 1 : 0))
            .orElse(true)
        && range
            .maximum()
            .map(text -> compare(value, require(type, text)) <= (range.withoutMaximum() ? -1 : 0))
            .orElse(true);
  }

  /**
   * Reads a text that is known to be readable, such as those of a {@link Plan}.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Value require(ValueType type, String text) {
    return switch (read(type, text)) {
      case Reading.Readable(Value value) -> value;
      case Reading.Unreadable(String reason) -> throw new IllegalArgumentException(reason);
    };
  }

  private static Reading reading(Optional<? extends Value> value, String expected) {
    return value
        .<Reading>map(Reading.Readable::new)
        .orElseGet(() -> new Reading.Unreadable("it is not " + expected));
  }

  private static Reading readBoolean(String text) {
    return switch (text) {
      case "true", "1" -> new Reading.Readable(new Value.Flag(true));
      case "false", "0" -> new Reading.Readable(new Value.Flag(false));
      default -> new Reading.Unreadable("it is not true, false, 1 or 0");
    };
  }

  private static Reading readInteger(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return new Reading.Unreadable("it is not an integer");
    }
    try {
      return new Reading.Readable(new Value.Whole(Long.parseLong(text)));
    } catch (NumberFormatException _) {
      return new Reading.Unreadable("it is an integer beyond 64 bits");
    }
  }

  private static Reading readDecimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return new Reading.Unreadable("it is not a decimal number");
    }
    try {
      BigDecimal number = text.length() > LONGEST_DECIMAL ? BEYOND : new BigDecimal(text);
      if (number.scale() <= MOST_DIGITS
          && (long) number.precision() - number.scale() <= MOST_DIGITS) {
        return new Reading.Readable(new Value.Exact(number));
      }
    } catch (NumberFormatException _) {
      // The exponent is beyond even BigDecimal.
    }
    return new Reading.Unreadable(
        "it has more than " + MOST_DIGITS + " digits before or after the point");
  }

  private static Reading readDouble(String text) {
    switch (text) {
      case "INF":
        return new Reading.Readable(new Value.Floating(Double.POSITIVE_INFINITY));
      case "-INF":
        return new Reading.Readable(new Value.Floating(Double.NEGATIVE_INFINITY));
      case "NaN":
        return new Reading.Readable(new Value.Floating(Double.NaN));
      default:
    }
    if (!NUMBER.matcher(text).matches()) {
      return new Reading.Unreadable("it is not a number, INF, -INF or NaN");
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number)
        ? new Reading.Unreadable("it is a number too large for a double")
        : new Reading.Readable(new Value.Floating(number));
  }

  private static Optional<byte[]> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException _) {
      return false;
    }
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String floating(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "INF" : "-INF";
    }
    return Double.toString(number);
  }

  private static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean oneIsSurrogate = Character.isSurrogate(a) != Character.isSurrogate(b);
        return oneIsSurrogate ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
