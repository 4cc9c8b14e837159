package io.weir.engine.dataplane.rules;

import java.math.BigInteger;

/**
 * The double nearest to a number of up to 19 digits times a power of ten, ties to the even one,
 * without arbitrary precision (Lemire, "Number Parsing at a Gigabyte per Second", Software:
 * Practice and Experience 51(8), 2021): the digits are multiplied with the first 128 bits of the
 * power of five, which is enough to round rightly.
 */
final class NearestDouble {
  /** What is told when the paper's way does not lead to a normal double. */
  static final long NONE = Long.MIN_VALUE;

  private static final int LEAST_POWER = -342;
  private static final int GREATEST_POWER = 308;
  private static final int LEAST_ROUNDED_UP = -27;

  /** Beyond these powers no number of 64 bits lies half-way between two doubles. */
  private static final int FIRST_TIE = -4;

  private static final int LAST_TIE = 23;

  private static final int MANTISSA = 52;
  private static final int BIAS = 1023;
  private static final int INFINITE = 0x7FF;

  /**
   * Of a product's upper half: what lies below the mantissa, its hidden bit and two to round by.
   */
  private static final long BELOW = -1L >>> MANTISSA + 3;

  private static final long[] UPPER = new long[GREATEST_POWER - LEAST_POWER + 1];
  private static final long[] LOWER = new long[UPPER.length];

  static {
    for (int power = LEAST_POWER; power <= GREATEST_POWER; power++) {
      BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
      BigInteger bits = power < 0 ? reciprocal(five, power) : first128(five);
      UPPER[power - LEAST_POWER] = bits.shiftRight(Long.SIZE).longValue();
      LOWER[power - LEAST_POWER] = bits.longValue();
    }
  }

  private NearestDouble() {}

  private static BigInteger first128(BigInteger value) {
    return value.shiftRight(value.bitLength() - 2 * Long.SIZE);
  }

  /** Rounded up as long as the power itself fits 64 bits, as the paper wants it. */
  private static BigInteger reciprocal(BigInteger five, int power) {
    int shift = five.bitLength() + 2 * Long.SIZE - 1;
    BigInteger below = BigInteger.ONE.shiftLeft(shift).divide(five);
    return power >= LEAST_ROUNDED_UP ? below.add(BigInteger.ONE) : below;
  }

  /**
   * The bits of the nearest double, or {@link #NONE} where it would be subnormal, infinite, or is
   * not known.
   *
   * @param digits unsigned, not 0
   */
  static long bits(long digits, int power) {
    if (power < LEAST_POWER || power > GREATEST_POWER) {
      return NONE;
    }
    int zeros = Long.numberOfLeadingZeros(digits);
    long number = digits << zeros;
    long upper = Math.unsignedMultiplyHigh(number, UPPER[power - LEAST_POWER]);
    long lower = number * UPPER[power - LEAST_POWER];
    if ((upper & BELOW) == BELOW) {
      long carried = Math.unsignedMultiplyHigh(number, LOWER[power - LEAST_POWER]);
      lower += carried;
      upper += Long.compareUnsigned(lower, carried) < 0 ? 1 : 0;
      if (lower == -1L) {
        return NONE;
      }
    }
    int first = (int) (upper >>> Long.SIZE - 1);
    int shift = first + Long.SIZE - MANTISSA - 3;
    long mantissa = upper >>> shift;
    int exponent = binaryExponent(power) + first - zeros + BIAS;
    if (exponent <= 0) {
      return NONE;
    }
    boolean tie =
        Long.compareUnsigned(lower, 1) <= 0
            && power >= FIRST_TIE
            && power <= LAST_TIE
            && (mantissa & 3) == 1
            && mantissa << shift == upper;
    mantissa = (mantissa + (tie ? 0 : mantissa & 1)) >>> 1;
    if (mantissa == 1L << MANTISSA + 1) {
      mantissa >>>= 1;
      exponent++;
    }
    return exponent >= INFINITE
        ? NONE
        : mantissa & (1L << MANTISSA) - 1 | (long) exponent << MANTISSA;
  }

  /** Of ten to that power, times 2^63: the whole part of its logarithm, exact for these powers. */
  private static int binaryExponent(int power) {
    return (217_706 * power >> 16) + Long.SIZE - 1;
  }
}
