package io.weir.spi;

/** What a use of a method promises of its result, whatever the records are. */
public enum Trait {
  /** Different values stay different, so that a key stays a key. */
  DISTINCT_STAYS_DISTINCT,
  /** An empty value stays empty, and no other becomes empty. */
  EMPTIES_STAY,
  /** The column holds the same values as before, each as often, if in other records. */
  VALUES_STAY,
  /**
   * Records change their places in the table as a whole: what the columns hold that are neither
   * removed nor new is the same records as before, in another order.
   */
  RECORDS_MOVE,
  /**
   * Values stay inside the bounds that the parameters name, so a declared range still holds if it
   * includes them.
   */
  STAYS_IN_BOUNDS,
  /** The same record gets the same result in every version of the module. */
  STABLE_ACROSS_VERSIONS
}
