package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.CsvText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first record of a CSV file: the metadata a file holds itself. */
final class Header {
  private static final int LONGEST = 1024 * 1024;

  private Header() {}

  /**
   * The fields of the first record; nothing when the file is empty, is not readable or begins with
   * what a run would refuse: an empty line instead of a header, quotes at the wrong places, a
   * record of more than 1 MiB.
   */
  static Optional<List<String>> of(Path file, Dialect dialect) {
    try {
      byte[] start = Folder.start(file, LONGEST);
      return fields(new String(start, StandardCharsets.UTF_8), start.length < LONGEST, dialect);
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<List<String>> fields(String all, boolean whole, Dialect dialect) {
    String text = all.startsWith("\uFEFF") ? all.substring(1) : all;
    if (dialect.header() && (text.startsWith("\n") || text.startsWith("\r\n"))) {
      return Optional.empty();
    }
    return CsvText.split(text, new CsvText.Dialect(dialect.delimiter(), dialect.quote()), whole, 1)
        .records()
        .stream()
        .findFirst();
  }
}
