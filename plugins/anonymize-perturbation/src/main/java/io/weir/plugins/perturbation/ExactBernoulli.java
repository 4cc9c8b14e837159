package io.weir.plugins.perturbation;

/**
 * Coins that fall with exactly a given probability, without any floating-point number (Canonne,
 * Kamath and Steinke, The discrete Gaussian for differential privacy, 2020, algorithm 1).
 */
final class ExactBernoulli {
  private ExactBernoulli() {}

  /** True with probability {@code exp(-numerator / denominator)}. */
  static boolean exp(long numerator, long denominator, Draws draws) {
    for (long whole = numerator / denominator; whole > 0; whole--) {
      if (!expOfFraction(1, 1, draws)) {
        return false;
      }
    }
    return expOfFraction(numerator % denominator, denominator, draws);
  }

  /** The same for a fraction from 0 to 1. */
  private static boolean expOfFraction(long numerator, long denominator, Draws draws) {
    if (numerator == 0) {
      return true;
    }
    long steps = 1;
    while (fraction(numerator, denominator, draws) && fraction(1, steps, draws)) {
      steps++;
    }
    return (steps & 1) == 1;
  }

  /** True with a probability that is a fraction from 0 to 1. */
  static boolean fraction(long numerator, long denominator, Draws draws) {
    return numerator == denominator || draws.below(denominator) < numerator;
  }
}
