package io.weir.engine.dataplane.rules;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads DECIMAL: an optional sign, digits with at most one point, an optional exponent; at most
 * 1,000 digits before and after the point once the exponent is resolved, and at most 2,048
 * characters.
 */
final class Decimals {
  private static final int MOST_DIGITS = 1_000;
  private static final int LONGEST = 2_048;

  private final long[] unscaled;
  private final byte[] scales;
  private @Nullable BigDecimal @Nullable [] large;

  Decimals(int rows) {
    unscaled = new long[rows];
    scales = new byte[rows];
  }

  long[] unscaled() {
    return unscaled;
  }

  byte[] scales() {
    return scales;
  }

  /** The values that do not fit a long and a byte, at their rows; null when all do. */
  @Nullable BigDecimal @Nullable [] large() {
    return large;
  }

  boolean isSmall(int row) {
    return large == null || large[row] == null;
  }

  BigDecimal value(int row) {
    BigDecimal big = large == null ? null : large[row];
    return big == null ? BigDecimal.valueOf(unscaled[row], scales[row]) : big;
  }

  /**
   * Reads {@code [start, end)} into a row; false if it is no decimal, or one of too many digits.
   */
  boolean read(byte[] bytes, int start, int end, int row) {
    int at = start;
    boolean negative = false;
    if (at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      negative = bytes[at++] == '-';
    }
    int from = at;
    long value = 0;
    int point = -1;
    for (; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
      } else if (bytes[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int digits = at - from - (point < 0 ? 0 : 1);
    if (digits == 0) {
      return false;
    }
    if (at < end || digits > 18) {
      return (at == end || isExponent(bytes, at, end)) && readLarge(bytes, start, end, row);
    }
    unscaled[row] = negative ? -value : value;
    scales[row] = (byte) (point < 0 ? 0 : end - point - 1);
    return true;
  }

  private static boolean isExponent(byte[] bytes, int letter, int end) {
    int at = letter + 1;
    if ((bytes[letter] | 0x20) == 'e' && at < end && (bytes[at] == '-' || bytes[at] == '+')) {
      at++;
    }
    if ((bytes[letter] | 0x20) != 'e' || at == end) {
      return false;
    }
    for (; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean readLarge(byte[] bytes, int start, int end, int row) {
    if (end - start > LONGEST) {
      return false;
    }
    try {
      BigDecimal value =
          new BigDecimal(new String(bytes, start, end - start, StandardCharsets.US_ASCII));
      if (value.scale() > MOST_DIGITS || (long) value.precision() - value.scale() > MOST_DIGITS) {
        return false;
      }
      set(row, value);
      return true;
    } catch (NumberFormatException exponentBeyondAll) {
      return false;
    }
  }

  void copy(int from, int to) {
    unscaled[to] = unscaled[from];
    scales[to] = scales[from];
    if (large != null) {
      large[to] = large[from];
    }
  }

  void set(int row, BigDecimal value) {
    boolean small =
        value.scale() >= Byte.MIN_VALUE
            && value.scale() <= Byte.MAX_VALUE
            && value.unscaledValue().bitLength() < 64;
    if (small) {
      unscaled[row] = value.unscaledValue().longValue();
      scales[row] = (byte) value.scale();
      if (large != null) {
        large[row] = null;
      }
    } else {
      if (large == null) {
        large = new BigDecimal[unscaled.length];
      }
      large[row] = value;
    }
  }
}
