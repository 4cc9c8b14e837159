package io.weir.plugins.perturbation;

import io.weir.spi.InvalidParameters;

/**
 * What is added to a value, as a double in the column's unit. Its sums are not differentially
 * private: the doubles near 0 lie closer than those far from it. {@link StrictMath} gives the same
 * on every machine.
 */
interface Noise {
  /**
   * @param value the value itself, for noise that grows with it
   * @param draws at the record's stream
   */
  double draw(double value, Draws draws);

  /** Density {@code exp(-|x| / b) / 2b}; variance 2b². */
  static Noise laplace(double b) {
    return (_, draws) -> {
      long bits = draws.next();
      double unit = ((bits >>> 12) + 0.5) * 0x1p-52;
      double magnitude = -b * StrictMath.log(unit);
      return (bits & 1) == 0 ? magnitude : -magnitude;
    };
  }

  /** The normal distribution of mean 0 and standard deviation σ. */
  static Noise gaussian(double sigma) {
    return (_, draws) -> sigma * standardNormal(draws);
  }

  /** Each number from -w to w as probable as the others. */
  static Noise uniform(double w) {
    return (_, draws) -> w * (2 * draws.unit() - 1);
  }

  /** A factor of mean 1 and standard deviation s that is never below 0 (log-normal). */
  static Noise byLogNormal(double s) {
    double variance = StrictMath.log1p(s * s);
    double sigma = Math.sqrt(variance);
    return (value, draws) -> value * StrictMath.expm1(sigma * standardNormal(draws) - variance / 2);
  }

  /** A factor of mean 1 and standard deviation s that may be below 0. */
  static Noise byGaussian(double s) {
    return (value, draws) -> value * s * standardNormal(draws);
  }

  /** A factor from 1 - w to 1 + w. */
  static Noise byUniform(double w) {
    return (value, draws) -> value * w * (2 * draws.unit() - 1);
  }

  /**
   * @param scale b of laplace, σ of gaussian, half the width of uniform
   */
  static Noise of(String distribution, double scale) {
    return switch (distribution) {
      case "laplace" -> laplace(scale);
      case "gaussian" -> gaussian(scale);
      case "uniform" -> uniform(scale);
      default ->
          throw new InvalidParameters(
              "distribution", "\"distribution\" must be one of laplace, gaussian, uniform");
    };
  }

  /** Box and Muller, A note on the generation of random normal deviates, 1958. */
  static double standardNormal(Draws draws) {
    double radius = Math.sqrt(-2 * StrictMath.log(draws.unit()));
    return radius * StrictMath.cos(2 * Math.PI * draws.unit());
  }
}
