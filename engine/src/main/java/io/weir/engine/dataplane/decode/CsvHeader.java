package io.weir.engine.dataplane.decode;

import io.weir.spi.ColumnSchema;
import io.weir.spi.SourceFormat;
import io.weir.spi.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The names of a CSV's columns, and where the wanted ones are among them. */
final class CsvHeader {
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
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnSchema wanted = table.columns().get(i);
      int at = names.indexOf(wanted.name());
      if (at < 0) {
        throw RecordException.columnMissing(wanted.name(), NearestName.among(names, wanted.name()));
      }
      if (names.lastIndexOf(wanted.name()) != at) {
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
}
