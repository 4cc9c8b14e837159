package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.LevelTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** What a search has learned of the lattice, for people who review a solution. */
public final class Lattice {
  private static final int MOST_KEPT = 20_000;

  /** What is known of a node. */
  public enum Status {
    ANONYMOUS,
    NOT_ANONYMOUS,
    UNKNOWN
  }

  /**
   * A node.
   *
   * @param utility the metric's figure, if it is known
   * @param suppressed records, if known
   */
  public record Node(
      List<Integer> levels, Status status, OptionalDouble utility, OptionalInt suppressed) {}

  private final List<LevelTable> columns;
  private final Scoring scoring;
  private final Tags tags;
  private final Map<List<Integer>, NodeCheck> checks = new HashMap<>();

  Lattice(List<LevelTable> columns, Scoring scoring, Tags tags) {
    this.columns = columns;
    this.scoring = scoring;
    this.tags = tags;
  }

  void add(NodeCheck check) {
    if (checks.size() < MOST_KEPT) {
      checks.put(boxed(check.levels()), check.withoutTerms());
    }
  }

  private static List<Integer> boxed(int[] levels) {
    return Arrays.stream(levels).boxed().toList();
  }

  /** The names of the columns, in the order of levels. */
  public List<String> names() {
    return columns.stream().map(LevelTable::name).toList();
  }

  /** The nodes that were checked, in no order. */
  List<NodeCheck> checked() {
    return List.copyOf(checks.values());
  }

  /**
   * Of the nodes that were checked the one that suppresses the fewest records, the finest of these;
   * empty if none was, or if no limit of suppression would help any of them.
   */
  public Optional<Node> nearest() {
    return checks.values().stream()
        .filter(check -> !check.refused())
        .min(
            Comparator.comparingInt(NodeCheck::suppressed)
                .thenComparing(NodeCheck::levels, Arrays::compare))
        .map(check -> node(boxed(check.levels())));
  }

  /** How many nodes there are. */
  public double size() {
    return columns.stream()
        .mapToDouble(column -> column.highest() - column.lowest() + 1)
        .reduce(1, (a, b) -> a * b);
  }

  /** What is known of a node. */
  public Node node(List<Integer> levels) {
    NodeCheck check = checks.get(levels);
    int[] at = levels.stream().mapToInt(Integer::intValue).toArray();
    if (check == null) {
      check = tags.without(at, scoring);
    }
    if (check != null) {
      return new Node(
          levels,
          check.anonymous() ? Status.ANONYMOUS : Status.NOT_ANONYMOUS,
          check.anonymous()
              ? OptionalDouble.of(scoring.utility(check.score()))
              : OptionalDouble.empty(),
          OptionalInt.of(check.suppressed()));
    }
    Status status =
        tags.hopeless(at)
            ? Status.NOT_ANONYMOUS
            : tags.whole(at) ? Status.ANONYMOUS : Status.UNKNOWN;
    return new Node(levels, status, OptionalDouble.empty(), OptionalInt.empty());
  }

  /**
   * The nodes around one, nearest first.
   *
   * @param most how many at most
   */
  public List<Node> around(List<Integer> centre, int most) {
    List<Node> nodes = new ArrayList<>();
    Set<List<Integer>> seen = new HashSet<>(Set.of(centre));
    ArrayDeque<List<Integer>> next = new ArrayDeque<>(seen);
    while (!next.isEmpty() && nodes.size() < most) {
      List<Integer> levels = next.poll();
      nodes.add(node(levels));
      for (int column = 0; column < levels.size(); column++) {
        for (int level : new int[] {levels.get(column) - 1, levels.get(column) + 1}) {
          List<Integer> neighbour = new ArrayList<>(levels);
          neighbour.set(column, level);
          if (level >= columns.get(column).lowest()
              && level <= columns.get(column).highest()
              && seen.add(List.copyOf(neighbour))) {
            next.add(List.copyOf(neighbour));
          }
        }
      }
    }
    return nodes;
  }
}
