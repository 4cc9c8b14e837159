package io.weir.engine.dataplane.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Finite numbers in bins of 1 or 5 times a power of ten. A bound is the double nearest to its
 * decimal number, so that the bounds of a level are among those of the level below. No bin is
 * narrower than some neighbouring doubles, so that all bounds differ.
 */
final class DoubleGrid implements Grid {
  /** Level 0 stands for 10^-340, which is below the smallest double. */
  private static final int SMALLEST_POWER = -340;

  private static final int ULPS = 8;

  /** The key of a number: longs in the order of the numbers; zeros are one, and so are all NaN. */
  static long key(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63) & Long.MAX_VALUE;
  }

  /** The number of a key. */
  static double value(long key) {
    return Double.longBitsToDouble(key ^ (key >> 63) & Long.MAX_VALUE);
  }

  private static BigDecimal width(int level) {
    return BigDecimal.valueOf(level % 2 == 0 ? 1 : 5, -(level / 2 + SMALLEST_POWER));
  }

  @Override
  public int level(int from, long minimum, long maximum) {
    double low = value(minimum);
    double high = value(maximum);
    BigDecimal narrowest =
        new BigDecimal(Math.ulp(Math.max(Math.abs(low), Math.abs(high))))
            .multiply(BigDecimal.valueOf(ULPS));
    int level = Math.max(from, level(narrowest));
    BigDecimal most = BigDecimal.valueOf(MOST_BINS);
    while (index(high, width(level)).subtract(index(low, width(level))).compareTo(most) >= 0) {
      level++;
    }
    return level;
  }

  /** The first level whose bins are as wide as that. */
  private static int level(BigDecimal width) {
    int power = width.precision() - width.scale() - 1;
    int level = 2 * (power - SMALLEST_POWER);
    while (width(level).compareTo(width) < 0) {
      level++;
    }
    return level;
  }

  /** Of the greatest bound, rounded to a double, that is not above the value. */
  private static BigDecimal index(double value, BigDecimal width) {
    BigDecimal below = new BigDecimal(value).divide(width, 0, RoundingMode.FLOOR);
    BigDecimal next = below.add(BigDecimal.ONE);
    return next.multiply(width).doubleValue() <= value ? next : below;
  }

  @Override
  public long[] bounds(int level, long minimum, long maximum) {
    BigDecimal width = width(level);
    BigDecimal first = index(value(minimum), width);
    int bins = index(value(maximum), width).subtract(first).intValueExact() + 1;
    long[] bounds = new long[bins + 1];
    for (int i = 0; i <= bins; i++) {
      double bound = first.add(BigDecimal.valueOf(i)).multiply(width).doubleValue();
      bounds[i] = key(Math.clamp(bound, -Double.MAX_VALUE, Double.MAX_VALUE));
    }
    return bounds;
  }

  @Override
  public String text(long key) {
    return Double.toString(value(key));
  }
}
