package io.weir.plugins.generalization;

import io.weir.spi.InvalidParameters;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Intervals {@code [origin + n × width, origin + (n + 1) × width)}.
 *
 * @param width in units of {@code 10^-scale}, positive
 * @param origin in the same units
 */
record EqualWidth(
    long width, long origin, int scale, double approximateWidth, double approximateOrigin)
    implements Intervals {
  private static final double SAFE = 0x1p-50;

  static EqualWidth of(BigDecimal width, BigDecimal origin, boolean whole) {
    if (width.signum() <= 0) {
      throw new InvalidParameters("width", "\"width\" must be greater than 0");
    }
    int scale =
        Math.max(
            Intervals.scaleOf("width", width, whole), Intervals.scaleOf("origin", origin, whole));
    return new EqualWidth(
        Intervals.scaled("width", width, scale),
        Intervals.scaled("origin", origin, scale),
        scale,
        width.doubleValue(),
        origin.doubleValue());
  }

  @Override
  public boolean inReach(long floor) {
    long distance = floor - origin;
    return ((floor ^ origin) & (floor ^ distance)) >= 0;
  }

  @Override
  public long bucket(long floor) {
    return Math.floorDiv(floor - origin, width);
  }

  /**
   * By one division of doubles, where its error cannot matter. Value, origin and width are each off
   * by at most 2^-53 of themselves from the decimals they stand for, and so are the difference and
   * the quotient from the true ones; together that stays below {@code 2^-51 × ((|value| + |origin|)
   * / width + |quotient|)}, unless something underflowed, which moves it by less than the smallest
   * normal double. If twice that, either way, leaves the quotient between the same whole numbers,
   * the answer is exact.
   */
  @Override
  public long bucket(double value) {
    double quotient = (value - approximateOrigin) / approximateWidth;
    double error =
        ((Math.abs(value) + Math.abs(approximateOrigin)) / approximateWidth + Math.abs(quotient))
                * SAFE
            + Double.MIN_NORMAL;
    double below = Math.floor(quotient - error);
    return Math.abs(quotient) < 0x1p50 && below == Math.floor(quotient + error)
        ? (long) below
        : UNCERTAIN;
  }

  @Override
  public String label(long bucket) {
    return labelOf(BigInteger.valueOf(bucket));
  }

  @Override
  public String label(BigInteger floor) {
    BigInteger[] parts =
        floor.subtract(BigInteger.valueOf(origin)).divideAndRemainder(BigInteger.valueOf(width));
    return labelOf(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
  }

  private String labelOf(BigInteger bucket) {
    BigInteger from = bucket.multiply(BigInteger.valueOf(width)).add(BigInteger.valueOf(origin));
    BigInteger to = from.add(BigInteger.valueOf(width));
    return "[" + Intervals.text(from, scale) + ", " + Intervals.text(to, scale) + ")";
  }
}
