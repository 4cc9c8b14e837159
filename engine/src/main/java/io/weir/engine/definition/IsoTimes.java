package io.weir.engine.definition;

import io.weir.engine.definition.format.TimePattern;
import io.weir.spi.ValueType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ISO 8601 dates and times as whole numbers; the forms are those {@link Values} promises. */
final class IsoTimes {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay() * MICROS_PER_DAY;
  private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * MICROS_PER_DAY;
  private static final int LARGEST_OFFSET_MINUTES = 18 * 60;

  private static final String DATE = "([0-9]{4})-([0-9]{2})-([0-9]{2})";
  private static final String TIME = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,6}))?)?";
  private static final Pattern DATE_ONLY = Pattern.compile(DATE);
  private static final Pattern TIME_ONLY = Pattern.compile(TIME);
  private static final Pattern DATE_TIME =
      Pattern.compile("(" + DATE + ")[T ](" + TIME + ")(?:Z|([+-])([0-9]{2})(?::?([0-9]{2}))?)?");

  private IsoTimes() {}

  /** Days since 1970-01-01. */
  static Optional<Long> date(String text) {
    Matcher matcher = DATE_ONLY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3)).toEpochDay());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /** Microseconds since midnight. */
  static Optional<Long> time(String text) {
    Matcher matcher = TIME_ONLY.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int hour = number(matcher, 1);
    int minute = number(matcher, 2);
    int second = number(matcher, 3);
    if (hour > 23 || minute > 59 || second > 59) {
      return Optional.empty();
    }
    String fraction = Optional.ofNullable(matcher.group(4)).orElse("");
    long micros = Long.parseLong((fraction + "000000").substring(0, 6));
    return Optional.of((hour * 3_600L + minute * 60L + second) * MICROS_PER_SECOND + micros);
  }

  /** Microseconds since 1970-01-01T00:00:00Z. */
  static Optional<Long> dateTime(String text) {
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int offsetMinutes = number(matcher, 11) * 60 + number(matcher, 12);
    if (number(matcher, 12) > 59 || offsetMinutes > LARGEST_OFFSET_MINUTES) {
      return Optional.empty();
    }
    long east = ("-".equals(matcher.group(10)) ? -1 : 1) * offsetMinutes * 60L * MICROS_PER_SECOND;
    return date(matcher.group(1))
        .flatMap(
            days -> time(matcher.group(5)).map(micros -> days * MICROS_PER_DAY + micros - east))
        .filter(instant -> instant >= FIRST && instant < END);
  }

  /**
   * What was read by a pattern, in the units of a type: a date keeps the day that is written
   * whatever its zone, a time with an offset becomes the time of day in UTC. Nothing if the year in
   * UTC is none of 0000 to 9999.
   */
  static Optional<Long> inUtc(ValueType type, TimePattern.Moment moment) {
    long inUtc = moment.micros() - moment.offsetMinutes() * 60L * MICROS_PER_SECOND;
    return switch (type) {
      case DATE -> Optional.of(moment.days());
      case TIME -> Optional.of(Math.floorMod(inUtc, MICROS_PER_DAY));
      case DATETIME ->
          Optional.of(moment.days() * MICROS_PER_DAY + inUtc)
              .filter(instant -> instant >= FIRST && instant < END);
      case STRING, BOOLEAN, INTEGER, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalArgumentException(type + " has no pattern of times");
    };
  }

  static String writeDate(long days) {
    return LocalDate.ofEpochDay(days).toString();
  }

  static String writeTime(long micros) {
    LocalTime time = LocalTime.ofNanoOfDay(Math.multiplyExact(micros, 1_000L));
    StringBuilder text = new StringBuilder(15);
    pad(text, time.getHour(), 2);
    text.append(':');
    pad(text, time.getMinute(), 2);
    text.append(':');
    pad(text, time.getSecond(), 2);
    int fraction = time.getNano() / 1_000;
    if (fraction > 0) {
      text.append('.');
      pad(text, fraction, 6);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.toString();
  }

  static String writeDateTime(long micros) {
    return writeDate(Math.floorDiv(micros, MICROS_PER_DAY))
        + "T"
        + writeTime(Math.floorMod(micros, MICROS_PER_DAY))
        + "Z";
  }

  private static void pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    text.append("0".repeat(digits - plain.length())).append(plain);
  }

  /** A group's number; 0 when the group is absent. */
  private static int number(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).map(Integer::parseInt).orElse(0);
  }
}
