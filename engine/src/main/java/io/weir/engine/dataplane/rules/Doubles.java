package io.weir.engine.dataplane.rules;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads DOUBLE: a decimal number with an optional exponent, {@code INF}, {@code -INF} or {@code
 * NaN}. Where the digits fit 53 bits and the power of ten is exact as a double, one multiplication
 * or division gives the correctly rounded result (Clinger, "How to read floating point numbers
 * accurately", 1990); up to 19 digits {@link NearestDouble} finds it, and the JDK reads the rest.
 */
final class Doubles {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;
  private static final int FAR = 100_000;
  private static final int MOST_DIGITS = 19;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Doubles() {}

  /**
   * Reads {@code [start, end)} into {@code target[at]}; false if it is no number a double can hold.
   */
  static boolean read(byte[] bytes, int start, int end, double[] target, int at) {
    int i = start;
    boolean negative = false;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    int from = i;
    long digits = 0;
    int significant = 0;
    int point = -1;
    for (; i < end; i++) {
      while (significant > 0 && i + Long.BYTES <= end && areDigits((long) WORDS.get(bytes, i))) {
        digits = digits * 100_000_000 + number((long) WORDS.get(bytes, i));
        significant += Long.BYTES;
        i += Long.BYTES;
      }
      if (i == end) {
        break;
      }
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        significant += significant == 0 && digit == 0 ? 0 : 1;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        break;
      }
    }
    int mantissa = i - from - (point < 0 ? 0 : 1);
    if (mantissa == 0) {
      return readName(bytes, start, end, target, at);
    }
    int exponent = point < 0 ? 0 : point + 1 - i;
    if (i < end) {
      int written = exponent(bytes, i, end);
      if (written == Integer.MIN_VALUE) {
        return false;
      }
      exponent += written;
    }
    if (significant < MOST_DIGITS && digits <= EXACT && exponent >= -22 && exponent <= 22) {
      double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
      target[at] = negative ? -value : value;
      return true;
    }
    if (significant > 0 && significant <= MOST_DIGITS) {
      long bits = NearestDouble.bits(digits, exponent);
      if (bits != NearestDouble.NONE) {
        double value = Double.longBitsToDouble(bits);
        target[at] = negative ? -value : value;
        return true;
      }
    }
    double value =
        Double.parseDouble(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
    target[at] = value;
    return !Double.isInfinite(value);
  }

  /** Whether eight bytes are digits, all of them. */
  private static boolean areDigits(long word) {
    return (word & 0xF0F0F0F0F0F0F0F0L | (word + 0x0606060606060606L & 0xF0F0F0F0F0F0F0F0L) >>> 4)
        == 0x3333333333333333L;
  }

  /** The number that eight digits are, the first one lowest in the word: pairs, fours, all. */
  private static long number(long word) {
    long pairs = (word - 0x3030303030303030L) * (10 << 8 | 1) >>> 8 & 0x00FF00FF00FF00FFL;
    long fours = pairs * (100 << 16 | 1) >>> 16 & 0x0000FFFF0000FFFFL;
    return fours * (10_000L << 32 | 1) >>> 32;
  }

  /** The exponent from its letter on, far ones cut short, or {@link Integer#MIN_VALUE}. */
  private static int exponent(byte[] bytes, int letter, int end) {
    if ((bytes[letter] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    int i = letter + 1;
    boolean negative = false;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      negative = bytes[i++] == '-';
    }
    if (i == end) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = Math.min(value * 10 + digit, FAR);
    }
    return negative ? -value : value;
  }

  private static boolean readName(byte[] bytes, int start, int end, double[] target, int at) {
    String name =
        end - start > 4 ? "" : new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    switch (name) {
      case "NaN" -> target[at] = Double.NaN;
      case "INF" -> target[at] = Double.POSITIVE_INFINITY;
      case "-INF" -> target[at] = Double.NEGATIVE_INFINITY;
      default -> {
        return false;
      }
    }
    return true;
  }
}
