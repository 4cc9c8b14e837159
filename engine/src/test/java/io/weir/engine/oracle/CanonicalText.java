package io.weir.engine.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One text for each value, so that two ways of writing it can be compared: decimals without
 * trailing zeros, times as microseconds of the day, datetimes as microseconds since 1970.
 */
final class CanonicalText {
  private static final char MARK = '\u0001';

  private CanonicalText() {}

  /** A value as the data plane formats it; null is empty. */
  static Optional<String> ofWeir(Type type, String text) {
    return Optional.ofNullable(text)
        .map(value ->
            type == Type.DATETIME
                ? Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value)))
                : of(type, value));
  }

  /** A value as the oracle has it; null is empty. Marks of fresh keys stay as they are. */
  static Optional<String> ofOracle(Type type, String text) {
    return Optional.ofNullable(text)
        .map(value -> isFresh(value) || type == Type.DATETIME ? value : of(type, value));
  }

  /** Whether the oracle only knows that this key is a new one. */
  static boolean isFresh(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK;
  }

  private static String of(Type type, String text) {
    return switch (type) {
      case DECIMAL -> new BigDecimal(text).stripTrailingZeros().toPlainString();
      case DOUBLE ->
          switch (text) {
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            case "nan" -> "NaN";
            default -> Double.toString(Double.parseDouble(text));
          };
      case TIME -> Long.toString(LocalTime.parse(text).toNanoOfDay() / 1_000);
      case STRING, BOOLEAN, INTEGER, DATE, DATETIME, BINARY, JSON -> text;
    };
  }
}
