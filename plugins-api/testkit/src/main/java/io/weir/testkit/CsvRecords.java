package io.weir.testkit;

import io.weir.spi.SourceFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 as plainly as it can be read, to look at what a source delivered: slow, and independent
 * of the engine's decoder.
 *
 * @param records the fields of each record; null where the format says that a field is absent
 */
record CsvRecords(List<String> names, List<List<@Nullable String>> records) {
  static CsvRecords read(SourceFormat.Csv format, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<List<@Nullable String>> records = new ArrayList<>();
    List<@Nullable String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (inside) {
        if (character != format.quote()) {
          field.append(character);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == format.quote()) {
          field.append(character);
          at++;
        } else {
          inside = false;
        }
      } else if (character == format.quote()) {
        inside = true;
        quoted = true;
      } else if (character == format.delimiter() || character == '\n') {
        boolean absent = field.isEmpty() && !quoted && format.unquotedEmptyIsAbsent();
        record.add(absent ? null : field.toString());
        field.setLength(0);
        quoted = false;
        if (character == '\n') {
          records.add(record);
          record = new ArrayList<>();
        }
      } else if (character != '\r') {
        field.append(character);
      }
    }
    if (!record.isEmpty() || !field.isEmpty()) {
      record.add(field.toString());
      records.add(record);
    }
    List<String> names = format.names();
    if (names.isEmpty()) {
      names = records.removeFirst().stream().map(String::valueOf).toList();
    }
    return new CsvRecords(names, records);
  }
}
