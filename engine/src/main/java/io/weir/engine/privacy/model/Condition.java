package io.weir.engine.privacy.model;

import io.weir.engine.privacy.table.LevelTable;

/**
 * What is promised of the values of one sensitive column in every class. Where a figure is compared
 * with a limit, a difference up to {@link #ROUNDING} is taken for rounding.
 */
public sealed interface Condition {
  /** The difference that is taken for rounding. */
  double ROUNDING = 1e-9;

  /** The number of the sensitive column in the tuple table. */
  int column();

  /** No class with fewer records can fulfil it. */
  int fewest();

  /**
   * Whether a class that fulfils it does so still when any other records join it, be they of a
   * class that fulfils it or not.
   */
  default boolean growing() {
    return this instanceof Distinct;
  }

  /** At least {@code l} different values. */
  record Distinct(int column, int l) implements Condition {
    @Override
    public int fewest() {
      return l;
    }
  }

  /** The entropy of the values is at least {@code log l} (Machanavajjhala et al. 2006). */
  record Entropy(int column, double l) implements Condition {
    @Override
    public int fewest() {
      return (int) Math.ceil(l - ROUNDING);
    }
  }

  /**
   * With counts r1 ≥ r2 ≥ …: r1 &lt; c (r_l + r_(l+1) + …) (Machanavajjhala et al. 2006).
   *
   * @param c greater than 0
   */
  record Recursive(int column, double c, int l) implements Condition {
    @Override
    public int fewest() {
      return l;
    }
  }

  /**
   * The earth mover's distance of the distribution in the class to that among all records of the
   * table, suppressed ones too, is at most {@code t} (Li et al. 2007).
   */
  record Closeness(int column, double t, Ground ground) implements Condition {
    @Override
    public int fewest() {
      return 1;
    }
  }

  /** How far two values of a sensitive column are from each other, 0 to 1. */
  sealed interface Ground {
    /** Any two are 1 apart. */
    record Equal() implements Ground {}

    /**
     * As many steps as lie between them, of the steps from the first to the last.
     *
     * @param ranks the place of each code in the order, each from 0 to the last once
     */
    record Ordered(int[] ranks) implements Ground {
      public Ordered {
        ranks = ranks.clone();
      }
    }

    /** As high as their nearest common ancestor, of the height of the root. */
    record Hierarchical(LevelTable levels) implements Ground {}
  }
}
