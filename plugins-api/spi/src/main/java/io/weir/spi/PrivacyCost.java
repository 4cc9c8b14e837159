package io.weir.spi;

import java.math.BigDecimal;

/**
 * What a use of a method spends of a budget of local differential privacy: whatever two values one
 * cell could have, any set of results is at most {@code e^epsilon} times as probable (plus {@code
 * delta}) for the one as for the other. Costs of several cells of the same person, and of several
 * releases, add up.
 *
 * @param epsilon above 0
 * @param delta from 0, below 1
 * @param recurrence when it is spent again
 */
public record PrivacyCost(BigDecimal epsilon, BigDecimal delta, Recurrence recurrence) {

  /** When a cost is spent again in a later version of the module. */
  public enum Recurrence {
    /** In each version, for something new is drawn each time. */
    EACH_VERSION,
    /**
     * When a cell's value has changed; that it changed can be seen. A value that stays gets the
     * same result again, which spends nothing.
     */
    EACH_NEW_VALUE
  }

  public PrivacyCost {
    if (epsilon.signum() <= 0) {
      throw new IllegalArgumentException("epsilon must be above 0");
    }
    if (delta.signum() < 0 || delta.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException("delta must be from 0 and below 1");
    }
  }

  /**
   * Both costs together by basic composition, which is sound whatever the methods are. It recurs
   * with each version unless neither does.
   */
  public PrivacyCost plus(PrivacyCost other) {
    BigDecimal deltas = delta.add(other.delta);
    if (deltas.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException("together they promise nothing: delta reaches 1");
    }
    return new PrivacyCost(
        epsilon.add(other.epsilon),
        deltas,
        recurrence == other.recurrence ? recurrence : Recurrence.EACH_VERSION);
  }
}
