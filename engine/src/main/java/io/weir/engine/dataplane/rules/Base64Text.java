package io.weir.engine.dataplane.rules;

import java.util.Arrays;

/**
 * Reads base64 with padding (RFC 4648 §4), canonical only: bits that carry nothing must be zero.
 */
final class Base64Text {
  private static final byte[] VALUES = values();

  private Base64Text() {}

  /**
   * Decodes {@code [start, end)} in its place.
   *
   * @return where the decoded bytes end, or -1 if it is no base64
   */
  static int decode(byte[] bytes, int start, int end) {
    if ((end - start & 3) != 0) {
      return -1;
    }
    int padding = 0;
    while (padding < 2 && end - padding > start && bytes[end - padding - 1] == '=') {
      padding++;
    }
    if (!isCanonical(bytes, start, end - padding, padding)) {
      return -1;
    }
    int target = start;
    for (int at = start; at < end; at += 4) {
      int bits = 0;
      for (int i = 0; i < 4; i++) {
        bits = bits << 6 | VALUES[bytes[at + i] & 0xFF] & 0x3F;
      }
      bytes[target++] = (byte) (bits >>> 16);
      bytes[target++] = (byte) (bits >>> 8);
      bytes[target++] = (byte) bits;
    }
    return target - padding;
  }

  private static boolean isCanonical(byte[] bytes, int start, int end, int padding) {
    for (int at = start; at < end; at++) {
      if (VALUES[bytes[at] & 0xFF] < 0) {
        return false;
      }
    }
    return padding == 0 || (VALUES[bytes[end - 1] & 0xFF] & (padding == 1 ? 0x03 : 0x0F)) == 0;
  }

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
