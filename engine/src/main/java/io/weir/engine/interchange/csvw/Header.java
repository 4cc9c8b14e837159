package io.weir.engine.interchange.csvw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first record of a CSV file: the metadata a file holds itself. */
final class Header {
  private static final int LONGEST = 1024 * 1024;

  private Header() {}

  /**
   * The fields of the first record; nothing when the file is empty, is not readable or begins with
   * a record of more than 1 MiB.
   */
  static Optional<List<String>> of(Path file, Dialect dialect) {
    try {
      byte[] start = Folder.start(file, LONGEST);
      return fields(new String(start, StandardCharsets.UTF_8), start.length < LONGEST, dialect);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> fields(String text, boolean whole, Dialect dialect) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int at = text.startsWith("\uFEFF") ? 1 : 0;
    if (at == text.length()) {
      return Optional.empty();
    }
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        if (c != dialect.quote()) {
          field.append(c);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == dialect.quote()) {
          field.append(c);
          at++;
        } else {
          quoted = false;
        }
      } else if (c == dialect.quote() && field.isEmpty()) {
        quoted = true;
      } else if (c == dialect.delimiter()) {
        fields.add(field.toString());
        field.setLength(0);
      } else if (c == '\n'
          || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n')) {
        fields.add(field.toString());
        return Optional.of(fields);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return whole && !quoted ? Optional.of(fields) : Optional.empty();
  }
}
