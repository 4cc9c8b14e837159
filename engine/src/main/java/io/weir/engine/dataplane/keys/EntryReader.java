package io.weir.engine.dataplane.keys;

import io.weir.spi.ValueType;
import java.util.Iterator;
import java.util.List;

/**
 * Reads entries: a value of a column, as a {@link ValueIndex} compares it, and the ordinal of its
 * record. For one thread.
 */
final class EntryReader {
  private final boolean longs;
  private final Iterator<SpillStream> streams;
  private SpillStream.Reader reader;
  private long ordinal;
  private long value;
  private byte[] bytes = new byte[0];
  private int length;

  EntryReader(ValueType type, List<SpillStream> streams) {
    this.longs = ValueIndex.isLong(type);
    this.streams = streams.iterator();
  }

  /** Goes to the next entry; false at the end. */
  boolean next() {
    while (reader == null || !reader.hasNext()) {
      if (!streams.hasNext()) {
        return false;
      }
      reader = streams.next().open();
    }
    ordinal = reader.getLong();
    value = reader.getLong();
    if (!longs) {
      length = (int) value;
      if (bytes.length < length) {
        bytes = new byte[Math.max(length, (int) Math.min(bytes.length * 2L, 1 << 30))];
      }
      reader.get(bytes, length);
    }
    return true;
  }

  long ordinal() {
    return ordinal;
  }

  /** The value, where values are longs. */
  long longValue() {
    return value;
  }

  /** The value, where values are bytes: {@link #length} of them. Changes with the next entry. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
