package io.weir.engine.dataplane.rules;

import io.weir.engine.definition.format.TimePattern;
import io.weir.engine.definition.format.TimePattern.Field;
import io.weir.engine.definition.format.TimePattern.Piece;
import io.weir.spi.ValueType;
import java.util.List;

/**
 * Reads dates and times of a pattern into the units of {@link ValueType}, piece by piece. For one
 * thread at a time.
 */
final class TimeTexts {
  private final ValueType type;
  private final Piece[] pieces;
  private final int[] fields = new int[Field.values().length];
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int fraction;
  private int offset;

  TimeTexts(ValueType type, TimePattern pattern) {
    this.type = type;
    List<Piece> all = pattern.pieces();
    pieces = all.toArray(Piece[]::new);
  }

  /** Reads {@code [start, stop)} into {@code target[row]}; false if it is not of the pattern. */
  boolean read(byte[] text, int start, int stop, long[] target, int row) {
    bytes = text;
    at = start;
    end = stop;
    fraction = 0;
    offset = 0;
    for (Piece piece : pieces) {
      boolean read =
          switch (piece) {
            case Piece.Number number -> number(number);
            case Piece.Same same -> at < end && bytes[at++] == same.character();
            case Piece.Fraction digits -> fraction(digits.most());
            case Piece.Zone zone -> zone(zone);
          };
      if (!read) {
        return false;
      }
    }
    return at == end && value(target, row);
  }

  private boolean number(Piece.Number number) {
    int value = 0;
    int from = at;
    int last = Math.min(end, at + number.most());
    while (at < last && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + bytes[at++] - '0';
    }
    fields[number.field().ordinal()] = value;
    return at - from >= number.least();
  }

  private boolean fraction(int most) {
    if (at == end || bytes[at] != '.') {
      return true;
    }
    at++;
    int unit = 1_000_000;
    int from = at;
    while (at < end && at - from < most && bytes[at] >= '0' && bytes[at] <= '9') {
      unit /= 10;
      fraction += (bytes[at++] - '0') * unit;
    }
    return at > from;
  }

  private boolean zone(Piece.Zone zone) {
    if (at == end) {
      return zone.optional();
    }
    byte sign = bytes[at++];
    if (sign == 'Z') {
      return zone.zulu();
    }
    int hours = two();
    int minutes = 0;
    if (zone.letters() == 3) {
      minutes = at < end && bytes[at++] == ':' ? two() : -1;
    } else if (zone.letters() == 2 || at < end) {
      minutes = two();
    }
    offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    return (sign == '-' || sign == '+')
        && hours >= 0
        && minutes >= 0
        && minutes <= 59
        && Math.abs(offset) <= TimePattern.LARGEST_OFFSET_MINUTES;
  }

  private int two() {
    if (end - at < 2) {
      return -1;
    }
    int tens = bytes[at++] - '0';
    int ones = bytes[at++] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private boolean value(long[] target, int row) {
    long days = 0;
    if (type != ValueType.TIME) {
      int year = fields[Field.YEAR.ordinal()];
      int month = fields[Field.MONTH.ordinal()];
      int day = fields[Field.DAY.ordinal()];
      if (!Times.isDay(year, month, day)) {
        return false;
      }
      days = Times.epochDay(year, month, day);
    }
    int hour = fields[Field.HOUR.ordinal()];
    int minute = fields[Field.MINUTE.ordinal()];
    int second = fields[Field.SECOND.ordinal()];
    if (hour > 23 || minute > 59 || second > 59) {
      return false;
    }
    long micros = (hour * 3_600L + minute * 60L + second) * 1_000_000L + fraction;
    return Times.inUtc(type, days, micros, offset, target, row);
  }
}
