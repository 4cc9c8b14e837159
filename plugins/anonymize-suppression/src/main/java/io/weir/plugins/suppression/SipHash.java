package io.weir.plugins.suppression;

/**
 * SipHash-2-4 of words of 64 bits (J.-P. Aumasson, D. J. Bernstein, SipHash: a fast short-input
 * PRF, 2012): without the key nobody can find two inputs that collide. Not thread-safe.
 */
final class SipHash {
  private final long key0;
  private final long key1;
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  SipHash(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** The hash of a run of bytes. */
  long of(byte[] bytes, int from, int to) {
    begin();
    int at = from;
    for (; at + 8 <= to; at += 8) {
      word(littleEndian(bytes, at, 8));
    }
    return end(littleEndian(bytes, at, to - at) | (long) (to - from) << 56);
  }

  /** The hash of one long, as of its eight bytes, the lowest first. */
  long of(long value) {
    begin();
    word(value);
    return end(8L << 56);
  }

  /** The hash of two longs, as of their sixteen bytes. */
  long of(long first, long second) {
    begin();
    word(first);
    word(second);
    return end(16L << 56);
  }

  static long littleEndian(byte[] bytes, int from, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[from + i] & 0xFFL) << 8 * i;
    }
    return word;
  }

  private void begin() {
    v0 = key0 ^ 0x736F6D6570736575L;
    v1 = key1 ^ 0x646F72616E646F6DL;
    v2 = key0 ^ 0x6C7967656E657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  private void word(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long end(long last) {
    word(last);
    v2 ^= 0xFF;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
