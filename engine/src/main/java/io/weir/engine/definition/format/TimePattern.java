package io.weir.engine.definition.format;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How dates and times are written: the patterns of CSVW, and others made of the same pieces.
 *
 * <p>{@code yyyy}, {@code MM}, {@code dd}, {@code HH}, {@code mm}, {@code ss} are so many digits;
 * {@code M}, {@code d}, {@code H} one or two; {@code .} and n {@code S} optionally a point and one
 * to n digits. Zones are {@code Z} or an offset of at most 18 hours: {@code X} ±HH or ±HHMM, {@code
 * XX} ±HHMM, {@code XXX} ±HH:MM, in lower case without {@code Z}; {@code [XXX]} as {@code XXX}, or
 * nothing.
 */
public record TimePattern(List<Piece> pieces) implements Format {
  public static final int LARGEST_OFFSET_MINUTES = 18 * 60;

  private static final String DATE =
      "yyyy([-/.])MM?\\1dd?|dd?([-/.])MM?\\2yyyy|MM?([-/.])dd?\\3yyyy|yyyyMMdd|ddMMyyyy|MMddyyyy";
  private static final String TIME =
      "HH:mm:ss(?:\\.S+)?|H:mm(?::ss(?:\\.S+)?)?|HHmmss(?:\\.S+)?|HH:mm|HHmm";
  private static final String ZONE = "(?: ?(?:X{1,3}|x{1,3})|\\[XXX\\])?";
  private static final Pattern DATES = Pattern.compile("(?:" + DATE + ")" + ZONE);
  private static final Pattern TIMES = Pattern.compile("(?:" + TIME + ")" + ZONE);
  private static final Pattern BOTH =
      Pattern.compile("(?:" + DATE + ")(?:T|'T'| )(?:" + TIME + ")" + ZONE);
  private static final Pattern PIECE =
      Pattern.compile("\\[XXX\\]|y+|M+|d+|H+|m+|s+|\\.S+|X+|x+|'T'|.", Pattern.DOTALL);
  private static final int MOST_FRACTION = 6;

  public TimePattern {
    pieces = List.copyOf(pieces);
  }

  /** What a pattern is for. */
  public enum Kind {
    DATE(DATES, "dd.MM.yyyy"),
    TIME(TIMES, "HH:mm:ss"),
    DATETIME(BOTH, "dd.MM.yyyy HH:mm:ss XXX");

    private final Pattern grammar;
    private final String example;

    Kind(Pattern grammar, String example) {
      this.grammar = grammar;
      this.example = example;
    }
  }

  /** What the digits of a pattern say. */
  public enum Field {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND
  }

  /** A piece of a pattern. */
  public sealed interface Piece {
    /** Digits; as many as there are when there may be more. */
    record Number(Field field, int least, int most) implements Piece {}

    /** A character that stands for itself; ASCII. */
    record Same(char character) implements Piece {}

    /** Nothing, or a point and some digits of a second. */
    record Fraction(int most) implements Piece {}

    /**
     * An offset from UTC.
     *
     * @param letters as in X, XX and XXX
     * @param zulu whether Z may stand there
     * @param optional whether nothing may stand there, which means UTC
     */
    record Zone(int letters, boolean zulu, boolean optional) implements Piece {}
  }

  /**
   * What a text says.
   *
   * @param days since 1970-01-01; 0 if the pattern has no date
   * @param micros since midnight; 0 if the pattern has no time
   * @param offsetMinutes east of UTC; 0 if the pattern has no zone
   */
  public record Moment(long days, long micros, int offsetMinutes) {}

  public static TimePattern parse(Kind kind, String format) throws FormatException {
    if (!kind.grammar.matcher(format).matches()) {
      throw new FormatException(
          "it is not a pattern that this version knows",
          "write one like \"" + kind.example + "\", as CSVW lists them");
    }
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(format);
    while (matcher.find()) {
      pieces.add(piece(matcher.group()));
    }
    if (pieces.stream()
        .anyMatch(it -> it instanceof Piece.Fraction(int most) && most > MOST_FRACTION)) {
      throw new FormatException(
          "it has more than " + MOST_FRACTION + " digits of a second",
          "write at most .SSSSSS: times are kept in microseconds");
    }
    return new TimePattern(pieces);
  }

