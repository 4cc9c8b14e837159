package io.weir.engine.dataplane.decode;

import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the members of JSON objects as slices. It does by hand what a streaming parser would,
 * because a parser turns every text into characters and back; the grammar is checked all the same,
 * and a test holds the result to what Jackson finds.
 */
final class JsonDecoder implements ChunkDecoder {
  private static final String BROKEN = "its JSON is not well-formed";

  private final boolean lines;
  private final int wanted;
  private final boolean countsExtras;
  private final boolean refusesExtras;
  private final boolean[] asWritten;
  private final FieldNames names;
  private final RawChunk raw;

  private byte[] bytes = new byte[0];
  private int length;
  private long from;
  private int record;
  private long extras;

  JsonDecoder(Wanted source, boolean lines) {
    this.lines = lines;
    wanted = source.columns();
    countsExtras = source.countsExtras();
    refusesExtras = source.refusesExtras();
    asWritten = new boolean[wanted];
    for (int i = 0; i < wanted; i++) {
      asWritten[i] = source.table().columns().get(i).type() == ValueType.JSON;
    }
    names = new FieldNames(source.fields());
    raw = new RawChunk(wanted, true);
  }

  @Override
  public RawChunk decode(Chunk chunk) {
    bytes = chunk.bytes();
    length = chunk.length();
    from = chunk.from();
    record = 0;
    extras = 0;
    raw.begin(bytes);
    names.beginChunk();
    int invalid = Utf8.firstInvalid(bytes, 0, length);
    int at = JsonSyntax.skipSpace(bytes, 0, length);
    while (at < length) {
      if (!lines && !(chunk.first() && record == 0)) {
        expect(at, (byte) ',', "records of an array must be separated by commas");
        at = JsonSyntax.skipSpace(bytes, at + 1, length);
      }
      at = object(at);
      if (at > invalid) {
        throw malformed("its bytes are not UTF-8", invalid);
      }
      if (lines) {
        at = JsonSyntax.skipSpace(bytes, at, length, true);
        if (at < length && bytes[at] != '\n') {
          throw malformed("something follows the object on its line", at);
        }
      }
      record++;
      at = JsonSyntax.skipSpace(bytes, at, length);
    }
    if (invalid < length) {
      throw malformed("its bytes are not UTF-8", invalid);
    }
    raw.end(record, countsExtras ? extras : 0);
    return raw;
  }

  private int object(int begin) {
    expect(begin, (byte) '{', "a record is not a JSON object");
    raw.reserve(record);
    names.beginRecord();
    int found = 0;
    int refused = -1;
    int refusedEnd = -1;
    int at = JsonSyntax.skipSpace(bytes, begin + 1, length, lines);
    if (at < length && bytes[at] == '}') {
      fillMissing(0);
      return at + 1;
    }
    while (true) {
      expect(at, (byte) '"', BROKEN);
      int close = names.likelyEnd(bytes, at + 1, length);
      int begins = at + 1;
      int ends = close;
      int field;
      if (close >= 0) {
        field = names.takeLikely();
      } else {
        close = end(JsonSyntax.stringEnd(bytes, begins, length));
        ends = resolved(begins, close);
        field = names.find(bytes, begins, ends);
      }
      if (field < 0) {
        throw malformed("a field occurs twice", at);
      }
      at = JsonSyntax.skipSpace(bytes, close + 1, length, lines);
      expect(at, (byte) ':', BROKEN);
      at = JsonSyntax.skipSpace(bytes, at + 1, length, lines);
      if (field < wanted) {
        at = value(at, field);
        found++;
      } else {
        at = end(JsonSyntax.valueEnd(bytes, at, length, lines));
        extras++;
        if (refusesExtras && refused < 0) {
          refused = begins;
          refusedEnd = ends;
        }
      }
      at = JsonSyntax.skipSpace(bytes, at, length, lines);
      if (at < length && bytes[at] == '}') {
        if (refused >= 0) {
          throw extraField(refused, refusedEnd, found > 0);
        }
        fillMissing(found);
        return at + 1;
      }
      expect(at, (byte) ',', BROKEN);
      at = JsonSyntax.skipSpace(bytes, at + 1, length, lines);
    }
  }

  private int value(int at, int column) {
    if (at >= length) {
      throw malformed(BROKEN, at);
    }
    switch (bytes[at]) {
      case '"' -> {
        int close = JsonSyntax.plainEnd(bytes, at + 1, length);
        if (close < length && bytes[close] == '"') {
          int quote = asWritten[column] ? 1 : 0;
          raw.put(column, record, at + 1 - quote, close + quote, RawChunk.TEXT);
          return close + 1;
        }
        close = end(JsonSyntax.stringEnd(bytes, close, length));
        if (asWritten[column]) {
          raw.put(column, record, at, close + 1, RawChunk.TEXT);
        } else {
          raw.put(column, record, at + 1, resolved(at + 1, close), RawChunk.TEXT);
        }
        return close + 1;
      }
      case '{', '[' -> {
        int end = end(JsonSyntax.valueEnd(bytes, at, length, lines));
        raw.put(column, record, at, end, RawChunk.NESTED);
        return end;
      }
      case 't', 'f' -> {
        int end = end(JsonSyntax.literalEnd(bytes, at, length));
        raw.put(column, record, at, end, RawChunk.BOOLEAN);
        return end;
      }
      case 'n' -> {
        int end = end(JsonSyntax.literalEnd(bytes, at, length));
        raw.putAbsent(column, record);
        raw.markSeen(column);
        return end;
      }
      default -> {
        int end = end(JsonSyntax.numberEnd(bytes, at, length));
        raw.put(column, record, at, end, RawChunk.NUMBER);
        return end;
      }
    }
  }

  /** Marks the columns this record had no field for; {@code found} fields were there. */
  private void fillMissing(int found) {
    for (int column = 0, missing = wanted - found; missing > 0; column++) {
      if (!names.has(column)) {
        raw.putAbsent(column, record);
        missing--;
      }
    }
  }

  /**
   * @param known whether the record has a wanted field too; else its names may be somebody's data
   */
  private RecordException extraField(int begin, int end, boolean known) {
    Optional<String> name =
        known
            ? Optional.of(new String(bytes, begin, end - begin, StandardCharsets.UTF_8))
            : Optional.empty();
    return RecordException.extraField(name, record, from + begin);
  }

  private int resolved(int start, int close) {
    int end = JsonStrings.resolve(bytes, start, close);
    if (end < 0) {
      throw malformed("a text holds half a surrogate pair", ~end);
    }
    return end;
  }

  private int end(int found) {
    if (found < 0) {
      throw malformed(BROKEN, ~found);
    }
    return found;
  }

  private void expect(int at, byte wantedByte, String otherwise) {
    if (at >= length || bytes[at] != wantedByte) {
      throw malformed(otherwise, at);
    }
  }

  private RecordException malformed(String what, int at) {
    return RecordException.malformed(
        at >= length ? what + ": it ends too early" : what, record, from + Math.min(at, length));
  }
}
