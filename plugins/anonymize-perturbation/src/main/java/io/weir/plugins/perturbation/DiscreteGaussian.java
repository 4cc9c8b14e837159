package io.weir.plugins.perturbation;

import java.math.BigInteger;

/**
 * Whole numbers y with probability in proportion to {@code exp(-y² / (2σ²))}, exactly, where σ² is
 * a fraction (Canonne, Kamath and Steinke 2020, algorithm 3).
 */
final class DiscreteGaussian implements WholeNoise {
  private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(62);

  /** Differences of numbers up to it have squares that fit a long. */
  private static final long NEAR = 1L << 31;

  private final long numerator;
  private final long denominator;
  private final long step;
  private final DiscreteLaplace proposal;
  private final BigInteger divisor;

  /** Below it what decides on a candidate fits a long. */
  private final long nearby;

  /**
   * σ² is {@code numerator / denominator}.
   *
   * @param numerator from 1 to 2^52
   * @param denominator from 1 to 2^20
   */
  DiscreteGaussian(long numerator, long denominator) {
    if (numerator < 1
        || numerator > DiscreteLaplace.MOST
        || denominator < 1
        || denominator > 1 << 20) {
      throw new IllegalArgumentException("a fraction up to 2^52 over up to 2^20");
    }
    this.numerator = numerator;
    this.denominator = denominator;
    this.step =
        BigInteger.valueOf(numerator / denominator).sqrt().longValueExact() + 1; // floor(σ) + 1
    this.proposal = new DiscreteLaplace(step, 1);
    this.divisor =
        BigInteger.valueOf(numerator)
            .multiply(BigInteger.valueOf(denominator))
            .multiply(BigInteger.valueOf(step).pow(2))
            .shiftLeft(1);
    this.nearby = divisor.compareTo(SAFE) < 0 && numerator < NEAR ? NEAR / step / denominator : 0;
  }

  /**
   * The proposal is accepted with probability {@code exp(-(|y| - σ²/t)² / (2σ²))}, which is {@code
   * exp(-(|y|·t·d - n)² / (2·n·d·t²))} for σ² = n/d.
   */
  @Override
  public long draw(Draws draws) {
    while (true) {
      long candidate = proposal.draw(draws);
      if (accept(Math.abs(candidate), draws)) {
        return candidate;
      }
    }
  }

  private boolean accept(long magnitude, Draws draws) {
    if (magnitude < nearby) {
      long distance = magnitude * (step * denominator) - numerator;
      return ExactBernoulli.exp(distance * distance, divisor.longValue(), draws);
    }
    BigInteger distance =
        BigInteger.valueOf(magnitude)
            .multiply(BigInteger.valueOf(step * denominator))
            .subtract(BigInteger.valueOf(numerator));
    BigInteger dividend = distance.multiply(distance);
    BigInteger common = dividend.gcd(divisor);
    BigInteger top = dividend.divide(common);
    BigInteger bottom = divisor.divide(common);
    if (top.compareTo(SAFE) < 0 && bottom.compareTo(SAFE) < 0) {
      return ExactBernoulli.exp(top.longValue(), bottom.longValue(), draws);
    }
    BigInteger[] parts = top.divideAndRemainder(bottom);
    if (parts[0].compareTo(BigInteger.valueOf(1 << 12)) > 0) {
      return false; // exp(-4096) is less than one in 10^1700
    }
    return ExactBernoulli.exp(parts[0].longValue(), 1, draws)
        && expOfFraction(parts[1], bottom, draws);
  }

  private static boolean expOfFraction(BigInteger top, BigInteger bottom, Draws draws) {
    if (top.signum() == 0) {
      return true;
    }
    long steps = 1;
    while (below(bottom, draws).compareTo(top) < 0 && ExactBernoulli.fraction(1, steps, draws)) {
      steps++;
    }
    return (steps & 1) == 1;
  }

  /** A number below a bound, each as probable as the others. */
  private static BigInteger below(BigInteger bound, Draws draws) {
    int longs = (bound.bitLength() + 63) / 64;
    BigInteger mask = BigInteger.ONE.shiftLeft(bound.bitLength()).subtract(BigInteger.ONE);
    while (true) {
      BigInteger bits = BigInteger.ZERO;
      for (int i = 0; i < longs; i++) {
        bits = bits.shiftLeft(64).or(BigInteger.valueOf(draws.next()).and(WORD));
      }
      bits = bits.and(mask);
      if (bits.compareTo(bound) < 0) {
        return bits;
      }
    }
  }

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
}
