package io.weir.engine.access.grpc;

import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.run.Kept;
import io.weir.engine.run.RunSolutions;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.GetRunSolutionsResponse;
import io.weir.v1.KeptState;
import io.weir.v1.SolutionColumn;
import io.weir.v1.SolutionNode;
import io.weir.v1.SolutionRound;
import io.weir.v1.SolutionVerdict;
import io.weir.v1.TableSolution;
import java.util.HashSet;
import java.util.Set;

/**
 * The lattices of a run as messages. Nothing of them is made of a value, so whoever may see a
 * report may see all of it.
 */
final class SolutionMessages {
  private SolutionMessages() {}

  /** Which table a page begins with. */
  static int from(PageRequest request) {
    if (request.token().isEmpty()) {
      return 0;
    }
    if (!request.token().matches("\\d{1,9}")) {
      throw new WeirException(
          Refusals.invalid(
              "page_token",
              "The page token is not one of these solutions.",
              "Use the next_page_token of the previous page unchanged, or none."));
    }
    return Integer.parseInt(request.token());
  }

  static GetRunSolutionsResponse page(String run, RunSolutions solutions) {
    GetRunSolutionsResponse.Builder page = GetRunSolutionsResponse.newBuilder().setRunId(run);
    solutions.tables().forEach(table -> page.addSolutions(table(table)));
    solutions.next().ifPresent(next -> page.setNextPageToken(Integer.toString(next)));
    return page.build();
  }

  private static TableSolution table(RunSolutions.Table table) {
    TableSolution.Builder message = TableSolution.newBuilder().setTable(table.table());
    return switch (table.lattice()) {
      case Kept.NotTaken<TableLattice> _ -> message.setState(KeptState.NONE_TAKEN).build();
      case Kept.NotKept<TableLattice> _ -> message.setState(KeptState.NOT_KEPT).build();
      case Kept.Damaged<TableLattice> _ -> message.setState(KeptState.DAMAGED).build();
      case Kept.Available<TableLattice>(TableLattice lattice) ->
          lattice(message.setState(KeptState.AVAILABLE), lattice);
    };
  }

  private static TableSolution lattice(TableSolution.Builder message, TableLattice lattice) {
    message
        .setMetric(lattice.metric())
        .setSearch(lattice.search())
        .setRecords(lattice.records())
        .setLimit(lattice.limit())
        .setLatticeSize(lattice.size())
        .setWhole(lattice.whole())
        .setCut(lattice.cut())
        .setProven(lattice.proven());
    for (TableLattice.Column column : lattice.columns()) {
      message.addColumns(
          SolutionColumn.newBuilder()
              .setColumn(column.column())
              .setLowest(column.lowest())
              .setHighest(column.highest())
              .setGeneralized(column.generalized()));
    }
    lattice
        .rounds()
        .forEach(levels -> message.addRounds(SolutionRound.newBuilder().addAllLevels(levels)));
    Set<TableLattice.Node> bySuppression = new HashSet<>(lattice.bySuppression());
    Set<TableLattice.Node> byRisk = new HashSet<>(lattice.byRisk());
    for (TableLattice.Node node : lattice.nodes()) {
      message.addNodes(
          SolutionNode.newBuilder()
              .addAllLevels(node.levels())
              .setVerdict(verdict(node.verdict()))
              .setSuppressed(node.suppressed())
              .setUtility(node.utility())
              .setClasses(node.classes())
              .setSmallestClass(node.smallest())
              .setRisk(node.risk())
              .setChosen(lattice.isChosen(node))
              .setNeighbour(lattice.isNeighbour(node))
              .setBestBySuppression(bySuppression.contains(node))
              .setBestByRisk(byRisk.contains(node)));
    }
    return message.build();
  }

  private static SolutionVerdict verdict(TableLattice.Verdict verdict) {
    return switch (verdict) {
      case KEPT -> SolutionVerdict.SOLUTION_KEPT;
      case BEYOND_LIMIT -> SolutionVerdict.SOLUTION_BEYOND_LIMIT;
      case IMPOSSIBLE -> SolutionVerdict.SOLUTION_IMPOSSIBLE;
    };
  }
}
