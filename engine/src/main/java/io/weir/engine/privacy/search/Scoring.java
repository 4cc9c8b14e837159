package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.ColumnCosts;
import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.List;

/**
 * Scores of nodes, and what nodes between two others cost at least. Scores are whole numbers; less
 * is better.
 */
final class Scoring {
  private static final int[] NONE = new int[0];

  private final Metric metric;
  private final List<LevelTable> columns;
  private final ColumnCosts costs;
  private final double[][] free;
  private final long records;
  private final long fewest;
  private final boolean suppressing;

  Scoring(Metric metric, TupleTable table, Promise promise) {
    this.metric = metric;
    columns = table.columns();
    records = table.records();
    fewest = promise.empties() == Empties.WILDCARD ? 1 : promise.fewest();
    suppressing = promise.limit(table.records()) > 0;
    costs = metric.byColumn() ? new ColumnCosts(metric, table) : null;
    free = new double[metric.byColumn() ? columns.size() : 0][];
    for (int column = 0; column < free.length; column++) {
      free[column] = new double[columns.get(column).levels()];
      for (int level = 0; level < free[column].length; level++) {
        free[column][level] = costs.term(column, level, level, NONE);
      }
    }
  }

  boolean byColumn() {
    return metric.byColumn();
  }

  /** What columns cost by level if nothing is suppressed. */
  double[][] free() {
    return free;
  }

  /**
   * The score of a node by what is suppressed.
   *
   * @param suppressed records by column and base code
   */
  long score(int[] levels, int[][] suppressed) {
    double sum = 0;
    for (int column = 0; column < levels.length; column++) {
      int level = levels[column];
      sum += costs.term(column, level, level, at(column, level, suppressed[column]));
    }
    return ColumnCosts.score(sum);
  }

  private int[] at(int column, int level, int[] base) {
    LevelTable of = columns.get(column);
    int[] counted = new int[of.cardinality(level)];
    for (int value = 0; value < base.length; value++) {
      if (base[value] != 0) {
        counted[of.code(level, value)] += base[value];
      }
    }
    return counted;
  }

  /** What columns cost at least at each level up to the node's, given what is suppressed. */
  double[][] terms(int[] levels, int[] floor, int[][] suppressed, boolean none) {
    if (none) {
      return free;
    }
    double[][] terms = new double[levels.length][];
    for (int column = 0; column < levels.length; column++) {
      int lowest = columns.get(column).lowest();
      terms[column] = new double[levels[column] + 1];
      int[] known = NONE;
      int knownAt = -1;
      for (int level = lowest; level <= levels[column]; level++) {
        int at = Math.max(level, floor[column]);
        if (at != knownAt) {
          known = at(column, at, suppressed[column]);
          knownAt = at;
        }
        terms[column][level] = costs.term(column, level, at, known);
      }
    }
    return terms;
  }

  /** The score of a node by its classes, where the metric is not taken by column. */
  long score(long keptSquares, int kept, int suppressed) {
    return switch (metric.measure()) {
      case DISCERNIBILITY -> keptSquares + records * suppressed;
      case AVERAGE_CLASS_SIZE -> -(kept + (suppressed > 0 ? 1L : 0L));
      case LOSS, ENTROPY -> throw new IllegalStateException("taken by column");
    };
  }

  /** Whether the lower end of a range of nodes must be checked for a bound. */
  boolean boundsFromBelow() {
    return !metric.byColumn();
  }

  /**
   * What any node costs at least that lies between two.
   *
   * @param high the check of the upper one
   * @param below the check of the lower one or one beneath it, if {@link #boundsFromBelow}
   */
  long bound(int[] low, NodeCheck high, NodeCheck below) {
    long kept = records - high.lasting();
    return switch (metric.measure()) {
      case LOSS, ENTROPY -> ColumnCosts.bound(sum(high.terms(), low));
      case DISCERNIBILITY -> Math.max(below.squares(), records * high.lasting() + fewest * kept);
      case AVERAGE_CLASS_SIZE -> Math.max(-below.allClasses(), -mostClasses(high, below));
    };
  }

  /**
   * How many classes any node between two has at most. A class that is published holds one that is
   * hopeful at the lower node, or only records that are not, of which it needs so many.
   */
  private long mostClasses(NodeCheck high, NodeCheck below) {
    long kept = records - high.lasting();
    long raised = below.hopeful() + (below.lasting() - high.lasting()) / fewest;
    return Math.min(kept / fewest, raised) + (suppressing ? 1 : 0);
  }

  static double sum(double[][] terms, int[] levels) {
    double sum = 0;
    for (int column = 0; column < levels.length; column++) {
      sum += terms[column][levels[column]];
    }
    return sum;
  }

  /** The metric's figure of a score. */
  double utility(long score) {
    return switch (metric.measure()) {
      case LOSS, ENTROPY -> costs.utility(score);
      case DISCERNIBILITY -> score;
      case AVERAGE_CLASS_SIZE -> score == 0 ? 0 : (double) records / -score;
    };
  }
}
