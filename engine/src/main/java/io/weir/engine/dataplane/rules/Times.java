package io.weir.engine.dataplane.rules;

import io.weir.spi.ValueType;

/**
 * Reads ISO 8601 dates and times of the proleptic Gregorian calendar, years 0000 to 9999, into the
 * units of {@link ValueType}.
 */
final class Times {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;
  private static final long FIRST = epochDay(0, 1, 1) * MICROS_PER_DAY;
  private static final long BEYOND = epochDay(10_000, 1, 1) * MICROS_PER_DAY;
  private static final int LARGEST_OFFSET_MINUTES = 18 * 60;
  private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private Times() {}

  /** {@code YYYY-MM-DD} as days. */
  static boolean readDate(byte[] bytes, int start, int end, long[] target, int at) {
    if (end - start != 10 || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      return false;
    }
    int century = two(bytes, start);
    int rest = two(bytes, start + 2);
    int month = two(bytes, start + 5);
    int day = two(bytes, start + 8);
    int year = century * 100 + rest;
    if ((century | rest) < 0 || !isDay(year, month, day)) {
      return false;
    }
    target[at] = epochDay(year, month, day);
    return true;
  }

  /** {@code HH:MM[:SS[.ffffff]]} as microseconds. */
  static boolean readTime(byte[] bytes, int start, int end, long[] target, int at) {
    int length = end - start;
    if (length < 5 || bytes[start + 2] != ':') {
      return false;
    }
    int hour = two(bytes, start);
    int minute = two(bytes, start + 3);
    int second = 0;
    int fraction = 0;
    if (length > 5) {
      if (length < 8 || bytes[start + 5] != ':') {
        return false;
      }
      second = two(bytes, start + 6);
      if (length > 8) {
        fraction = fraction(bytes, start + 8, end);
      }
    }
    if ((hour | minute | second | fraction) < 0 || hour > 23 || minute > 59 || second > 59) {
      return false;
    }
    target[at] = (hour * 3_600L + minute * 60L + second) * MICROS_PER_SECOND + fraction;
    return true;
  }

  /**
   * Date, {@code T} or a space, time, and {@code Z}, an offset or nothing, as microseconds in UTC.
   */
  static boolean readDateTime(byte[] bytes, int start, int end, long[] target, int at) {
    if (end - start < 16 || bytes[start + 10] != 'T' && bytes[start + 10] != ' ') {
      return false;
    }
    int zone = start + 11;
    while (zone < end && bytes[zone] != 'Z' && bytes[zone] != '+' && bytes[zone] != '-') {
      zone++;
    }
    int offset = offsetMinutes(bytes, zone, end);
    if (offset == Integer.MIN_VALUE || !readDate(bytes, start, start + 10, target, at)) {
      return false;
    }
    long days = target[at];
    if (!readTime(bytes, start + 11, zone, target, at)) {
      return false;
    }
    long instant = days * MICROS_PER_DAY + target[at] - offset * 60L * MICROS_PER_SECOND;
    target[at] = instant;
    return instant >= FIRST && instant < BEYOND;
  }

  /** Minutes east of UTC, or {@link Integer#MIN_VALUE}. */
  private static int offsetMinutes(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length == 0 || length == 1 && bytes[start] == 'Z') {
      return 0;
    }
    if (bytes[start] == 'Z' || length != 3 && length != 5 && length != 6) {
      return Integer.MIN_VALUE;
    }
    int hours = two(bytes, start + 1);
    int minutes = length == 3 ? 0 : two(bytes, end - 2);
    boolean wrong = length == 6 && bytes[start + 3] != ':';
    int offset = hours * 60 + minutes;
    if (wrong || (hours | minutes) < 0 || minutes > 59 || offset > LARGEST_OFFSET_MINUTES) {
      return Integer.MIN_VALUE;
    }
    return bytes[start] == '-' ? -offset : offset;
  }

  /** A point and one to six digits as microseconds, or something negative. */
  private static int fraction(byte[] bytes, int start, int end) {
    int digits = end - start - 1;
    if (bytes[start] != '.' || digits < 1 || digits > 6) {
      return -1;
    }
    int value = 0;
    for (int i = start + 1; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value * POWERS[6 - digits];
  }

  /** Two digits as a number, or something negative. */
  private static int two(byte[] bytes, int at) {
    int tens = bytes[at] - '0';
    int ones = bytes[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Integer.MIN_VALUE : tens * 10 + ones;
  }

  /** Whether the calendar has such a day. */
  static boolean isDay(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= daysOf(year, month));
  }

  /**
   * Puts what a pattern read into the units of a type: a date keeps its day whatever its zone, a
   * time becomes the time of day in UTC. False if the year in UTC is out of bounds.
   */
  static boolean inUtc(
      ValueType type, long days, long micros, int offsetMinutes, long[] target, int at) {
    long inUtc = micros - offsetMinutes * 60L * MICROS_PER_SECOND;
    switch (type) {
      case DATE -> target[at] = days;
      case TIME -> target[at] = Math.floorMod(inUtc, MICROS_PER_DAY);
      case DATETIME -> {
        target[at] = days * MICROS_PER_DAY + inUtc;
        return target[at] >= FIRST && target[at] < BEYOND;
      }
      case STRING, BOOLEAN, INTEGER, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalStateException(type + " is no time");
    }
    return true;
  }

  private static int daysOf(int year, int month) {
    return switch (month) {
      case 4, 6, 9, 11 -> 30;
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      default -> 31;
    };
  }

  /**
   * Days since 1970-01-01 of a date from the year 0 on; years are counted from March, so leap days
   * end them.
   */
  static long epochDay(int year, int month, int day) {
    int fromMarch = month > 2 ? year : year - 1;
    int era = Math.floorDiv(fromMarch, 400);
    int ofEra = fromMarch - era * 400;
    int ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
