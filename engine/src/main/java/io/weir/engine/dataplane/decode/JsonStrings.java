package io.weir.engine.dataplane.decode;

/** Resolves the escapes of a JSON string in its place: what they stand for is never longer. */
final class JsonStrings {
  private JsonStrings() {}

  /**
   * Resolves the string from {@code from} to its closing quote, which is known to be well-formed.
   *
   * @return where the text ends now, or {@code ~position} of half a surrogate pair
   */
  static int resolve(byte[] bytes, int from, int close) {
    int target = ByteScan.find(bytes, from, close, (byte) '\\');
    int at = target;
    while (at < close) {
      byte c = bytes[at];
      if (c != '\\') {
        bytes[target++] = c;
        at++;
      } else if (bytes[at + 1] != 'u') {
        bytes[target++] = plain(bytes[at + 1]);
        at += 2;
      } else {
        int unit = JsonSyntax.codeUnit(bytes, at + 2);
        int code = unit;
        int length = 6;
        if (Character.isSurrogate((char) unit)) {
          code = pair(bytes, at, close, unit);
          length = 12;
        }
        if (code < 0) {
          return ~at;
        }
        target = write(bytes, target, code);
        at += length;
      }
    }
    return target;
  }

  private static int pair(byte[] bytes, int at, int close, int high) {
    if (!Character.isHighSurrogate((char) high)
        || at + 12 > close
        || bytes[at + 6] != '\\'
        || bytes[at + 7] != 'u') {
      return -1;
    }
    int low = JsonSyntax.codeUnit(bytes, at + 8);
    return Character.isLowSurrogate((char) low)
        ? Character.toCodePoint((char) high, (char) low)
        : -1;
  }

  private static byte plain(byte escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }

  private static int write(byte[] bytes, int target, int code) {
    int at = target;
    if (code < 0x80) {
      bytes[at++] = (byte) code;
    } else if (code < 0x800) {
      bytes[at++] = (byte) (0xC0 | code >>> 6);
      bytes[at++] = (byte) (0x80 | code & 0x3F);
    } else if (code < 0x10000) {
      bytes[at++] = (byte) (0xE0 | code >>> 12);
      bytes[at++] = (byte) (0x80 | code >>> 6 & 0x3F);
      bytes[at++] = (byte) (0x80 | code & 0x3F);
    } else {
      bytes[at++] = (byte) (0xF0 | code >>> 18);
      bytes[at++] = (byte) (0x80 | code >>> 12 & 0x3F);
      bytes[at++] = (byte) (0x80 | code >>> 6 & 0x3F);
      bytes[at++] = (byte) (0x80 | code & 0x3F);
    }
    return at;
  }
}
