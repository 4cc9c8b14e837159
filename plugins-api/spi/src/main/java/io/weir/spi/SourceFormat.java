package io.weir.spi;

import java.util.List;

/** How the bytes of a {@link SourceStream} are to be read. */
public sealed interface SourceFormat {
  /**
   * A JSON array of objects, or one object a line (NDJSON), told apart by the first byte. UTF-8.
   */
  record Json() implements SourceFormat {}

  /**
   * Comma-separated values, RFC 4180, UTF-8.
   *
   * @param delimiter one ASCII character
   * @param quote one ASCII character
   * @param names the columns in order, or empty when the first record names them
   * @param unquotedEmptyIsAbsent whether a field of length zero without quotes is no value at all;
   *     one with quotes then is a text of length zero. Otherwise both are such a text. What a
   *     target reads back must tell the two apart
   */
  record Csv(char delimiter, char quote, List<String> names, boolean unquotedEmptyIsAbsent)
      implements SourceFormat {
    public Csv {
      names = List.copyOf(names);
      if (delimiter > 127 || quote > 127 || delimiter == quote) {
        throw new IllegalArgumentException(
            "delimiter and quote must be two different ASCII characters");
      }
    }

    /** CSV that knows no absent values, as most files do. */
    public Csv(char delimiter, char quote, List<String> names) {
      this(delimiter, quote, names, false);
    }

    /**
     * Comma, double quote, and an unquoted field of length zero is absent, as PostgreSQL's COPY
     * writes NULL.
     *
     * @param names the columns in order
     */
    public static Csv withAbsentFields(List<String> names) {
      return new Csv(',', '"', names, true);
    }

    /** Comma, double quote, names in the first record. */
    public static Csv standard() {
      return new Csv(',', '"', List.of());
    }
  }
}
