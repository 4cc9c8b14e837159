package io.weir.plugins.perturbation;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of doubles without any rounding, so that the order of terms and of merges does not matter:
 * a fixed-point number wide enough for all of them (Neal, Fast exact summation using small and
 * large superaccumulators, 2015).
 */
final class ExactSum {
  private static final int LIMBS = 68;
  private static final int LOWEST = 1_074;
  private static final long MASK = 0xFFFF_FFFFL;

  /** Each addition changes a limb by less than 2^32, and 2^30 of them fit. */
  private static final int CARRY_AFTER = 1 << 30;

  private final long[] limbs = new long[LIMBS];
  private int additions;

  /**
   * @param value finite
   */
  void add(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52 & 0x7FF);
    long mantissa = bits & 0xF_FFFF_FFFF_FFFFL;
    if (exponent == 0x7FF) {
      throw new IllegalArgumentException("not a finite number");
    }
    if (exponent > 0) {
      mantissa |= 1L << 52;
      exponent--;
    }
    int limb = exponent >>> 5;
    int shift = exponent & 31;
    long sign = bits < 0 ? -1 : 1;
    limbs[limb] += sign * (mantissa << shift & MASK);
    limbs[limb + 1] += sign * (mantissa >>> 32 - shift & MASK);
    limbs[limb + 2] += sign * (shift == 0 ? 0 : mantissa >>> 64 - shift);
    if (++additions == CARRY_AFTER) {
      carry();
    }
  }

  void merge(ExactSum other) {
    carry();
    other.carry();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    additions = 2;
  }

  /** Leaves each limb but the last from 0 to 2^32 - 1. */
  private void carry() {
    for (int i = 0; i < LIMBS - 1; i++) {
      limbs[i + 1] += limbs[i] >> 32;
      limbs[i] &= MASK;
    }
    additions = 1;
  }

  BigDecimal value() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    int zeros = sum.signum() == 0 ? LOWEST : Math.min(LOWEST, sum.getLowestSetBit());
    return new BigDecimal(sum.shiftRight(zeros))
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(LOWEST - zeros)));
  }
}
