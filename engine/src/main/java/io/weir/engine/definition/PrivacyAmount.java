package io.weir.engine.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * So much of differential privacy: what is spent, or what may be. Amounts add up by basic
 * composition, which is sound whatever was published and however it hangs together.
 *
 * @param epsilon from 0, with at most 30 digits after the point; a billion stands for more, too
 * @param delta likewise; what amounts to 1 promises nothing
 */
public record PrivacyAmount(BigDecimal epsilon, BigDecimal delta) {
  private static final int PLACES = 30;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal LEAST = BigDecimal.ONE.movePointLeft(PLACES);

  /** Numbers with more digits are rounded up. */
  public PrivacyAmount {
    epsilon = bounded(epsilon);
    delta = bounded(delta);
  }

  public static PrivacyAmount none() {
    return new PrivacyAmount(BigDecimal.ZERO, BigDecimal.ZERO);
  }

  public boolean amountsToNothing() {
    return epsilon.signum() == 0 && delta.signum() == 0;
  }

  public PrivacyAmount plus(PrivacyAmount other) {
    return new PrivacyAmount(epsilon.add(other.epsilon), delta.add(other.delta));
  }

  /** What is left of this when the other is gone; never less than nothing. */
  public PrivacyAmount minus(PrivacyAmount other) {
    return new PrivacyAmount(
        epsilon.subtract(other.epsilon).max(BigDecimal.ZERO),
        delta.subtract(other.delta).max(BigDecimal.ZERO));
  }

  /** The lesser epsilon and the lesser delta. */
  public PrivacyAmount least(PrivacyAmount other) {
    return new PrivacyAmount(epsilon.min(other.epsilon), delta.min(other.delta));
  }

  public boolean fits(PrivacyAmount budget) {
    return epsilon.compareTo(budget.epsilon) <= 0 && delta.compareTo(budget.delta) <= 0;
  }

  /** As people read it: {@code epsilon 1.5}, {@code epsilon 1 and delta 0.000001}. */
  public String words() {
    String words = "epsilon " + epsilon.toPlainString();
    return delta.signum() == 0 ? words : words + " and delta " + delta.toPlainString();
  }

  /** Cut to a size that can be added and printed, whatever a method claims. */
  private static BigDecimal bounded(BigDecimal number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException("an amount of privacy is not below 0");
    }
    if (number.compareTo(MOST) >= 0) {
      return MOST;
    }
    if (number.signum() > 0 && number.compareTo(LEAST) < 0) {
      return LEAST;
    }
    BigDecimal rounded =
        number.scale() > PLACES ? number.setScale(PLACES, RoundingMode.CEILING) : number;
    BigDecimal shortest = rounded.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
