package io.weir.plugins.perturbation;

import io.weir.plugins.perturbation.Bounds.Policy;
import io.weir.spi.MethodException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Noise on doubles; infinities and NaN stay, finite numbers stay finite. */
final class DoublePerturbation {
  private final double low;
  private final double high;
  private final Policy policy;
  private final Optional<Multiples> multiples;

  DoublePerturbation(Optional<Bounds> bounds, Optional<BigDecimal> multiple) {
    policy = bounds.map(Bounds::policy).orElse(Policy.NONE);
    low = bounds.map(it -> it.low().doubleValue()).orElse(-Double.MAX_VALUE);
    high = bounds.map(it -> it.high().doubleValue()).orElse(Double.MAX_VALUE);
    multiples = multiple.map(it -> new Multiples(it, bounds));
  }

  double apply(double value, Noise noise, Draws draws) {
    if (policy == Policy.NONE && !Double.isFinite(value)) {
      return value;
    }
    if (Double.isNaN(value)) {
      throw notANumber();
    }
    double result =
        switch (policy) {
          case NONE, CLAMP -> Math.clamp(sum(value, value, noise, draws), low, high);
          case REFLECT -> {
            double sum = Math.clamp(sum(value, value, noise, draws), -1e300, 1e300);
            yield Math.clamp(low + Bounds.fold(sum - low, high - low), low, high);
          }
          case REDRAW -> redrawn(value, noise, draws);
        };
    return multiples.isPresent() && Double.isFinite(result)
        ? multiples.get().nearest(result)
        : result;
  }

  private double redrawn(double value, Noise noise, Draws draws) {
    double from = Math.clamp(value, low, high);
    double sum = from;
    for (int i = 0; i < Bounds.TRIES; i++) {
      sum = sum(from, value, noise, draws);
      if (sum >= low && sum <= high) {
        return sum;
      }
    }
    return Math.clamp(sum, low, high);
  }

  private static double sum(double from, double value, Noise noise, Draws draws) {
    return from + noise.draw(value, draws);
  }

  static MethodException notANumber() {
    return new MethodException(
        "A column of doubles that must stay inside of bounds holds NaN.",
        "Declare a range for the column: NaN is never inside of one.");
  }

  /** Doubles that are nearest to the multiples of a decimal number. */
  static final class Multiples {
    private static final double EXACT = 0x1p53;
    private final BigDecimal multiple;
    private final double step;
    private final double unscaled;
    private final double power;
    private final boolean fast;
    private final double least;
    private final double greatest;

    Multiples(BigDecimal multiple, Optional<Bounds> bounds) {
      this.multiple = multiple.scale() < 0 ? multiple.setScale(0) : multiple;
      step = multiple.doubleValue();
      unscaled = this.multiple.unscaledValue().doubleValue();
      fast = this.multiple.scale() <= 22 && this.multiple.unscaledValue().bitLength() <= 53;
      power = BigDecimal.TEN.pow(this.multiple.scale()).doubleValue();
      least =
          bounds
              .map(it -> it.low().divide(multiple, 0, RoundingMode.CEILING).doubleValue())
              .orElse(-Double.MAX_VALUE);
      greatest =
          bounds
              .map(it -> it.high().divide(multiple, 0, RoundingMode.FLOOR).doubleValue())
              .orElse(Double.MAX_VALUE);
    }

    double nearest(double value) {
      return at(Math.rint(value / step), value);
    }

    /** Up as often as the distance to the multiple below is part of the whole. */
    double random(double value, Draws draws) {
      double index = value / step;
      double below = Math.floor(index);
      return at(draws.unit() < index - below ? below + 1 : below, value);
    }

    private double at(double index, double value) {
      if (Math.abs(index) >= EXACT) {
        return Math.clamp(value, least * step, greatest * step);
      }
      double limited = Math.clamp(index, least, greatest);
      double product = limited * unscaled;
      if (fast && Math.abs(product) < EXACT) {
        return product / power + 0.0;
      }
      return multiple.multiply(BigDecimal.valueOf((long) limited)).doubleValue();
    }
  }
}
