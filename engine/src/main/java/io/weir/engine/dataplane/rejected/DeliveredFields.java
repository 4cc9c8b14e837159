package io.weir.engine.dataplane.rejected;

import io.weir.engine.dataplane.RejectedRecord.Field;
import io.weir.engine.dataplane.decode.RawChunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The fields of one record as they were delivered, as bytes: at most {@link #LARGEST_VALUE} of each
 * value and {@link #LARGEST} in all. The field whose rule dropped the record comes first, so that
 * it is always there.
 */
final class DeliveredFields {
  static final int LARGEST = 16 << 10;
  static final int LARGEST_VALUE = 1 << 10;

  private static final int HEADER = 2 * Integer.BYTES;
  private static final int CUT = 1 << 31;

  private DeliveredFields() {}

  /**
   * @param delivered what the chunk's slices are slices of, as it was before any rule
   * @param guilty the column that comes first
   */
  static byte[] of(RawChunk raw, byte[] delivered, int row, int guilty) {
    int wanted = 1;
    for (int column = 0; column < raw.columns() && wanted < LARGEST; column++) {
      long slice = raw.slices(column)[row];
      wanted +=
          slice == RawChunk.ABSENT
              ? 0
              : HEADER + Math.min(LARGEST_VALUE, RawChunk.end(slice) - RawChunk.start(slice));
    }
    ByteBuffer fields = ByteBuffer.allocate(Math.min(LARGEST, wanted)).put((byte) 0);
    boolean whole = put(raw, delivered, row, guilty, fields);
    for (int column = 0; column < raw.columns() && whole; column++) {
      whole = column == guilty || put(raw, delivered, row, column, fields);
    }
    fields.put(0, (byte) (whole ? 0 : 1));
    return fields.position() == fields.capacity()
        ? fields.array()
        : Arrays.copyOf(fields.array(), fields.position());
  }

  /** Whether there was room for the field, or at least for its beginning. */
  private static boolean put(
      RawChunk raw, byte[] delivered, int row, int column, ByteBuffer fields) {
    long slice = raw.slices(column)[row];
    if (slice == RawChunk.ABSENT) {
      return true;
    }
    if (fields.remaining() < HEADER) {
      return false;
    }
    int start = RawChunk.start(slice);
    int length = RawChunk.end(slice) - start;
    int room = Math.min(LARGEST_VALUE, fields.remaining() - HEADER);
    int taken = length <= room ? length : wholeCharacters(delivered, start, room);
    fields.putInt(column).putInt(taken == length ? taken : taken | CUT);
    fields.put(delivered, start, taken);
    return true;
  }

  /** The most bytes, up to so many, that do not end within a character of UTF-8. */
  private static int wholeCharacters(byte[] bytes, int start, int most) {
    int length = most;
    while (length > Math.max(0, most - 3) && (bytes[start + length] & 0xC0) == 0x80) {
      length--;
    }
    return length;
  }

  static boolean isCut(byte[] fields) {
    return fields[0] != 0;
  }

  /**
   * @param columns the table's, in document order
   */
  static List<Field> read(byte[] fields, List<String> columns) {
    TreeMap<Integer, Field> found = new TreeMap<>();
    ByteBuffer from = ByteBuffer.wrap(fields, 1, fields.length - 1);
    while (from.hasRemaining()) {
      int column = from.getInt();
      int length = from.getInt();
      byte[] text = new byte[length & ~CUT];
      from.get(text);
      found.put(
          column,
          new Field(
              columns.get(column), new String(text, StandardCharsets.UTF_8), (length & CUT) != 0));
    }
    return new ArrayList<>(found.values());
  }
}
