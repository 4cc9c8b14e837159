package io.weir.engine.privacy.model;

import java.util.Arrays;

/** Tells whether classes fulfil a condition. Keeps arrays of its own: one for each thread. */
public final class ConditionCheck {
  private final Condition condition;
  private final double[] shares;
  private final double[] difference;
  private final int[] sorted;

  /**
   * @param all the values of the column among all records of the table
   */
  public ConditionCheck(Condition condition, ValueCounts all) {
    this.condition = condition;
    shares = new double[all.cardinality()];
    for (int value = 0; value < shares.length; value++) {
      shares[value] = (double) all.count(value) / Math.max(1, all.size());
    }
    difference = new double[shares.length];
    sorted = new int[shares.length];
  }

  public boolean holds(ValueCounts values) {
    return switch (condition) {
      case Condition.Distinct distinct -> values.distinct() >= distinct.l();
      case Condition.Entropy entropy ->
          entropy(values) >= Math.log(entropy.l()) - Condition.ROUNDING;
      case Condition.Recursive recursive -> recursive(values, recursive.c(), recursive.l());
      case Condition.Closeness closeness ->
          distance(values, closeness.ground()) <= closeness.t() + Condition.ROUNDING;
    };
  }

  private static double entropy(ValueCounts values) {
    double sum = 0;
    for (int at = 0; at < values.distinct(); at++) {
      double count = values.count(values.value(at));
      sum += count * Math.log(count);
    }
    return Math.log(values.size()) - sum / values.size();
  }

  private boolean recursive(ValueCounts values, double c, int l) {
    if (values.distinct() < l) {
      return false;
    }
    for (int at = 0; at < values.distinct(); at++) {
      sorted[at] = values.count(values.value(at));
    }
    Arrays.sort(sorted, 0, values.distinct());
    long tail = 0;
    for (int at = 0; at <= values.distinct() - l; at++) {
      tail += sorted[at];
    }
    return sorted[values.distinct() - 1] < c * tail;
  }

  private double distance(ValueCounts values, Condition.Ground ground) {
    return switch (ground) {
      case Condition.Ground.Equal equal -> equal(values);
      case Condition.Ground.Ordered ordered -> ordered(values, ordered.ranks());
      case Condition.Ground.Hierarchical hierarchical ->
          new TreeDistance(hierarchical.levels()).of(differences(values));
    };
  }

  /** Half of the sum of all differences: what is too much somewhere is too little elsewhere. */
  private double equal(ValueCounts values) {
    double tooMuch = 0;
    for (int at = 0; at < values.distinct(); at++) {
      int value = values.value(at);
      tooMuch += Math.max(0, (double) values.count(value) / values.size() - shares[value]);
    }
    return tooMuch;
  }

  private double ordered(ValueCounts values, int[] ranks) {
    for (int value = 0; value < shares.length; value++) {
      difference[ranks[value]] = (double) values.count(value) / values.size() - shares[value];
    }
    double carried = 0;
    double moved = 0;
    for (int rank = 0; rank < shares.length; rank++) {
      carried += difference[rank];
      moved += Math.abs(carried);
    }
    return shares.length == 1 ? 0 : moved / (shares.length - 1);
  }

  private double[] differences(ValueCounts values) {
    for (int value = 0; value < shares.length; value++) {
      difference[value] = (double) values.count(value) / values.size() - shares[value];
    }
    return difference;
  }
}
