package io.weir.plugins.perturbation;

import io.weir.plugins.perturbation.Bounds.Policy;
import io.weir.spi.DecimalColumn;
import io.weir.spi.MethodException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Noise on exact decimals. A value keeps its digits after the point (none, if it is written with
 * fewer than none), or gets those of the multiple it is rounded to. Where everything fits a long
 * nothing else is used.
 */
final class DecimalPerturbation {
  static final int LARGEST = 300;

  private static final int MOST_DIGITS = 18;
  private static final long SAFE = 1L << 60;
  private static final long[] POWERS = powers();

  private final Optional<Bounds> bounds;
  private final Optional<BigDecimal> multiple;

  /** By digits after the point, those of the value or of the multiple; null where it cannot be. */
  private final @Nullable LongPerturbation[] plans = new LongPerturbation[MOST_DIGITS + 1];

  DecimalPerturbation(Optional<Bounds> bounds, Optional<BigDecimal> multiple) {
    this.bounds = bounds;
    this.multiple = multiple.map(it -> it.setScale(Math.max(0, it.scale())));
    for (int scale = 0; scale < plans.length; scale++) {
      plans[scale] = plan(scale);
    }
  }

  private @Nullable LongPerturbation plan(int scale) {
    BigDecimal power = BigDecimal.ONE.movePointRight(scale);
    BigDecimal step = multiple.map(it -> it.multiply(power)).orElse(BigDecimal.ONE);
    BigDecimal low = bounds.map(it -> it.low().multiply(power)).orElse(BigDecimal.valueOf(-SAFE));
    BigDecimal high = bounds.map(it -> it.high().multiply(power)).orElse(BigDecimal.valueOf(SAFE));
    if (multiple.isPresent() && multiple.get().scale() > scale
        || step.compareTo(BigDecimal.valueOf(SAFE)) > 0
        || low.compareTo(BigDecimal.valueOf(-SAFE)) < 0
        || high.compareTo(BigDecimal.valueOf(SAFE)) > 0) {
      return null;
    }
    BigDecimal first = low.setScale(0, RoundingMode.CEILING);
    BigDecimal last = high.setScale(0, RoundingMode.FLOOR);
    if (first.compareTo(last) > 0) {
      return null;
    }
    return new LongPerturbation(
        first.longValueExact(),
        last.longValueExact(),
        bounds.map(Bounds::policy).orElse(Policy.NONE),
        false,
        step.longValueExact());
  }

  void apply(
      DecimalColumn column, int row, Noise noise, Draws draws, DecimalColumn.Builder results) {
    if (column.isSmall(row)) {
      int own = column.scale(row);
      int scale = Math.max(own, multiple.map(BigDecimal::scale).orElse(0));
      if (own >= 0 && scale <= MOST_DIGITS) {
        LongPerturbation plan = plans[scale];
        long unscaled = column.unscaled(row) * POWERS[scale - own];
        boolean fits =
            Math.multiplyHigh(column.unscaled(row), POWERS[scale - own]) == unscaled >> 63
                && Math.abs(unscaled) < SAFE;
        if (plan != null && fits) {
          long result = plan.apply(unscaled, POWERS[scale], noise, draws);
          if (bounds.isPresent() || Math.abs(result) < SAFE - plan.multiple()) {
            append(result, scale, results);
            return;
          }
          draws.seek(row);
        }
      }
    }
    results.append(apply(column.value(row), noise, draws));
  }

  private void append(long unscaled, int scale, DecimalColumn.Builder results) {
    if (multiple.isEmpty()) {
      results.append(unscaled, scale);
    } else {
      int kept = multiple.get().scale();
      results.append(unscaled / POWERS[scale - kept], kept);
    }
  }

  private BigDecimal apply(BigDecimal value, Noise noise, Draws draws) {
    requireReasonable(value);
    int scale = Math.max(0, value.scale());
    BigDecimal result =
        bounds.isEmpty()
            ? sum(value, value, scale, noise, draws)
            : bounded(value, scale, noise, draws, bounds.get());
    if (multiple.isEmpty()) {
      return result;
    }
    BigDecimal step = multiple.get();
    BigDecimal index = result.divide(step, 0, RoundingMode.HALF_EVEN);
    if (bounds.isPresent()) {
      index =
          index
              .max(bounds.get().low().divide(step, 0, RoundingMode.CEILING))
              .min(bounds.get().high().divide(step, 0, RoundingMode.FLOOR));
    }
    return index.multiply(step);
  }

  private static BigDecimal bounded(
      BigDecimal value, int scale, Noise noise, Draws draws, Bounds bounds) {
    BigDecimal first = bounds.low().setScale(scale, RoundingMode.CEILING);
    BigDecimal last = bounds.high().setScale(scale, RoundingMode.FLOOR);
    boolean fine = first.compareTo(last) <= 0;
    BigDecimal low = fine ? first : bounds.low();
    BigDecimal high = fine ? last : bounds.high();
    return switch (bounds.policy()) {
      case NONE -> sum(value, value, scale, noise, draws);
      case CLAMP -> clamp(sum(value, value, scale, noise, draws), low, high);
      case REFLECT -> {
        BigDecimal sum = sum(value, value, scale, noise, draws);
        yield low.add(Bounds.fold(sum.subtract(low), high.subtract(low)));
      }
      case REDRAW -> {
        BigDecimal from = clamp(value.setScale(scale), low, high);
        BigDecimal sum = from;
        for (int i = 0; i < Bounds.TRIES; i++) {
          sum = sum(from, value, scale, noise, draws);
          if (sum.compareTo(low) >= 0 && sum.compareTo(high) <= 0) {
            break;
          }
        }
        yield clamp(sum, low, high);
      }
    };
  }

  private static BigDecimal sum(
      BigDecimal from, BigDecimal value, int scale, Noise noise, Draws draws) {
    double drawn =
        Math.clamp(noise.draw(value.doubleValue(), draws), -Double.MAX_VALUE, Double.MAX_VALUE);
    return from.add(new BigDecimal(drawn).setScale(scale, RoundingMode.HALF_EVEN))
        .setScale(Math.max(scale, from.scale()));
  }

  private static BigDecimal clamp(BigDecimal value, BigDecimal low, BigDecimal high) {
    return value.max(low).min(high);
  }

  /** Numbers that would fill pages are refused rather than worked on for hours. */
  static void requireReasonable(BigDecimal value) {
    if (value.scale() > LARGEST || (long) value.precision() - value.scale() > LARGEST) {
      throw new MethodException(
          "A decimal number has more than " + LARGEST + " digits before or after the point.",
          "Declare a range or a format for the column, so that such values do not come in.");
    }
  }

  private static long[] powers() {
    long[] powers = new long[MOST_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
