package io.weir.engine.main.client;

import io.weir.engine.dataplane.TableLattice;
import io.weir.v1.SolutionVerdict;
import io.weir.v1.TableSolution;
import java.util.List;

/** Solutions as the data plane knows them, from the messages that told of them. */
public final class Solutions {
  private Solutions() {}

  /**
   * @param solution one that is available
   */
  public static TableLattice of(TableSolution solution) {
    return new TableLattice(
        solution.getTable(),
        solution.getColumnsList().stream()
            .map(column ->
                new TableLattice.Column(
                    column.getColumn(),
                    column.getLowest(),
                    column.getHighest(),
                    column.getGeneralized()))
            .toList(),
        solution.getMetric(),
        solution.getSearch(),
        solution.getRecords(),
        solution.getLimit(),
        solution.getLatticeSize(),
        solution.getCut(),
        solution.getRoundsList().stream().map(round -> List.copyOf(round.getLevelsList())).toList(),
        solution.getProven(),
        solution.getNodesList().stream()
            .map(node ->
                new TableLattice.Node(
                    node.getLevelsList(),
                    verdict(node.getVerdict()),
                    node.getSuppressed(),
                    node.getUtility(),
                    node.getClasses(),
                    node.getSmallestClass()))
            .toList());
  }

  private static TableLattice.Verdict verdict(SolutionVerdict verdict) {
    return switch (verdict) {
      case SOLUTION_KEPT -> TableLattice.Verdict.KEPT;
      case SOLUTION_BEYOND_LIMIT -> TableLattice.Verdict.BEYOND_LIMIT;
      case SOLUTION_IMPOSSIBLE -> TableLattice.Verdict.IMPOSSIBLE;
      case SOLUTION_VERDICT_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("a verdict of a newer node");
    };
  }
}
