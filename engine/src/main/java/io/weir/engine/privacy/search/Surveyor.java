package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks at nodes of a lattice after a search. A small lattice is looked at whole; of a large one
 * the nodes around the solution and those the search has checked, the best first. What it looks at
 * is bounded by the rows it takes, so that it is the same on any number of threads unless it is
 * stopped.
 */
final class Surveyor implements AutoCloseable {
  /** Nodes that are looked at together; a node is checked from classes of earlier rounds. */
  private static final int ROUND = 64;

  /** A grouping of so many rows takes a second or so on one core. */
  private static final long MOST_ROWS = 60_000_000;

  private final List<LevelTable> columns;
  private final Scoring scoring;
  private final Sources sources;
  private final Crew crew;
  private final int limit;

  Surveyor(
      TupleTable table,
      Optional<TupleTable> population,
      Promise promise,
      Metric metric,
      SearchSettings settings) {
    columns = table.columns();
    limit = promise.limit(table.records());
    scoring = new Scoring(metric, table, promise);
    sources = new Sources(Rows.of(table, population), settings.historyBytes());
    List<Chunk> chunks = Chunk.of(table);
    crew =
        new Crew(
            settings.threads(),
            () -> new Workbench(table, table, chunks, promise, scoring, true),
            settings.stop());
  }

  /**
   * @param centre the levels of the solution, or of its first round
   * @param known what the search has learned
   * @param most how many nodes are looked at
   */
  Survey around(int[] centre, Lattice known, int most) {
    List<int[]> wanted = known.size() <= most ? all() : notable(centre, known, most);
    List<NodeCheck> checks = new ArrayList<>();
    long rows = 0;
    int at = 0;
    boolean stopped = false;
    while (at < wanted.size() && rows < MOST_ROWS && !stopped) {
      List<Crew.Job> jobs = new ArrayList<>();
      while (at < wanted.size() && jobs.size() < ROUND && (rows < MOST_ROWS || jobs.isEmpty())) {
        int[] levels = wanted.get(at++);
        Crew.Job job = new Crew.Job(sources.of(levels), levels);
        rows += job.rows().size();
        jobs.add(job);
      }
      for (Crew.Done done : crew.run(jobs)) {
        stopped |= done == null;
        if (done != null && !stopped) {
          checks.add(done.check());
          if (done.rows() != null) {
            sources.keep(done.rows());
          }
        }
      }
    }
    checks.sort(Comparator.comparing(NodeCheck::levels, Tie.ORDER));
    return new Survey(
        checks.stream().map(this::node).toList(),
        known.size(),
        limit,
        checks.size() < wanted.size());
  }

  private Survey.Node node(NodeCheck check) {
    return new Survey.Node(
        Arrays.stream(check.levels()).boxed().toList(),
        check.anonymous()
            ? Survey.Verdict.KEPT
            : check.refused() ? Survey.Verdict.IMPOSSIBLE : Survey.Verdict.BEYOND_LIMIT,
        check.suppressed(),
        scoring.utility(check.score()),
        check.classes(),
        check.smallest());
  }

  private List<int[]> all() {
    List<int[]> nodes = new ArrayList<>();
    nodes.add(new int[columns.size()]);
    for (int column = 0; column < columns.size(); column++) {
      List<int[]> more = new ArrayList<>();
      for (int[] node : nodes) {
        for (int level = columns.get(column).lowest();
            level <= columns.get(column).highest();
            level++) {
          int[] next = node.clone();
          next[column] = level;
          more.add(next);
        }
      }
      nodes = more;
    }
    nodes.sort(Tie.ORDER);
    return nodes;
  }

  /** The solution, the nodes a level up or down, then what the search has checked. */
  private List<int[]> notable(int[] centre, Lattice known, int most) {
    Map<List<Integer>, int[]> nodes = new LinkedHashMap<>();
    known
        .around(boxed(centre), 1 + neighbours(centre))
        .forEach(node ->
            nodes.put(node.levels(), node.levels().stream().mapToInt(Integer::intValue).toArray()));
    Comparator<NodeCheck> best =
        Comparator.comparing((NodeCheck check) -> !check.anonymous())
            .thenComparing(NodeCheck::score)
            .thenComparing(NodeCheck::suppressed)
            .thenComparing(NodeCheck::levels, Tie.ORDER);
    known.checked().stream()
        .sorted(best)
        .forEach(check -> nodes.putIfAbsent(boxed(check.levels()), check.levels()));
    return nodes.values().stream().limit(most).toList();
  }

  private int neighbours(int[] centre) {
    return IntStream.range(0, centre.length)
        .map(column ->
            (centre[column] > columns.get(column).lowest() ? 1 : 0)
                + (centre[column] < columns.get(column).highest() ? 1 : 0))
        .sum();
  }

  private static List<Integer> boxed(int[] levels) {
    return Arrays.stream(levels).boxed().toList();
  }

  @Override
  public void close() {
    crew.close();
  }
}
