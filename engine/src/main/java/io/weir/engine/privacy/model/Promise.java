package io.weir.engine.privacy.model;

import java.util.List;
import java.util.Optional;

/**
 * What must hold for every class that is published.
 *
 * @param k how many records it has at least
 * @param conditions on its sensitive values
 * @param population on the persons it may be drawn from
 * @param maxSuppressed the share of all records that may be suppressed, 0 to 1
 * @param empties what an empty value of a quasi-identifier is
 */
public record Promise(
    int k,
    List<Condition> conditions,
    Optional<PopulationPromise> population,
    double maxSuppressed,
    Empties empties) {
  public Promise {
    conditions = List.copyOf(conditions);
    if (k < 1 || !(maxSuppressed >= 0 && maxSuppressed <= 1)) {
      throw new IllegalArgumentException("k from 1 and a share from 0 to 1 are needed");
    }
  }

  /** k-anonymity alone. */
  public static Promise ofK(int k, double maxSuppressed) {
    return new Promise(k, List.of(), Optional.empty(), maxSuppressed, Empties.CATEGORY);
  }

  /** The same with one more condition. */
  public Promise with(Condition condition) {
    List<Condition> more = new java.util.ArrayList<>(conditions);
    more.add(condition);
    return new Promise(k, more, population, maxSuppressed, empties);
  }

  /** The same against a population. */
  public Promise with(PopulationPromise promise) {
    return new Promise(k, conditions, Optional.of(promise), maxSuppressed, empties);
  }

  /** The same with another meaning of empties. */
  public Promise with(Empties meaning) {
    return new Promise(k, conditions, population, maxSuppressed, meaning);
  }

  /** How many of so many records may be suppressed. */
  public int limit(int records) {
    return (int) Math.floor(maxSuppressed * records + Condition.ROUNDING);
  }

  /** No class with fewer records can be published. */
  public int fewest() {
    int fewest = k;
    for (Condition condition : conditions) {
      fewest = Math.max(fewest, condition.fewest());
    }
    return fewest;
  }

  /**
   * Whether a record that is published at some levels is so at all higher ones: true of k, distinct
   * diversity and k-map, which only grow; not of entropy and recursive diversity, closeness and
   * δ-presence, which a class may lose when records join it that were suppressed.
   */
  public boolean growing() {
    return conditions.stream().allMatch(Condition::growing)
        && population.flatMap(PopulationPromise::presence).isEmpty();
  }
}
