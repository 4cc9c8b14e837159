package io.weir.engine.dataplane.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes eight at a time. Arrays must have {@link Chunk#PADDING} bytes beyond the range
 * looked at.
 */
final class ByteScan {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private ByteScan() {}

  /** Eight bytes, the first one lowest. */
  static long word(byte[] bytes, int at) {
    return (long) WORDS.get(bytes, at);
  }

  /** A byte, eight times. */
  static long repeat(byte value) {
    return (value & 0xFFL) * 0x0101010101010101L;
  }

  /** The highest bit of each byte of the word that equals the repeated byte; exact. */
  static long matches(long word, long repeated) {
    long difference = word ^ repeated;
    return ~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS);
  }

  /** Which of the eight bytes the lowest match is. */
  static int first(long matches) {
    return Long.numberOfTrailingZeros(matches) >>> 3;
  }

  /** The first occurrence in {@code [from, to)}, or {@code to}. */
  static int find(byte[] bytes, int from, int to, byte wanted) {
    long repeated = repeat(wanted);
    for (int at = from; at < to; at += 8) {
      long matches = matches(word(bytes, at), repeated);
      if (matches != 0) {
        return Math.min(at + first(matches), to);
      }
    }
    return to;
  }

  /** The end of the longest beginning of {@code [0, to)} with at most so many occurrences. */
  static int beforeMore(byte[] bytes, int to, byte wanted, int most) {
    long repeated = repeat(wanted);
    int left = most;
    for (int at = 0; at < to; at += 8) {
      long matches = matches(word(bytes, at), repeated);
      int count = Long.bitCount(matches);
      if (count > left) {
        for (; left > 0; left--) {
          matches &= matches - 1;
        }
        return Math.min(at + first(matches), to);
      }
      left -= count;
    }
    return to;
  }

  /** The last occurrence in {@code [from, to)}, or -1. */
  static int findLast(byte[] bytes, int from, int to, byte wanted) {
    for (int at = to - 1; at >= from; at--) {
      if (bytes[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Whether no byte in {@code [from, to)} has its highest bit set, up to seven bytes beyond
   * included.
   */
  static boolean isAscii(byte[] bytes, int from, int to) {
    long seen = 0;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      seen |= word(bytes, at);
    }
    for (; at < to; at++) {
      seen |= bytes[at];
    }
    return (seen & HIGH_BITS) == 0;
  }
}
