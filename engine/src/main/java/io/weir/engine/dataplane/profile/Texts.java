package io.weir.engine.dataplane.profile;

import io.weir.spi.BytesColumn;
import io.weir.spi.ValueType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at columns of texts, JSON and binary: hashes and lengths, eight bytes at a time, never the
 * values.
 */
final class Texts {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = LOWEST_BITS << 7;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private Texts() {}

  static void add(BytesColumn column, DistinctSketch distinct, Bins bins, Room room) {
    if (!column.isPlain() && column.entries() <= column.size() / 2) {
      addShared(column, distinct, bins, room);
      return;
    }
    long[] hashes = room.hashes(column.size());
    int found = hash(column, hashes);
    distinct.add(hashes, found);
    if (bins.isOpen()) {
      long[] lengths = room.keys(column.size());
      if (countsBytes(column)) {
        countBytes(column, lengths);
      } else {
        countCodePoints(column, lengths);
      }
      addLengths(lengths, found, bins, room);
    }
  }

  // One loop a method: each is compiled as soon as it is hot, and none has to wait for the others.

  /** Hashes the values that are there and tells how many they are. */
  private static int hash(BytesColumn column, long[] hashes) {
    byte[] heap = column.heap();
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        int entry = column.entry(row);
        hashes[found++] = hash(heap, column.start(entry), column.end(entry));
      }
    }
    return found;
  }

  private static void countBytes(BytesColumn column, long[] lengths) {
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        int entry = column.entry(row);
        lengths[found++] = column.end(entry) - column.start(entry);
      }
    }
  }

  private static void countCodePoints(BytesColumn column, long[] lengths) {
    byte[] heap = column.heap();
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        int entry = column.entry(row);
        lengths[found++] = codePoints(heap, column.start(entry), column.end(entry));
      }
    }
  }

  /** Whether lengths are those in bytes: binary, and texts where each byte is a character. */
  private static boolean countsBytes(BytesColumn column) {
    if (column.type() == ValueType.BINARY) {
      return true;
    }
    byte[] heap = column.heap();
    int end = column.entries() == 0 ? 0 : column.end(column.entries() - 1);
    long all = 0;
    int at = 0;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      all |= (long) LONGS.get(heap, at);
    }
    for (; at < end; at++) {
      all |= heap[at];
    }
    return (all & HIGHEST_BITS) == 0;
  }

  private static void addLengths(long[] lengths, int length, Bins bins, Room room) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < length; i++) {
      low = Math.min(low, lengths[i]);
      high = Math.max(high, lengths[i]);
    }
    if (length == 0 || high - low >= length) {
      bins.add(lengths, length, low, high);
      return;
    }
    int[] times = room.uses((int) (high - low) + 1);
    for (int i = 0; i < length; i++) {
      times[(int) (lengths[i] - low)]++;
    }
    for (long of = low; of <= high; of++) {
      bins.add(of, times[(int) (of - low)]);
    }
  }

  /** Entries that many rows share are looked at once. */
  private static void addShared(BytesColumn column, DistinctSketch distinct, Bins bins, Room room) {
    int[] uses = room.uses(column.entries());
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        uses[column.entry(row)]++;
      }
    }
    for (int entry = 0; entry < column.entries(); entry++) {
      if (uses[entry] > 0) {
        int start = column.start(entry);
        int end = column.end(entry);
        distinct.add(hash(column.heap(), start, end));
        bins.add(
            column.type() == ValueType.BINARY ? end - start : codePoints(column.heap(), start, end),
            uses[entry]);
      }
    }
  }

  /** A well-mixed hash of a run of bytes; the same in every process, wherever they lie. */
  static long hash(byte[] bytes, int start, int end) {
    long hash = end - start;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, at)) * FACTOR;
      hash ^= hash >>> 32;
    }
    if (at < end) {
      hash = (hash ^ rest(bytes, at, end)) * FACTOR;
      hash ^= hash >>> 32;
    }
    return Hashes.of(hash);
  }

  /** How many code points a text has: its bytes without those that continue one. */
  static int codePoints(byte[] bytes, int start, int end) {
    int continuing = 0;
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      continuing += continuing((long) LONGS.get(bytes, at));
    }
    if (at < end) {
      continuing += continuing(rest(bytes, at, end));
    }
    return end - start - continuing;
  }

  private static int continuing(long eight) {
    return Long.bitCount(eight >>> 7 & ~(eight >>> 6) & LOWEST_BITS);
  }

  /** Fewer than eight bytes, with zeros behind them. */
  private static long rest(byte[] bytes, int at, int end) {
    if (at + Long.BYTES <= bytes.length) {
      return (long) LONGS.get(bytes, at) & (1L << (end - at) * Byte.SIZE) - 1;
    }
    long rest = 0;
    for (int i = end - 1; i >= at; i--) {
      rest = rest << Byte.SIZE | bytes[i] & 0xFF;
    }
    return rest;
  }
}
