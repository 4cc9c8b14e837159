package io.weir.engine.dataplane.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Lengths of UTF-8 texts. */
final class CodePoints {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOWEST_BITS = 0x0101010101010101L;

  private CodePoints() {}

  /** How many code points a text has: its bytes without those that continue one. */
  static int in(byte[] bytes, int start, int end) {
    int continuing = 0;
    int at = start;
    for (; at + 8 <= end; at += 8) {
      long eight = (long) LONGS.get(bytes, at);
      continuing += Long.bitCount(eight >>> 7 & ~(eight >>> 6) & LOWEST_BITS);
    }
    for (; at < end; at++) {
      continuing += (bytes[at] & 0xC0) == 0x80 ? 1 : 0;
    }
    return end - start - continuing;
  }
}
