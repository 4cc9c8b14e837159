package io.weir.engine.privacy.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is promised against somebody who knows the population that records are drawn from. Decided
 * exactly, without any rounding.
 *
 * @param kMap how many persons of the population each published class fits at least: 1 promises
 *     that somebody does
 * @param presence which share of the persons of a class may be in the table; empty if any may
 */
public record PopulationPromise(int kMap, Optional<Presence> presence) {
  /** The double of a product of a share and a count is nearer than this to the product. */
  private static final double FAR = 1e-3;

  public PopulationPromise {
    if (kMap < 1) {
      throw new IllegalArgumentException("a class fits at least one person");
    }
  }

  /**
   * Bounds of the share of a class's persons that are in the table, 0 to 1.
   *
   * @param least above 0, every person of the population has to be in a published class
   */
  public record Presence(BigDecimal least, BigDecimal greatest) {}

  /** k-map alone. */
  public static PopulationPromise ofKMap(int kMap) {
    return new PopulationPromise(kMap, Optional.empty());
  }

  /** Whether every person of the population has to be in a published class. */
  public boolean coversAll() {
    return presence.isPresent() && presence.get().least().signum() > 0;
  }

  /** Whether so many persons are enough. */
  public boolean maps(int persons) {
    return persons >= kMap;
  }

  /** Whether so many records are a share of so many persons as promised. */
  public boolean present(int records, int persons) {
    return presence.isEmpty()
        || compare(records, presence.get().least(), persons) >= 0
            && compare(records, presence.get().greatest(), persons) <= 0;
  }

  private static int compare(int records, BigDecimal share, int persons) {
    double difference = records - share.doubleValue() * persons;
    return Math.abs(difference) > FAR
        ? (int) Math.signum(difference)
        : BigDecimal.valueOf(records).compareTo(share.multiply(BigDecimal.valueOf(persons)));
  }
}
