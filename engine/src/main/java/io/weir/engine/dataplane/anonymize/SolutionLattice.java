package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.PrivacySearch;
import io.weir.engine.privacy.search.SearchSettings;
import io.weir.engine.privacy.search.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Tells of the solutions that a table might have had besides the one it has. */
final class SolutionLattice {
  /** A lattice of no more nodes is told whole; of a larger one no more are. */
  static final int MOST_NODES = 4_096;

  /** What a survey may take beyond the time of the search. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private SolutionLattice() {}

  /**
   * Looks around a solution that was just found.
   *
   * @param took how long the search was
   * @param settings without the limit of time of the search
   */
  static TableLattice of(
      String table,
      PrivacyModel model,
      ModelTuples tuples,
      PrivacySearch search,
      Outcome.Found found,
      Duration took,
      SearchSettings settings) {
    Duration most = took.plus(LONGEST);
    SearchSettings within =
        settings.within(
            model
                .timeLimit()
                .map(limit -> limit.dividedBy(2))
                .filter(half -> half.compareTo(most) < 0)
                .orElse(most));
    Survey survey = search.survey(found, MOST_NODES, within);
    List<TableLattice.Column> columns = new ArrayList<>();
    for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
      var levels = tuples.table().columns().get(i);
      columns.add(
          new TableLattice.Column(
              levels.name(),
              levels.lowest(),
              levels.highest(),
              tuples.quasiIdentifiers().get(i).levels().isPresent()));
    }
    return new TableLattice(
        table,
        columns,
        word(model.metric()),
        word(model.search()),
        tuples.table().records(),
        survey.limit(),
        survey.size(),
        survey.cut(),
        found.rounds().stream()
            .map(it -> Arrays.stream(it).limit(columns.size()).boxed().toList())
            .toList(),
        found.optimal(),
        survey.nodes().stream().map(node -> node(node, columns.size(), model.metric())).toList());
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A loss is a share: what a sum of many exceeds it by is rounding. */
  static double utility(Survey.Node node, PrivacyModel.Metric metric) {
    return metric == PrivacyModel.Metric.LOSS
        ? Math.clamp(node.utility(), 0.0, 1.0)
        : node.utility();
  }

  /**
   * @param columns how many are the table's own; what is joined comes after them
   */
  private static TableLattice.Node node(Survey.Node node, int columns, PrivacyModel.Metric metric) {
    return new TableLattice.Node(
        node.levels().subList(0, columns),
        switch (node.verdict()) {
          case KEPT -> TableLattice.Verdict.KEPT;
          case BEYOND_LIMIT -> TableLattice.Verdict.BEYOND_LIMIT;
          case IMPOSSIBLE -> TableLattice.Verdict.IMPOSSIBLE;
        },
        node.suppressed(),
        utility(node, metric),
        node.classes(),
        node.smallest());
  }
}
