package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Condition;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.search.Lattice;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.PrivacySearch;
import io.weir.engine.privacy.search.SearchSettings;
import io.weir.engine.privacy.solution.Solution;
import io.weir.engine.privacy.solution.SolutionText;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds how a table keeps the promise of its privacy model. */
final class ModelSearch {
  private final String table;
  private final PrivacyModel model;
  private final ModelTuples tuples;
  private final Promise promise;
  private final Metric metric;

  ModelSearch(String table, PrivacyModel model, ModelTuples tuples) {
    this.table = table;
    this.model = model;
    this.tuples = tuples;
    this.metric =
        switch (model.metric()) {
          case LOSS -> Metric.LOSS;
          case DISCERNIBILITY -> Metric.DISCERNIBILITY;
          case AVERAGE_CLASS_SIZE -> Metric.AVERAGE_CLASS_SIZE;
          case ENTROPY -> Metric.ENTROPY;
        };
    this.promise = promise();
  }

  private Promise promise() {
    Promise all = Promise.ofK(model.k(), model.maxSuppressed().doubleValue());
    for (PrivacyModel.Diversity diversity : model.diversity()) {
      int column = column(diversity.column());
      all =
          all.with(
              switch (diversity) {
                case PrivacyModel.Diversity.Distinct(_, int l) -> new Condition.Distinct(column, l);
                case PrivacyModel.Diversity.Entropy(_, var l) ->
                    new Condition.Entropy(column, l.doubleValue());
                case PrivacyModel.Diversity.Recursive(_, var c, int l) ->
                    new Condition.Recursive(column, c.doubleValue(), l);
              });
    }
    for (PrivacyModel.Closeness closeness : model.closeness()) {
      int column = column(closeness.column());
      all =
          all.with(
              new Condition.Closeness(
                  column, closeness.t().doubleValue(), ground(closeness, column)));
    }
    Promise ofRecords = all;
    Promise whole =
        model.population().map(PopulationTuples::promise).map(ofRecords::with).orElse(ofRecords);
    return whole.with(
        switch (model.empties()) {
          case CATEGORY -> Empties.CATEGORY;
          case WILDCARD -> Empties.WILDCARD;
          case REFUSE -> Empties.REFUSE;
        });
  }

  private int column(String name) {
    return tuples.sensitive().stream().map(SeenColumn::name).toList().indexOf(name);
  }

  private Condition.Ground ground(PrivacyModel.Closeness closeness, int column) {
    SeenColumn seen = tuples.sensitive().get(column);
    return switch (closeness.distance()) {
      case EQUAL -> new Condition.Ground.Equal();
      case ORDERED -> {
        int[] ranks = new int[Math.max(1, seen.values().count())];
        Arrays.setAll(ranks, code -> code);
        yield new Condition.Ground.Ordered(ranks);
      }
      case HIERARCHICAL ->
          seen.levels().isPresent()
              ? new Condition.Ground.Hierarchical(seen.levelTable())
              : new Condition.Ground.Equal();
    };
  }

  /**
   * What was found, and how it is told.
   *
   * @param lattice what else there was; empty where it was found before
   */
  record Found(Outcome.Found outcome, String text, Optional<TableLattice> lattice) {}

  /**
   * Searches, or applies what was found before.
   *
   * @param before the text of an earlier execution of the same run
   * @throws WeirException PROMISE_IMPOSSIBLE if the promise cannot be kept
   */
  Found run(Optional<String> before, SearchSettings settings) {
    long start = System.nanoTime();
    PrivacySearch search =
        new PrivacySearch(
            tuples.table(),
            tuples.population(),
            promise,
            metric,
            model.timeLimit().map(settings::within).orElse(settings));
    Outcome outcome =
        levels(before)
            .map(search::applied)
            .orElseGet(() ->
                switch (model.search()) {
                  case OPTIMAL -> search.optimal();
                  case LOCAL -> search.local();
                  case MONDRIAN -> search.mondrian();
                });
    return switch (outcome) {
      case Outcome.Found found ->
          new Found(
              found,
              text(found),
              before.isPresent()
                  ? Optional.empty()
                  : Optional.of(
                      SolutionLattice.of(
                          table,
                          model,
                          tuples,
                          search,
                          found,
                          Duration.ofNanos(System.nanoTime() - start),
                          settings)));
      case Outcome.NotFound notFound -> throw impossible(notFound);
    };
  }

  /** The levels that are given: by an earlier execution, or by the document. */
  private Optional<List<int[]>> levels(Optional<String> before) {
    List<LevelTable> columns = tuples.table().columns();
    if (before.isPresent()) {
      return before
          .filter(text -> !text.isEmpty())
          .map(SolutionText::read)
          .map(solution -> tuples.joined().map(it -> it.with(solution)).orElse(solution))
          .map(solution -> solution.levels(promise, metric, columns));
    }
    if (model.levels().isEmpty()) {
      return Optional.empty();
    }
    int[] levels = new int[columns.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = model.levels().getOrDefault(columns.get(i).name(), columns.get(i).lowest());
    }
    return Optional.of(List.of(levels));
  }

  private String text(Outcome.Found found) {
    if (found.rounds().isEmpty()) {
      return "";
    }
    Solution solution = Solution.of(found, promise, metric);
    return SolutionText.write(tuples.joined().map(it -> it.without(solution)).orElse(solution));
  }

  private WeirException impossible(Outcome.NotFound outcome) {
    List<String> fixed = new ArrayList<>();
    for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
      LevelTable column = tuples.table().columns().get(i);
      if (column.lowest() == column.highest()) {
        fixed.add(column.name());
      }
    }
    tuples.joined().ifPresent(column -> fixed.add(column.name()));
    String advice =
        outcome.cut()
            ? "Give the search more time, or let more records be suppressed."
            : fixed.isEmpty()
                ? "Let more records be suppressed, or promise less."
                : "Let more records be suppressed, promise less, or make coarser "
                    + String.join(", ", fixed)
                    + ".";
    String found =
        outcome.cut()
            ? "In the time it had, the search found no way to keep the privacy model of table "
                + table
                + "."
            : "No levels of its quasi-identifiers keep the privacy model of table " + table + ".";
    return new WeirException(
        Problem.of(ErrorCode.PROMISE_IMPOSSIBLE, found + nearest(outcome.lattice()), advice)
            .at("table", table));
  }

  /** How near the search came; nothing where records were not put in classes by levels. */
  private String nearest(Lattice lattice) {
    return lattice
        .nearest()
        .map(node -> {
          List<String> levels = new ArrayList<>();
          for (int i = 0; i < tuples.quasiIdentifiers().size(); i++) {
            levels.add(tuples.quasiIdentifiers().get(i).name() + " " + node.levels().get(i));
          }
          return " Nearest comes "
              + String.join(", ", levels)
              + ", which would suppress "
              + node.suppressed().orElseThrow()
              + " of "
              + tuples.table().records()
              + " records, where "
              + promise.limit(tuples.table().records())
              + " may be.";
        })
        .orElse("");
  }
}
