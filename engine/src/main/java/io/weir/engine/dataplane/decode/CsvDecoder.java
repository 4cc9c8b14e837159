package io.weir.engine.dataplane.decode;

/**
 * Splits CSV into slices, looking at eight bytes at a time for the three bytes that mean something.
 * A quoted value that holds quotes is made shorter in its place. A line of nothing is no record,
 * unless records have one field only.
 */
final class CsvDecoder implements ChunkDecoder {
  private final long delimiters;
  private final long quotes;
  private final long feeds = ByteScan.repeat((byte) '\n');
  private final byte delimiter;
  private final byte quote;
  private final int[] columns;
  private final int[] absent;
  private final int extras;
  private final boolean unquotedEmptyIsAbsent;
  private final RawChunk raw;

  private byte[] bytes = new byte[0];
  private int length;
  private long from;
  private int invalid;
  private int record;
  private int field;
  private int fieldStart;

  CsvDecoder(Layout.Csv layout) {
    delimiter = layout.delimiter();
    quote = layout.quote();
    delimiters = ByteScan.repeat(delimiter);
    quotes = ByteScan.repeat(quote);
    columns = layout.columns();
    absent = layout.absent();
    extras = layout.extras();
    unquotedEmptyIsAbsent = layout.unquotedEmptyIsAbsent();
    raw = new RawChunk(layout.wanted(), false);
  }

  @Override
  public RawChunk decode(Chunk chunk) {
    bytes = chunk.bytes();
    length = chunk.length();
    from = chunk.from();
    invalid = Utf8.firstInvalid(bytes, 0, length);
    record = 0;
    field = 0;
    fieldStart = 0;
    raw.begin(bytes);
    raw.reserve(1);
    for (int at = 0; at < length; ) {
      at = split(at);
    }
    if (fieldStart < length || field > 0) {
      endRecord(fieldStart, withoutReturn(fieldStart, length), length);
    }
    raw.allSeen();
    raw.end(record, (long) record * extras);
    return raw;
  }

  /**
   * Splits from here to the next quoted value and that value, or to the end; gives where to go on.
   */
  private int split(int begin) {
    for (int at = begin; at < length; at += 8) {
      long word = ByteScan.word(bytes, at);
      long hits =
          ByteScan.matches(word, delimiters)
              | ByteScan.matches(word, feeds)
              | ByteScan.matches(word, quotes);
      while (hits != 0) {
        int hit = at + ByteScan.first(hits);
        hits &= hits - 1;
        if (hit >= length) {
          return length;
        }
        byte found = bytes[hit];
        if (found == delimiter) {
          endField(fieldStart, hit, hit + 1);
        } else if (found == '\n') {
          endRecord(fieldStart, withoutReturn(fieldStart, hit), hit + 1);
        } else if (hit == fieldStart) {
          return quoted(hit + 1);
        } else {
          throw malformed("a quote stands in the middle of a value that is not quoted", hit);
        }
      }
    }
    return length;
  }

  /** Takes the quoted value that begins here, and gives where the next field begins. */
  private int quoted(int begin) {
    int close = ByteScan.find(bytes, begin, length, quote);
    int end = close;
    while (close + 1 < length && bytes[close + 1] == quote) {
      int next = ByteScan.find(bytes, close + 2, length, quote);
      bytes[end++] = quote;
      System.arraycopy(bytes, close + 2, bytes, end, next - close - 2);
      end += next - close - 2;
      close = next;
    }
    if (close >= length) {
      throw malformed("a quoted value is never closed", begin - 1);
    }
    int after = close + 1;
    if (after == length) {
      endRecord(begin, end, length);
    } else if (bytes[after] == delimiter) {
      endField(begin, end, after + 1);
    } else if (bytes[after] == '\n') {
      endRecord(begin, end, after + 1);
    } else if (bytes[after] == '\r' && (after + 1 == length || bytes[after + 1] == '\n')) {
      endRecord(begin, end, Math.min(after + 2, length));
    } else {
      throw malformed("a quoted value is followed by something else than the next value", after);
    }
    return fieldStart;
  }

  private void endField(int start, int end, int next) {
    if (field < columns.length) {
      int column = columns[field];
      if (column >= 0) {
        boolean nothing = start == end && start == fieldStart; // a quote would stand before start
        if (nothing && unquotedEmptyIsAbsent) {
          raw.putAbsent(column, record);
        } else {
          raw.put(column, record, start, end);
        }
      }
    }
    field++;
    fieldStart = next;
  }

  private void endRecord(int start, int end, int next) {
    boolean nothing = field == 0 && start == end && start == fieldStart;
    if (nothing && columns.length > 1) {
      fieldStart = next;
      return;
    }
    endField(start, end, next);
    if (field != columns.length) {
      throw malformed("it has " + field + " values instead of " + columns.length, next - 1);
    }
    if (next > invalid) {
      throw malformed("its bytes are not UTF-8", invalid);
    }
    for (int column : absent) {
      raw.putAbsent(column, record);
    }
    field = 0;
    raw.reserve(++record);
  }

  private int withoutReturn(int start, int end) {
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  private RecordException malformed(String what, int at) {
    return RecordException.malformed(what, record, from + at);
  }
}
