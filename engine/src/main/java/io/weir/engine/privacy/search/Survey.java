package io.weir.engine.privacy.search;

import java.util.List;

/**
 * What solutions there are to choose among: nodes of a lattice, each with what its solution would
 * be. Exact; of the table, not of how it was searched.
 *
 * @param nodes in the order of the sum of their levels, then of the levels
 * @param size how many nodes the lattice has
 * @param limit how many records may be suppressed
 * @param cut whether the survey was stopped before all nodes it was to look at were looked at
 */
public record Survey(List<Node> nodes, double size, int limit, boolean cut) {
  public Survey {
    nodes = List.copyOf(nodes);
  }

  /** Whether a node's solution will do. */
  public enum Verdict {
    /** It keeps the promise within the limit of suppression. */
    KEPT,
    /** It would keep the promise if more records might be suppressed. */
    BEYOND_LIMIT,
    /** It does not keep the promise, whatever may be suppressed. */
    IMPOSSIBLE
  }

  /**
   * The solution at some levels.
   *
   * @param suppressed records of classes that do not keep the promise
   * @param utility the metric's figure with those suppressed; less is better
   * @param classes that keep the promise
   * @param smallest records of the smallest of these; 0 without one
   */
  public record Node(
      List<Integer> levels,
      Verdict verdict,
      int suppressed,
      double utility,
      int classes,
      int smallest) {
    public Node {
      levels = List.copyOf(levels);
    }
  }
}
