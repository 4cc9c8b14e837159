package io.weir.engine.dataplane.decode;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A running 64-bit digest of a stream: CRC-32 and CRC-32C side by side. Both are computed by the
 * processor at some 10 GB/s, both may be asked at any byte, and as their polynomials differ a
 * change escapes both only once in 2^64. It tells whether a source delivers what it delivered
 * before; it is no defence against forgery.
 */
final class StreamDigest {
  private final CRC32 first = new CRC32();
  private final CRC32C second = new CRC32C();

  void update(byte[] bytes, int from, int length) {
    first.update(bytes, from, length);
    second.update(bytes, from, length);
  }

  /** The digest of all bytes so far, 16 hexadecimal digits. */
  String value() {
    return java.util.HexFormat.of().toHexDigits(first.getValue() << 32 | second.getValue());
  }
}
