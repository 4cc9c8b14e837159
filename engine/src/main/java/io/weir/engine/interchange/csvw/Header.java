package io.weir.engine.interchange.csvw;

import io.weir.engine.definition.CsvText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The first record of a CSV file: the metadata a file holds itself. */
final class Header {
  private static final int LONGEST = 1024 * 1024;

  private Header() {}

  /** What a file begins with. */
  sealed interface Beginning {}

  /** The fields of the first record. */
  record Fields(List<String> texts) implements Beginning {}

  /**
   * The file is empty, is not readable or begins with what a run would refuse: an empty line
   * instead of a header, quotes at the wrong places, a record of more than 1 MiB.
   */
  record Nothing() implements Beginning {}

  /** The first record holds bytes that are not UTF-8. */
  record NotUtf8() implements Beginning {}

  static Beginning of(Path file, Dialect dialect) {
    try {
      byte[] start = Folder.start(file, LONGEST);
      CharBuffer text = CharBuffer.allocate(start.length);
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      boolean whole = start.length < LONGEST;
      boolean broken = decoder.decode(ByteBuffer.wrap(start), text, whole).isError();
      Optional<List<String>> fields = fields(text.flip().toString(), whole && !broken, dialect);
      return fields.<Beginning>map(Fields::new).orElseGet(broken ? NotUtf8::new : Nothing::new);
    } catch (IOException _) {
      return new Nothing();
    }
  }

  /**
   * @param whole whether the text goes on to the end of the file; if not, a record that it ends
   *     with may be longer
   */
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
