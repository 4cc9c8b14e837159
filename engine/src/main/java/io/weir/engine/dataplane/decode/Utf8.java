package io.weir.engine.dataplane.decode;

/** Checks UTF-8 as RFC 3629 has it: shortest forms only, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** The position of the first byte that is not part of a well-formed character, or {@code to}. */
  static int firstInvalid(byte[] bytes, int from, int to) {
    if (ByteScan.isAscii(bytes, from, to)) {
      return to;
    }
    int at = from;
    while (at < to) {
      if (bytes[at] >= 0) {
        at++;
        continue;
      }
      int length = lengthAt(bytes, at, to);
      if (length == 0) {
        return at;
      }
      at += length;
    }
    return to;
  }

  /** How long the character beyond ASCII that begins here is; 0 when it is malformed. */
  private static int lengthAt(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xFF;
    int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xFF;
    boolean fits =
        switch (lead) {
          case 0xE0 -> second >= 0xA0 && second <= 0xBF;
          case 0xED -> second >= 0x80 && second <= 0x9F;
          case 0xF0 -> second >= 0x90 && second <= 0xBF;
          case 0xF4 -> second >= 0x80 && second <= 0x8F;
          default -> (second & 0xC0) == 0x80;
        };
    for (int i = 2; i < length; i++) {
      fits &= (bytes[at + i] & 0xC0) == 0x80;
    }
    return fits ? length : 0;
  }
}
