package io.weir.engine.dataplane.decode;

import io.weir.spi.ColumnSchema;
import io.weir.spi.SourceFormat;
import io.weir.spi.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
   * @throws RecordException if a wanted column is not among the names, or more than once
   */
  static Layout.Csv layout(SourceFormat.Csv csv, List<String> names, TableSchema table) {
    int[] columns = new int[names.size()];
    Arrays.fill(columns, -1);
    Map<String, Integer> places = new HashMap<>();
    Set<String> repeated = new HashSet<>();
    for (int at = 0; at < names.size(); at++) {
      if (places.putIfAbsent(names.get(at), at) != null) {
        repeated.add(names.get(at));
      }
    }
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSchema wanted = table.columns().get(i);
      Integer at = places.get(wanted.name());
      if (at == null) {
        throw RecordException.columnMissing(wanted.name(), nearest(names, places, table, wanted));
      }
      if (repeated.contains(wanted.name())) {
        throw RecordException.malformed("two columns are named \"" + wanted.name() + "\"", -1, -1);
      }
      columns[at] = i;
    }
    return new Layout.Csv(
        (byte) csv.delimiter(),
        (byte) csv.quote(),
        columns,
        table.columns().size(),
        csv.unquotedEmptyIsAbsent());
  }

  /**
   * Only where other columns are found: else the first record may be no header at all, and what
   * looks like a name a value of somebody's data.
   */
  private static Optional<String> nearest(
      List<String> names, Map<String, Integer> places, TableSchema table, ColumnSchema wanted) {
    boolean header = table.columns().stream().anyMatch(column -> places.containsKey(column.name()));
    return header ? NearestName.among(names, wanted.name()) : Optional.empty();
  }
}
