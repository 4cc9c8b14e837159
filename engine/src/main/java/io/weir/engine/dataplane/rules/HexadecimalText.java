package io.weir.engine.dataplane.rules;

/** Reads bytes written as pairs of hexadecimal digits. */
final class HexadecimalText {
  private HexadecimalText() {}

  /**
   * Decodes {@code [start, end)} in its place.
   *
   * @return where the decoded bytes end, or -1 if it is not hexadecimal
   */
  static int decode(byte[] bytes, int start, int end) {
    if ((end - start & 1) != 0) {
      return -1;
    }
    for (int at = start; at < end; at++) {
      if (digit(bytes[at]) < 0) {
        return -1;
      }
    }
    int target = start;
    for (int at = start; at < end; at += 2) {
      bytes[target++] = (byte) (digit(bytes[at]) << 4 | digit(bytes[at + 1]));
    }
    return target;
  }

  private static int digit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
