package io.weir.engine.dataplane.decode;

/**
 * The grammar of JSON (RFC 8259) over bytes that are known to be UTF-8. Methods that look for an
 * end give {@code ~position} of the first byte that does not fit when there is none. Arrays must
 * have {@link Chunk#PADDING} bytes beyond {@code to}, except for {@link #isValue}.
 */
public final class JsonSyntax {
  /** How deep objects and arrays may lie within each other. */
  public static final int DEEPEST = 1_000;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private JsonSyntax() {}

  /** Whether the bytes are one JSON value with nothing but white space around it. */
  public static boolean isValue(byte[] bytes, int from, int to) {
    byte[] padded = bytes;
    int start = from;
    int end = to;
    if (to + Chunk.PADDING > bytes.length) {
      padded = new byte[to - from + Chunk.PADDING];
      System.arraycopy(bytes, from, padded, 0, to - from);
      start = 0;
      end = to - from;
    }
    int after = valueEnd(padded, skipSpace(padded, start, end), end, false);
    return after >= 0 && skipSpace(padded, after, end) == end;
  }

  static int skipSpace(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** As {@link #skipSpace}, but a line feed is no space where records are lines. */
  static int skipSpace(byte[] bytes, int from, int to, boolean lines) {
    int at = from;
    while (at < to
        && (bytes[at] == ' '
            || bytes[at] == '\r'
            || bytes[at] == '\t'
            || bytes[at] == '\n' && !lines)) {
      at++;
    }
    return at;
  }

  /** The end of the value that begins here. */
  static int valueEnd(byte[] bytes, int from, int to, boolean lines) {
    if (from < to && bytes[from] != '{' && bytes[from] != '[') {
      return scalarEnd(bytes, from, to);
    }
    int at = from;
    int depth = 0;
    long[] objects = new long[(DEEPEST >>> 6) + 1];
    boolean value = true;
    while (true) {
      if (value) {
        if (at >= to) {
          return ~at;
        }
        byte first = bytes[at];
        if (first == '{' || first == '[') {
          if (depth == DEEPEST) {
            return ~at;
          }
          depth++;
          boolean object = first == '{';
          set(objects, depth, object);
          at = skipSpace(bytes, at + 1, to, lines);
          if (at < to && bytes[at] == (object ? '}' : ']')) {
            value = false;
            continue;
          }
          if (object) {
            at = nameEnd(bytes, at, to, lines);
          }
        } else {
          at = scalarEnd(bytes, at, to);
          value = false;
        }
        if (at < 0) {
          return at;
        }
        if (value) {
          continue;
        }
        if (depth == 0) {
          return at;
        }
      }
      at = skipSpace(bytes, at, to, lines);
      if (at >= to) {
        return ~at;
      }
      boolean object = get(objects, depth);
      if (bytes[at] == ',') {
        at = skipSpace(bytes, at + 1, to, lines);
        if (object) {
          at = nameEnd(bytes, at, to, lines);
          if (at < 0) {
            return at;
          }
        }
        value = true;
      } else if (bytes[at] == (object ? '}' : ']')) {
        at++;
        if (--depth == 0) {
          return at;
        }
      } else {
        return ~at;
      }
    }
  }

  /** Behind a member's name, its colon and the space after it. */
  private static int nameEnd(byte[] bytes, int from, int to, boolean lines) {
    if (from >= to || bytes[from] != '"') {
      return ~from;
    }
    int close = stringEnd(bytes, from + 1, to);
    if (close < 0) {
      return close;
    }
    int colon = skipSpace(bytes, close + 1, to, lines);
    return colon < to && bytes[colon] == ':'
        ? skipSpace(bytes, colon + 1, to, lines)
        : ~Math.min(colon, to);
  }

  private static int scalarEnd(byte[] bytes, int at, int to) {
    return switch (bytes[at]) {
      case '"' -> {
        int close = stringEnd(bytes, at + 1, to);
        yield close < 0 ? close : close + 1;
      }
      case 't' -> literalEnd(bytes, at, to, TRUE);
      case 'f' -> literalEnd(bytes, at, to, FALSE);
      case 'n' -> literalEnd(bytes, at, to, NULL);
      default -> numberEnd(bytes, at, to);
    };
  }

  /** Behind {@code true}, {@code false} or {@code null}, whichever its first letter says. */
  static int literalEnd(byte[] bytes, int at, int to) {
    return literalEnd(bytes, at, to, bytes[at] == 't' ? TRUE : bytes[at] == 'f' ? FALSE : NULL);
  }

  private static int literalEnd(byte[] bytes, int at, int to, byte[] literal) {
    for (int i = 0; i < literal.length; i++) {
      if (at + i >= to || bytes[at + i] != literal[i]) {
        return ~(at + i);
      }
    }
    return at + literal.length;
  }

  /** Behind a number, whatever follows it. */
  static int numberEnd(byte[] bytes, int from, int to) {
    int at = from < to && bytes[from] == '-' ? from + 1 : from;
    int digits = digitsEnd(bytes, at, to);
    if (digits == at || digits > at + 1 && bytes[at] == '0') {
      return ~at;
    }
    at = digits;
    if (at < to && bytes[at] == '.') {
      digits = digitsEnd(bytes, at + 1, to);
      if (digits == at + 1) {
        return ~digits;
      }
      at = digits;
    }
    if (at < to && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      digits = digitsEnd(bytes, at, to);
      if (digits == at) {
        return ~at;
      }
      at = digits;
    }
    return at;
  }

  private static int digitsEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  /** The closing quote of the string whose first character is here; every escape is looked at. */
  static int stringEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (true) {
      at = plainEnd(bytes, at, to);
      if (at >= to) {
        return ~to;
      }
      if (bytes[at] == '"') {
        return at;
      }
      if (bytes[at] != '\\') {
        return ~at;
      }
      at = escapeEnd(bytes, at, to);
      if (at < 0) {
        return at;
      }
    }
  }

  /** The first quote, backslash or control character, or something beyond {@code to}. */
  static int plainEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at += 8) {
      long word = ByteScan.word(bytes, at);
      long quote = word ^ '"' * ONES;
      long backslash = word ^ '\\' * ONES;
      // Above a match these may be wrong, so only the lowest counts.
      long hits =
          (word - 0x20 * ONES & ~word | quote - ONES & ~quote | backslash - ONES & ~backslash)
              & HIGH_BITS;
      if (hits != 0) {
        return at + ByteScan.first(hits);
      }
    }
    return to;
  }

  private static int escapeEnd(byte[] bytes, int backslash, int to) {
    int at = backslash + 1;
    if (at >= to) {
      return ~to;
    }
    switch (bytes[at]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 1;
      }
      case 'u' -> {
        return at + 5 <= to && codeUnit(bytes, at + 1) >= 0 ? at + 5 : ~at;
      }
      default -> {
        return ~at;
      }
    }
  }

  /** The value of four hexadecimal digits, or something negative. */
  static int codeUnit(byte[] bytes, int at) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      byte c = bytes[at + i];
      int lower = c | 0x20;
      int digit =
          c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static void set(long[] bits, int at, boolean value) {
    if (value) {
      bits[at >>> 6] |= 1L << at;
    } else {
      bits[at >>> 6] &= ~(1L << at);
    }
  }

  private static boolean get(long[] bits, int at) {
    return (bits[at >>> 6] >>> at & 1) != 0;
  }
}
