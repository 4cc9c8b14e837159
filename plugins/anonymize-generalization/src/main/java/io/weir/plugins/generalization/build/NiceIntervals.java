package io.weir.plugins.generalization.build;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Intervals of equal width for the numbers of a column: 1, 2 or 5 times a power of ten, so that
 * there are some twenty, and then twice as wide each until two hold all.
 */
final class NiceIntervals {
  private static final int INTERVALS = 20;
  private static final BigDecimal NARROWEST = new BigDecimal("1E-9");

  /** Beyond it the ends would have more digits than intervals can tell apart. */
  private static final BigDecimal WIDEST = new BigDecimal("1E+14");

  /** Where numbers of such size lie, intervals of the widest kind count from 0. */
  private static final BigDecimal FARTHEST = new BigDecimal("1E+8");

  private NiceIntervals() {}

  /**
   * The form of a hierarchy.
   *
   * @param least as {@link #bounded}
   * @param most as {@link #bounded}
   */
  static Map<String, Object> of(BigDecimal least, BigDecimal most, boolean whole) {
    BigDecimal range = most.subtract(least);
    BigDecimal width = width(range, whole);
    BigDecimal origin = origin(least, width);
    List<Object> widths = new ArrayList<>();
    BigDecimal next = width;
    do {
      widths.add(plain(next));
      next = next.multiply(BigDecimal.TWO);
    } while (next.compareTo(range) <= 0);
    return Map.of("origin", plain(origin), "widths", List.copyOf(widths));
  }

  private static BigDecimal width(BigDecimal range, boolean whole) {
    BigDecimal rough = range.divide(BigDecimal.valueOf(INTERVALS), MathContext.DECIMAL64);
    BigDecimal least = whole ? BigDecimal.TWO : NARROWEST;
    if (range.signum() == 0 || rough.compareTo(least) <= 0) {
      return range.signum() == 0 ? BigDecimal.TWO : least;
    }
    BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen(rough.precision() - rough.scale() - 1);
    BigDecimal nice = power.multiply(BigDecimal.TEN);
    for (int factor : new int[] {5, 2, 1}) {
      BigDecimal smaller = power.multiply(BigDecimal.valueOf(factor));
      nice = smaller.compareTo(rough) >= 0 ? smaller : nice;
    }
    return nice.min(WIDEST);
  }

  /** The multiple of the width below all values, or 0 where its digits would be too many. */
  private static BigDecimal origin(BigDecimal least, BigDecimal width) {
    BigInteger steps = least.divide(width, 0, RoundingMode.FLOOR).unscaledValue();
    return least.abs().compareTo(FARTHEST) > 0
        ? BigDecimal.ZERO
        : new BigDecimal(steps).multiply(width);
  }

  /** Farther numbers have a place in any intervals, and nothing nice lies there. */
  static BigDecimal bounded(BigDecimal value) {
    BigDecimal farthest = WIDEST.multiply(BigDecimal.valueOf(INTERVALS / 2));
    return value.signum() == 0 || (long) value.precision() - value.scale() < -20
        ? BigDecimal.ZERO
        : (long) value.precision() - value.scale() > 20
            ? value.signum() < 0 ? farthest.negate() : farthest
            : value.min(farthest).max(farthest.negate());
  }

  /** As a document writes it, without an exponent. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal bare = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
