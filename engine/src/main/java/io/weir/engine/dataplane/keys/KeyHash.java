package io.weir.engine.dataplane.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hashes of keys with a secret of this process, so that nobody can deliver keys that were made to
 * fall together. No result depends on them.
 */
final class KeyHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long START = RANDOM.nextLong();
  private static final long WORD = RANDOM.nextLong() | 1;
  private static final long END = RANDOM.nextLong() | 1;

  private KeyHash() {}

  static long of(long value) {
    return folded(value ^ START, WORD);
  }

  static long of(byte[] bytes, int start, int end) {
    long hash = START + (end - start);
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = folded(hash ^ (long) WORDS.get(bytes, at), WORD);
    }
    long tail = 0;
    for (; at < end; at++) {
      tail = tail << 8 | bytes[at] & 0xff;
    }
    return folded(hash ^ tail, END);
  }

  /** Both halves of the 128-bit product, one over the other. */
  private static long folded(long one, long secret) {
    return one * secret ^ Math.unsignedMultiplyHigh(one, secret);
  }
}