  private static Piece piece(String text) {
    int length = text.length();
    return switch (text.charAt(0)) {
      case 'y' -> new Piece.Number(Field.YEAR, length, length);
      case 'M' -> new Piece.Number(Field.MONTH, length, 2);
      case 'd' -> new Piece.Number(Field.DAY, length, 2);
      case 'H' -> new Piece.Number(Field.HOUR, length, 2);
      case 'm' -> new Piece.Number(Field.MINUTE, length, length);
      case 's' -> new Piece.Number(Field.SECOND, length, length);
      case 'X' -> new Piece.Zone(length, true, false);
      case 'x' -> new Piece.Zone(length, false, false);
      case '[' -> new Piece.Zone(length - 2, true, true);
      case '.' -> length == 1 ? new Piece.Same('.') : new Piece.Fraction(length - 1);
      case '\'' -> new Piece.Same('T');
      default -> new Piece.Same(text.charAt(0));
    };
  }

  /** Reads a text, or nothing if it is not of this pattern or the calendar has no such moment. */
  public Optional<Moment> read(String text) {
    Matcher matcher = Pattern.compile(expression()).matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long days =
          has(Field.YEAR)
              ? LocalDate.of(
                      number(matcher, Field.YEAR),
                      number(matcher, Field.MONTH),
                      number(matcher, Field.DAY))
                  .toEpochDay()
              : 0;
      int hour = number(matcher, Field.HOUR);
      int minute = number(matcher, Field.MINUTE);
      int second = number(matcher, Field.SECOND);
      int offset = offset(group(matcher, "zone"));
      if (hour > 23 || minute > 59 || second > 59 || Math.abs(offset) > LARGEST_OFFSET_MINUTES) {
        return Optional.empty();
      }
      long micros = Long.parseLong((group(matcher, "fraction") + "000000").substring(0, 6));
      return Optional.of(
          new Moment(days, (hour * 3_600L + minute * 60L + second) * 1_000_000L + micros, offset));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private String expression() {
    StringBuilder expression = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Number(Field field, int least, int most) ->
            expression.append("(?<" + field + ">[0-9]{" + least + "," + most + "})");
        case Piece.Same(char character) ->
            expression.append(Pattern.quote(Character.toString(character)));
        case Piece.Fraction(int most) ->
            expression.append("(?:\\.(?<fraction>[0-9]{1," + most + "}))?");
        case Piece.Zone(int letters, boolean zulu, boolean optional) -> {
          String offset =
              switch (letters) {
                case 1 -> "[0-9]{2}(?:[0-9]{2})?";
                case 2 -> "[0-9]{4}";
                default -> "[0-9]{2}:[0-9]{2}";
              };
          expression.append("(?<zone>" + (zulu ? "Z|" : "") + "[+-]" + offset + ")");
          expression.append(optional ? "?" : "");
        }
      }
    }
    return expression.toString();
  }

  private boolean has(Field field) {
    return pieces.stream()
        .anyMatch(piece -> piece instanceof Piece.Number it && it.field() == field);
  }

  private int number(Matcher matcher, Field field) {
    return has(field) ? Integer.parseInt(matcher.group(field.name())) : 0;
  }

  private static String group(Matcher matcher, String name) {
    return matcher.namedGroups().containsKey(name)
        ? Optional.ofNullable(matcher.group(name)).orElse("")
        : "";
  }

  /** Minutes east of UTC; beyond all offsets if the minutes of an hour are too many. */
  private static int offset(String zone) {
    if (zone.isEmpty() || zone.equals("Z")) {
      return 0;
    }
    String digits = zone.substring(1).replace(":", "");
    int hours = Integer.parseInt(digits.substring(0, 2));
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
    int offset = minutes > 59 ? Integer.MAX_VALUE : hours * 60 + minutes;
    return zone.startsWith("-") ? -offset : offset;
  }
}
