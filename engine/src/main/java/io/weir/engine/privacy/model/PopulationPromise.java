package io.weir.engine.privacy.model;

/**
 * What is promised against somebody who knows the population that records are drawn from.
 *
 * @param kMap how many persons of the population share a class's values at least; 1 promises that
 *     somebody does, 0 nothing
 * @param leastPresent the least share of the persons of a class that are in the table. Above 0 no
 *     class of the population may be without a record
 * @param mostPresent the greatest
 */
public record PopulationPromise(int kMap, double leastPresent, double mostPresent) {
  /** k-map alone. */
  public static PopulationPromise ofKMap(int kMap) {
    return new PopulationPromise(kMap, 0, Double.POSITIVE_INFINITY);
  }

  /** Whether δ-presence is promised. */
  public boolean presence() {
    return leastPresent > 0 || mostPresent < Double.POSITIVE_INFINITY;
  }

  /** Whether a class of so many records and persons is as promised. */
  public boolean holds(int records, int persons) {
    return persons >= kMap && present(records, persons);
  }

  private boolean present(int records, int persons) {
    return !presence()
        || records >= (leastPresent - Condition.ROUNDING) * persons
            && records <= (mostPresent + Condition.ROUNDING) * persons;
  }
}
