package io.weir.engine.dataplane.parts;

import io.weir.spi.DecimalColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Decimals as text and back, exact to the scale: plain digits where the scale is 0 to 127 and the
 * digits fit a long, the notation of {@link BigDecimal#toString} elsewhere.
 */
final class DecimalText {
  /**
   * The most bytes {@link #write} needs: a sign, a point, and 19 digits or as many as the scale
   * asks for.
   */
  static final int LONGEST = Byte.MAX_VALUE + 4;

  private static final int MOST_DIGITS = 19;

  private DecimalText() {}

  /**
   * Writes {@code unscaled × 10^-scale} for a scale of 0 or more.
   *
   * @return where the text ends
   */
  static int write(long unscaled, int scale, byte[] target, int from) {
    int at = from;
    if (unscaled < 0) {
      target[at++] = '-';
    }
    int digits = Math.max(digits(unscaled), scale + 1);
    int length = digits + (scale > 0 ? 1 : 0);
    long rest = unscaled;
    for (int i = length - 1, place = 0; i >= 0; i--, place++) {
      if (place == scale && scale > 0) {
        target[at + i--] = '.';
      }
      // The remainder of a negative dividend is negative: Long.MIN_VALUE needs no case of its own.
      target[at + i] = (byte) ('0' + Math.abs((int) (rest % 10)));
      rest /= 10;
    }
    return at + length;
  }

  /** Reads what {@link #write} wrote, or the notation of {@link BigDecimal}. */
  static void read(byte[] text, int start, int end, DecimalColumn.Builder target) {
    boolean negative = text[start] == '-';
    int at = negative ? start + 1 : start;
    int point = -1;
    int digits = 0;
    long unscaled = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        unscaled = unscaled * 10 + digit;
        digits += unscaled == 0 ? 0 : 1;
      } else if (text[at] == '.' && point < 0) {
        point = at;
      } else {
        break;
      }
    }
    int scale = point < 0 ? 0 : end - point - 1;
    if (at < end || digits > 18 || scale > Byte.MAX_VALUE) {
      target.append(
          new BigDecimal(new String(text, start, end - start, StandardCharsets.US_ASCII)));
    } else {
      target.append(negative ? -unscaled : unscaled, scale);
    }
  }

  private static int digits(long value) {
    // Negative, as no long is the absolute value of the least.
    long rest = value > 0 ? -value : value;
    int digits = 1;
    for (long power = -10; digits < MOST_DIGITS && rest <= power; power *= 10) {
      digits++;
    }
    return digits;
  }
}
