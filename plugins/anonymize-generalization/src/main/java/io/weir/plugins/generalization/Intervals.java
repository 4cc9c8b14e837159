package io.weir.plugins.generalization;

import io.weir.spi.InvalidParameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A way to cut the numbers into intervals, closed below and open above, whose ends are all
 * multiples of {@code 10^-scale}. So an interval is found exactly from a number's floor at that
 * scale, and as long as that floor fits a long no big number is needed.
 */
sealed interface Intervals permits EqualWidth, Breaks {
  /** How many digits after the point the ends have. */
  int scale();

  /** Whether {@link #bucket} can tell the interval of this floor. */
  boolean inReach(long floor);

  /** The number of the interval that holds a floor within reach. */
  long bucket(long floor);

  /** The interval of a number, or a number outside the longs' reach if that cannot be told fast. */
  long bucket(double value);

  /** How an interval is written. */
  String label(long bucket);

  /** How the interval of any floor is written. */
  String label(BigInteger floor);

  /** What {@link #bucket(double)} answers when it is not certain. */
  long UNCERTAIN = Long.MIN_VALUE;

  /** The most digits that an end may have, point or not. */
  int MOST_DIGITS = 18;

  /**
   * An end as a multiple of {@code 10^-scale}.
   *
   * @param scale not less than the end's own
   */
  static long scaled(String parameter, BigDecimal end, int scale) {
    if (end.signum() != 0 && (long) end.precision() - end.scale() + scale > MOST_DIGITS) {
      throw tooManyDigits(parameter);
    }
    return end.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /** The digits after the point that a number needs. */
  static int scaleOf(String parameter, BigDecimal end, boolean whole) {
    int scale = end.signum() == 0 ? 0 : Math.max(0, end.stripTrailingZeros().scale());
    if (whole && scale > 0) {
      throw new InvalidParameters(
          parameter, "\"" + parameter + "\" must be whole, since the column is of type integer");
    }
    if (scale > MOST_DIGITS) {
      throw tooManyDigits(parameter);
    }
    return scale;
  }

  /** An end as it is written in labels. */
  static String text(BigInteger scaled, int scale) {
    BigDecimal end = new BigDecimal(scaled, scale);
    return end.signum() == 0 ? "0" : end.stripTrailingZeros().toPlainString();
  }

  private static InvalidParameters tooManyDigits(String parameter) {
    return new InvalidParameters(
        parameter,
        "\"" + parameter + "\" has too many digits; " + MOST_DIGITS + " in all can be told apart");
  }
}
