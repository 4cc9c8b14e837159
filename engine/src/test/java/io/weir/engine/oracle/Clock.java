package io.weir.engine.oracle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and datetimes as formats have them. */
final class Clock {
  private static final String TIME = "(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,6}))?)?";
  private static final Pattern OF_DAY = Pattern.compile(TIME);
  private static final Pattern MOMENT =
      Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})[T ]" + TIME + "(Z|[+-]\\d{2}(?::?\\d{2})?)?");

  private Clock() {}

  /** The text as the format has it; itself where the format has no way to write it. */
  static String write(String format, String text) {
    Matcher time = OF_DAY.matcher(text);
    Matcher moment = MOMENT.matcher(text);
    return switch (format) {
      case "HH:mm" ->
          time.matches() && (time.group(3) == null || time.group(3).equals("00"))
              ? text.substring(0, 5)
              : text;
      case "HHmmss" ->
          time.matches() && time.group(4) == null
              ? time.group(1) + time.group(2) + seconds(time.group(3))
              : text;
      case "HH:mm:ss.SSS" -> time.matches() ? clock(time, 1) : text;
      case "HH:mm:ssXXX" ->
          time.matches() && time.group(4) == null ? clock(time, 1) + zone(text) : text;
      case "M/d/yyyy HH:mm" ->
          moment.matches() && moment.group(6) == null && isUtc(moment.group(8))
              ? Integer.parseInt(moment.group(2))
                  + "/"
                  + Integer.parseInt(moment.group(3))
                  + "/"
                  + moment.group(1)
                  + " "
                  + moment.group(4)
                  + ":"
                  + moment.group(5)
              : text;
      case "yyyy-MM-ddTHH:mm:ssXXX" ->
          moment.matches() && moment.group(7) == null
              ? text.substring(0, 10) + "T" + clock(moment, 4) + offset(moment.group(8))
              : text;
      case "dd.MM.yyyy HH:mm:ss.SSSSSS" ->
          moment.matches() && isUtc(moment.group(8))
              ? moment.group(3)
                  + "."
                  + moment.group(2)
                  + "."
                  + moment.group(1)
                  + " "
                  + clock(moment, 4)
              : text;
      default -> text;
    };
  }

  private static String clock(Matcher matcher, int from) {
    String fraction = matcher.group(from + 3);
    return matcher.group(from)
        + ":"
        + matcher.group(from + 1)
        + ":"
        + seconds(matcher.group(from + 2))
        + (fraction == null ? "" : "." + fraction);
  }

  private static String seconds(String text) {
    return text == null ? "00" : text;
  }

  /** One of some zones, always the same for the same text. */
  private static String zone(String text) {
    return switch (Math.floorMod(text.hashCode(), 4)) {
      case 0 -> "-05:00";
      case 1 -> "+05:45";
      default -> "Z";
    };
  }

  private static boolean isUtc(String zone) {
    return zone == null || zone.equals("Z");
  }

  private static String offset(String zone) {
    if (zone == null || zone.equals("Z")) {
      return "Z";
    }
    String digits = zone.substring(1).replace(":", "");
    return zone.charAt(0) + digits.substring(0, 2) + ":" + (digits + "00").substring(2, 4);
  }
}
