package io.weir.engine.dataplane.rules;

/** Reads INTEGER: an optional sign and digits, within 64 bits. */
final class Integers {
  private Integers() {}

  /** Reads {@code [start, end)} into {@code target[at]}; false if it is no integer. */
  static boolean read(byte[] bytes, int start, int end, long[] target, int at) {
    int from = start;
    boolean negative = false;
    if (from < end && (bytes[from] == '-' || bytes[from] == '+')) {
      negative = bytes[from++] == '-';
    }
    if (from >= end) {
      return false;
    }
    if (end - from > 18) {
      return readLong(bytes, from, end, negative, target, at);
    }
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    target[at] = negative ? -value : value;
    return true;
  }

  /** Counts downwards, for there is one more negative number than there are positive ones. */
  private static boolean readLong(
      byte[] bytes, int from, int end, boolean negative, long[] target, int at) {
    long least = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return false;
      }
      value *= 10;
      if (value < least + digit) {
        return false;
      }
      value -= digit;
    }
    target[at] = negative ? value : -value;
    return true;
  }
}
