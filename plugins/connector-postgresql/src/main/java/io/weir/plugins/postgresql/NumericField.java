package io.weir.plugins.postgresql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/**
 * PostgreSQL's {@code numeric} in binary: the number's digits in base 10,000, aligned to the point;
 * how many there are, the weight of the first, sign, and how many decimal digits follow the point.
 */
final class NumericField {
  private static final int BASE = 10_000;
  private static final int NEGATIVE = 0x4000;
  private static final int MOST_INTEGER_DIGITS = 131_072;
  private static final int MOST_FRACTION_DIGITS = 16_383;
  private static final int HEADER = 8;
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  /** The base-10,000 digits of the number at hand, the most significant first. */
  private final short[] digits = new short[12];

  /** Whether {@code numeric} can hold a value exactly. */
  static boolean fits(BigDecimal value) {
    return value.scale() <= MOST_FRACTION_DIGITS
        && (long) value.precision() - value.scale() <= MOST_INTEGER_DIGITS;
  }

  /** Writes {@code unscaled × 10^-scale}, its length before it. */
  void put(CopyBinaryBuffer out, long unscaled, int scale) throws SQLException {
    if (scale < 0 || scale > 18 || unscaled == Long.MIN_VALUE) {
      put(out, BigDecimal.valueOf(unscaled, scale));
      return;
    }
    long magnitude = Math.abs(unscaled);
    long whole = magnitude / POWERS[scale];
    int count = putWhole(whole);
    int weight = count - 1;
    long fraction = magnitude - whole * POWERS[scale];
    int left = scale;
    while (left > 0) {
      int taken = Math.min(left, 4);
      left -= taken;
      digits[count++] = (short) (fraction / POWERS[left] * POWERS[4 - taken]);
      fraction %= POWERS[left];
    }
    int first = 0;
    while (first < count && digits[first] == 0) {
      first++;
      weight--;
    }
    while (count > first && digits[count - 1] == 0) {
      count--;
    }
    header(out, count - first, first == count ? 0 : weight, unscaled < 0, scale);
    for (int i = first; i < count; i++) {
      out.putShort(digits[i]);
    }
  }

  /** Writes a value that {@link #fits}, its length before it. */
  void put(CopyBinaryBuffer out, BigDecimal value) throws SQLException {
    int scale = Math.max(0, value.scale());
    int alignment = (4 - scale % 4) % 4;
    BigInteger aligned =
        value.setScale(scale).unscaledValue().abs().multiply(BigInteger.TEN.pow(alignment));
    String text = aligned.signum() == 0 ? "" : aligned.toString();
    int lead = (4 - text.length() % 4) % 4;
    String padded = "0".repeat(lead) + text;
    int count = padded.length() / 4;
    int weight = count - 1 - (scale + alignment) / 4;
    header(out, count, count == 0 ? 0 : weight, value.signum() < 0, scale);
    for (int i = 0; i < count; i++) {
      out.putShort(Integer.parseInt(padded, i * 4, i * 4 + 4, 10));
    }
  }

  private int putWhole(long whole) {
    int count = 0;
    for (long rest = whole; rest > 0; rest /= BASE) {
      count++;
    }
    long rest = whole;
    for (int i = count - 1; i >= 0; i--) {
      digits[i] = (short) (rest % BASE);
      rest /= BASE;
    }
    return count;
  }

  private static void header(
      CopyBinaryBuffer out, int count, int weight, boolean negative, int scale)
      throws SQLException {
    out.putInt(HEADER + 2 * count);
    out.putShort(count);
    out.putShort(weight);
    out.putShort(negative ? NEGATIVE : 0);
    out.putShort(scale);
  }
}
