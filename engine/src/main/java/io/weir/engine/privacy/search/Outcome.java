package io.weir.engine.privacy.search;

import java.util.List;
import java.util.Optional;

/** What came of a search. */
public sealed interface Outcome {
  /** How many nodes were checked (for Mondrian: how many ways to divide a class). */
  int checked();

  /** Whether the search was stopped before its end. */
  boolean cut();

  /**
   * A solution that keeps the promise.
   *
   * @param population what becomes of the persons that records are drawn from, in the same classes;
   *     given if the promise is about them. Persons in none of the classes are free: wherever they
   *     are put, they break no promise
   * @param rounds the levels by column that were applied one after the other, each to the records
   *     that the one before had suppressed; one for a full-domain solution, none for Mondrian
   * @param utility the metric's figure; less is better
   * @param optimal whether it is proven that no full-domain solution is better
   */
  record Found(
      Recoding recoding,
      Optional<Recoding> population,
      List<int[]> rounds,
      double utility,
      int suppressed,
      boolean optimal,
      boolean cut,
      int checked,
      Lattice lattice)
      implements Outcome {
    public Found {
      rounds = List.copyOf(rounds);
    }
  }

  /** No solution; there is none unless the search was cut. */
  record NotFound(boolean cut, int checked, Lattice lattice) implements Outcome {}
}
