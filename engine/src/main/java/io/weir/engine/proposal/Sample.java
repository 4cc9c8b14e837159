package io.weir.engine.proposal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The beginning of a file.
 *
 * @param file its path relative to the document's folder, with {@code /}
 * @param bytes its first bytes, at most {@link #MOST_BYTES}
 * @param whole whether those are all of it
 * @param header whether the first record of a CSV file names the columns; guessed if not said
 */
public record Sample(String file, byte[] bytes, boolean whole, Optional<Boolean> header) {
  /** What files are called as a system: one, so that records of several files follow each other. */
  static final String SYSTEM = "files";

  /** How much of a file is looked at. */
  public static final int MOST_BYTES = 16 << 20;

  /** How many records of it are looked at. */
  static final int MOST_RECORDS = 100_000;

  /** The name of the file without folders and its ending. */
  String name() {
    String last = file.substring(file.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot > 0 ? last.substring(0, dot) : last;
  }

  /**
   * Reads the sample as a table, as CSV or JSON by the file's ending, or else by its first
   * character.
   *
   * @throws SampleProblem if it cannot be read
   */
  FoundTable read() {
    String text = text();
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "csv" -> new CsvSample(this, text, true).read();
      case "json", "ndjson", "jsonl" -> new JsonSample(this, text, Optional.empty()).read();
      default ->
          text.stripLeading().startsWith("{")
              ? new JsonSample(this, text, Optional.of("ndjson")).read()
              : text.stripLeading().startsWith("[")
                  ? new JsonSample(this, text, Optional.of("json")).read()
                  : new CsvSample(this, text, false).read();
    };
  }

  private String text() {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, whole); // a cut off character waits for its rest
    if (result.isError()) {
      throw new SampleProblem(
          "The file "
              + file
              + " is not UTF-8: at byte "
              + in.position()
              + (isUtf16() ? "; it looks like UTF-16." : "."),
          "Save it as UTF-8, or convert it, as with iconv -t UTF-8.");
    }
    String text = out.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw new SampleProblem(
          "The file " + file + " holds zero bytes, as no CSV or JSON file does.",
          "Name CSV, NDJSON or JSON files in UTF-8.");
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private boolean isUtf16() {
    return bytes.length >= 2
        && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
            || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
  }
}
