package io.weir.engine.dataplane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What solutions there were to choose among when the privacy model of a table was searched, and
 * which was taken. A node is one level for each quasi-identifier. Nothing in it is made of a value:
 * it counts records and classes.
 *
 * @param columns the quasi-identifiers, in document order
 * @param metric the word of the document for what utility is measured by; less is better
 * @param search the word of the document for how it was searched
 * @param records that the model was given
 * @param limit how many of them may be suppressed
 * @param size how many nodes the lattice has
 * @param cut whether time or work ended the survey before all nodes it was to look at
 * @param rounds the levels that were applied, one after the other, each to the records that the one
 *     before suppressed: one for a solution of the lattice, none where classes have levels of their
 *     own
 * @param proven whether no node is better than the one that was taken
 * @param nodes all, or of a large lattice the taken one, its neighbours and those the search has
 *     looked at; in the order of the sum of their levels, then of the levels
 */
public record TableLattice(
    String table,
    List<Column> columns,
    String metric,
    String search,
    long records,
    long limit,
    double size,
    boolean cut,
    List<List<Integer>> rounds,
    boolean proven,
    List<Node> nodes) {
  public TableLattice {
    columns = List.copyOf(columns);
    rounds = rounds.stream().map(List::copyOf).toList();
    nodes = List.copyOf(nodes);
  }

  /**
   * A quasi-identifier; its levels are not searched where the lowest is the highest.
   *
   * @param generalized whether it has levels, so that one can be written
   */
  public record Column(String column, int lowest, int highest, boolean generalized) {}

  /** Whether a node's solution will do. */
  public enum Verdict {
    /** It keeps the promise within the limit of suppression. */
    KEPT,
    /** It would if more records might be suppressed. */
    BEYOND_LIMIT,
    /** It does not, whatever may be suppressed. */
    IMPOSSIBLE
  }

  /**
   * What becomes of the table at some levels.
   *
   * @param suppressed records
   * @param utility the metric's figure, suppression included; less is better
   * @param classes that are published
   * @param smallest records of the smallest of them; 0 without one
   */
  public record Node(
      List<Integer> levels,
      Verdict verdict,
      long suppressed,
      double utility,
      long classes,
      long smallest) {
    public Node {
      levels = List.copyOf(levels);
    }

    /** How likely a person known to be in the table is found at worst; 0 if none is published. */
    public double risk() {
      return smallest == 0 ? 0 : 1.0 / smallest;
    }

    public int sum() {
      return levels.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Whether every node of the lattice is told of. */
  public boolean whole() {
    return nodes.size() >= size;
  }

  /** The node that was taken, if it is one of the lattice. */
  public Optional<List<Integer>> chosen() {
    return rounds.size() == 1 ? Optional.of(rounds.getFirst()) : Optional.empty();
  }

  public boolean isChosen(Node node) {
    return chosen().equals(Optional.of(node.levels()));
  }

  /** Whether a node differs from the taken one by one level of one column. */
  public boolean isNeighbour(Node node) {
    if (chosen().isEmpty()) {
      return false;
    }
    int distance = 0;
    for (int column = 0; column < columns.size(); column++) {
      distance += Math.abs(node.levels().get(column) - chosen().get().get(column));
    }
    return distance == 1;
  }

  /**
   * The nodes with the best utility for each number of suppressed records, fewest first, as far as
   * more of them buy any. The last of those that keep the promise is the best there is; those after
   * it tell what a higher limit would buy.
   */
  public List<Node> bySuppression() {
    return curve(
        nodes.stream().filter(node -> node.verdict() != Verdict.IMPOSSIBLE).toList(),
        Comparator.comparing(Node::suppressed));
  }

  /** The nodes that keep the promise with the best utility for each risk, lowest first. */
  public List<Node> byRisk() {
    return curve(
        nodes.stream()
            .filter(node -> node.verdict() == Verdict.KEPT && node.classes() > 0)
            .toList(),
        Comparator.comparing(Node::risk));
  }

  /** What is told in short: the taken node, its neighbours and both frontiers. */
  public List<Node> notable() {
    Set<Node> notable = new HashSet<>(bySuppression());
    notable.addAll(byRisk());
    return nodes.stream()
        .filter(node -> notable.contains(node) || isChosen(node) || isNeighbour(node))
        .toList();
  }

  private static List<Node> curve(List<Node> nodes, Comparator<Node> price) {
    List<Node> sorted = new ArrayList<>(nodes);
    // Stable: of nodes that are equal in both, the one with the lower levels.
    sorted.sort(price.thenComparing(Node::utility));
    List<Node> curve = new ArrayList<>();
    for (Node node : sorted) {
      if (curve.isEmpty() || node.utility() < curve.getLast().utility()) {
        curve.add(node);
      }
    }
    return curve;
  }
}
