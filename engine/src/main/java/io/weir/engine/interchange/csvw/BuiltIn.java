package io.weir.engine.interchange.csvw;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A built-in datatype of CSVW and what stands for it in a module document.
 *
 * @param weir the name of the type in a module document
 * @param pattern for what a module document knows as a text only: what its texts look like
 */
record BuiltIn(String weir, Kind kind, Optional<String> pattern) {

  /** What may be said of a datatype beyond its name. */
  enum Kind {
    /** A text: lengths, and a regular expression as format. */
    TEXT,
    /** A text without lengths. */
    OTHER_TEXT,
    /** Bytes: lengths. */
    BINARY,
    /** A number: a range, and a pattern as format. */
    NUMBER,
    BOOLEAN,
    /** A date or a time: a range, and a pattern as format. */
    MOMENT,
    /** A part of a date, or a duration: an order in CSVW, a text to us. */
    ORDERED_TEXT;

    boolean hasLength() {
      return this == TEXT || this == BINARY;
    }

    boolean hasRange() {
      return this == NUMBER || this == MOMENT || this == ORDERED_TEXT;
    }
  }

  private static final String ZONE = "(Z|[+\\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?";
  private static final String YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})";
  private static final String MONTH = "(0[1-9]|1[0-2])";
  private static final String DAY = "(0[1-9]|[12][0-9]|3[01])";
  private static final String SECONDS = "[0-9]+(\\.[0-9]+)?S";
  private static final String CLOCK =
      "T([0-9]+H([0-9]+M)?(" + SECONDS + ")?|[0-9]+M(" + SECONDS + ")?|" + SECONDS + ")";
  private static final String DAYS = "([0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D)";
  private static final String LETTERS = "\\p{L}\\p{M}\\p{N}._\\-";
  private static final String PLAIN_NAME = "[\\p{L}_][" + LETTERS + "]*";

  private static final Map<String, BuiltIn> ALL = new LinkedHashMap<>();

  static {
    same(Kind.OTHER_TEXT, "anyURI");
    add("any", "string", Kind.OTHER_TEXT);
    add("anyAtomicType", "string", Kind.OTHER_TEXT);
    same(Kind.TEXT, "string", "normalizedString", "token");
    add("xml", "string", Kind.TEXT);
    add("html", "string", Kind.TEXT);
    add("json", "json", Kind.TEXT);
    text("language", Kind.TEXT, "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*");
    text("NMTOKEN", Kind.TEXT, "[" + LETTERS + ":]+");
    text("Name", Kind.TEXT, "[\\p{L}_:][" + LETTERS + ":]*");
    text("QName", Kind.OTHER_TEXT, "(" + PLAIN_NAME + ":)?" + PLAIN_NAME);
    same(Kind.BINARY, "binary", "base64Binary", "hexBinary");
    same(Kind.BOOLEAN, "boolean");
    same(
        Kind.NUMBER,
        "decimal",
        "integer",
        "long",
        "int",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
        "nonPositiveInteger",
        "negativeInteger",
        "double",
        "number",
        "float");
    same(Kind.MOMENT, "date", "time", "datetime");
    add("dateTime", "datetime", Kind.MOMENT);
    add("dateTimeStamp", "datetime", Kind.MOMENT);
    text("gDay", Kind.ORDERED_TEXT, "---" + DAY + ZONE);
    text("gMonth", Kind.ORDERED_TEXT, "--" + MONTH + ZONE);
    text("gMonthDay", Kind.ORDERED_TEXT, "--" + MONTH + "-" + DAY + ZONE);
    text("gYear", Kind.ORDERED_TEXT, YEAR + ZONE);
    text("gYearMonth", Kind.ORDERED_TEXT, YEAR + "-" + MONTH + ZONE);
    text("duration", Kind.ORDERED_TEXT, "-?P(" + DAYS + "(" + CLOCK + ")?|" + CLOCK + ")");
    text("dayTimeDuration", Kind.ORDERED_TEXT, "-?P([0-9]+D(" + CLOCK + ")?|" + CLOCK + ")");
    text("yearMonthDuration", Kind.ORDERED_TEXT, "-?P([0-9]+Y([0-9]+M)?|[0-9]+M)");
  }

  static Map<String, BuiltIn> all() {
    return ALL;
  }

  static BuiltIn string() {
    return ALL.get("string");
  }

  /** Whether the format of the type is a regular expression. */
  boolean isText() {
    return switch (kind) {
      case TEXT, OTHER_TEXT, BINARY, ORDERED_TEXT -> true;
      case NUMBER, BOOLEAN, MOMENT -> false;
    };
  }

  private static void same(Kind kind, String... names) {
    for (String name : names) {
      add(name, name, kind);
    }
  }

  private static void add(String name, String weir, Kind kind) {
    ALL.put(name, new BuiltIn(weir, kind, Optional.empty()));
  }

  private static void text(String name, Kind kind, String pattern) {
    ALL.put(name, new BuiltIn("string", kind, Optional.of(pattern)));
  }
}
