package io.weir.engine.dataplane.decode;

import io.weir.spi.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The names of a CSV's columns, and where the wanted ones are among them. */
final class CsvHeader {
  /** A longer header is no header: its names alone could fill the heap. */
  static final int MOST_COLUMNS = 100_000;

  private CsvHeader() {}

  /** The fields of the record that fills the first {@code to} bytes. */
  static List<String> names(SourceFormat.Csv csv, byte[] bytes, int to) {
    int invalid = Utf8.firstInvalid(bytes, 0, to);
    if (invalid < to) {
      throw RecordException.malformed("the names of the columns are not UTF-8", -1, invalid);
    }
    String line = new String(bytes, 0, to, StandardCharsets.UTF_8);
    line = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (line.isEmpty()) {
      throw RecordException.malformed(
          "the first record, which should name the columns, is missing", -1, 0);
    }
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == csv.quote()) {
        boolean twice = quoted && at + 1 < line.length() && line.charAt(at + 1) == csv.quote();
        if (twice) {
          name.append(c);
          at++;
        } else {
          quoted = !quoted;
        }
      } else if (c == csv.delimiter() && !quoted) {
        names.add(name.toString());
        name.setLength(0);
        if (names.size() == MOST_COLUMNS) {
          throw RecordException.malformed(
              "the first record names more than " + MOST_COLUMNS + " columns", -1, 0);
        }
      } else {
        name.append(c);
      }
    }
    names.add(name.toString());
    return names;
  }

  /**
   * @throws RecordException if a wanted column is not among the names, or more than once, and if
   *     there are names that are not wanted where they are refused
   */
  static Layout.Csv layout(SourceFormat.Csv csv, List<String> names, Wanted wanted) {
    int[] columns = new int[names.size()];
    Arrays.fill(columns, -1);
    Map<String, Integer> places = new HashMap<>();
    Set<String> repeated = new HashSet<>();
    for (int at = 0; at < names.size(); at++) {
      if (places.putIfAbsent(names.get(at), at) != null) {
        repeated.add(names.get(at));
      }
    }
    int[] absent = absent(names, places, wanted);
    for (int i = 0; i < wanted.columns(); i++) {
      String field = wanted.fields().get(i);
      Integer at = places.get(field);
      if (repeated.contains(field)) {
        throw RecordException.malformed(
            "two columns are named " + QuotedName.of(field), -1, -1);
      }
      if (at != null) {
        columns[at] = i;
      }
    }
    if (wanted.refusesExtras()) {
      refuseExtras(names, columns);
    }
    int extras = names.size() - wanted.columns() + absent.length;
    return new Layout.Csv(
        (byte) csv.delimiter(),
        (byte) csv.quote(),
        columns,
        wanted.columns(),
        absent,
        wanted.countsExtras() ? extras : 0,
        csv.unquotedEmptyIsAbsent());
  }

  /** The wanted columns that no field holds, where that may be. */
  private static int[] absent(List<String> names, Map<String, Integer> places, Wanted wanted) {
    int[] absent =
        IntStream.range(0, wanted.columns())
            .filter(i -> !places.containsKey(wanted.fields().get(i)))
            .toArray();
    // Without any wanted name the first record may be no header at all, and what looks like a name
    // a value of somebody's data.
    boolean header = absent.length < wanted.columns();
    switch (wanted.missing()) {
      case REFUSE -> {
        if (absent.length > 0) {
          String field = wanted.fields().get(absent[0]);
          throw wanted.columnMissing(
              absent[0], header ? NearestName.among(names, field) : Optional.empty());
        }
      }
      case EMPTY -> {
        if (!header) {
          throw RecordException.noColumns();
        }
      }
    }
    return absent;
  }

  /** Some wanted name was found, so these are names and may be told. */
  private static void refuseExtras(List<String> names, int[] columns) {
    for (int at = 0; at < columns.length; at++) {
      if (columns[at] < 0) {
        throw RecordException.extraField(Optional.of(names.get(at)), -1, -1);
      }
    }
  }
}
