package io.weir.plugins.perturbation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Whole numbers y with probability in proportion to {@code exp(-|y| × inverse / scale)}, exactly:
 * the discrete Laplace distribution of scale {@code scale / inverse} (Canonne, Kamath and Steinke
 * 2020, algorithm 2).
 *
 * @param scale from 1 to 2^52
 * @param inverse from 1 to 2^52
 */
record DiscreteLaplace(long scale, long inverse) implements WholeNoise {
  /** Numerators and denominators up to this one leave room for the sums and products made here. */
  static final long MOST = 1L << 52;

  DiscreteLaplace {
    if (scale < 1 || scale > MOST || inverse < 1 || inverse > MOST) {
      throw new IllegalArgumentException("a fraction of numbers from 1 to 2^52");
    }
  }

  /**
   * With {@code exp(-|y| × epsilon / range)}: numbers at most {@code range} apart are told apart
   * with epsilon at most; empty if the fraction has too many digits.
   */
  static Optional<DiscreteLaplace> of(BigDecimal epsilon, long range) {
    BigDecimal exact = epsilon.stripTrailingZeros();
    if (exact.scale() > 18 || exact.precision() - exact.scale() > 18) {
      return Optional.empty();
    }
    BigInteger inverse = exact.movePointRight(Math.max(0, exact.scale())).toBigIntegerExact();
    BigInteger scale =
        BigInteger.TEN.pow(Math.max(0, exact.scale())).multiply(BigInteger.valueOf(range));
    BigInteger divisor = scale.gcd(inverse);
    scale = scale.divide(divisor);
    inverse = inverse.divide(divisor);
    BigInteger most = BigInteger.valueOf(MOST);
    return scale.compareTo(most) > 0 || inverse.compareTo(most) > 0
        ? Optional.empty()
        : Optional.of(new DiscreteLaplace(scale.longValueExact(), inverse.longValueExact()));
  }

  @Override
  public long draw(Draws draws) {
    while (true) {
      long rest = draws.below(scale);
      if (!ExactBernoulli.exp(rest, scale, draws)) {
        continue;
      }
      long whole = 0;
      while (whole < 1 << 10 && ExactBernoulli.exp(1, 1, draws)) {
        whole++;
      }
      long magnitude = (rest + scale * whole) / inverse;
      if (draws.bit()) {
        if (magnitude == 0) {
          continue;
        }
        return -magnitude;
      }
      return magnitude;
    }
  }
}
