package io.weir.engine.privacy.search;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Empties;
import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.List;
import java.util.Optional;

/**
 * Searches how the quasi-identifiers of a table are generalized, and which records are suppressed,
 * so that every class that is published keeps a promise. Pure: the same table, however its records
 * were ordered, gives the same result on any number of threads, unless the search is stopped.
 */
public final class PrivacySearch {
  private final TupleTable table;
  private final Optional<TupleTable> population;
  private final Promise promise;
  private final Metric metric;
  private final SearchSettings settings;

  /**
   * @param population with the hierarchies of the table, of the same codes; given exactly if the
   *     promise is about one
   * @throws WeirException if there are empties that the promise refuses
   */
  public PrivacySearch(
      TupleTable table,
      Optional<TupleTable> population,
      Promise promise,
      Metric metric,
      SearchSettings settings) {
    if (population.isPresent() != promise.population().isPresent()) {
      throw new IllegalArgumentException("a population and a promise about it belong together");
    }
    this.table = table;
    this.population = population;
    this.promise = promise;
    this.metric = metric;
    this.settings = settings;
    if (promise.empties() == Empties.REFUSE) {
      refuseEmpties();
    }
  }

  private void refuseEmpties() {
    for (int column = 0; column < table.columns().size(); column++) {
      LevelTable of = table.columns().get(column);
      for (int tuple = 0; tuple < table.size() && of.empty().isPresent(); tuple++) {
        if (table.code(tuple, column) == of.empty().getAsInt()) {
          throw new WeirException(
              Problem.of(
                      ErrorCode.METHOD_FAILED,
                      "Column " + of.name() + " has empty values, which its privacy model refuses.",
                      "Replace or drop them by a rule, or let empties be a category or wildcard.")
                  .at("column", of.name()));
        }
      }
    }
  }

  /** The best full-domain solution: one level a column. */
  public Outcome optimal() {
    try (FullDomain search = new FullDomain(table, table, population, promise, metric, settings)) {
      return search.run();
    }
  }

  /**
   * The best full-domain solution with any suppression, then again one for what it suppressed,
   * until nothing is left or nothing helps; if that suppresses too much, the same from the best
   * solution within the limit.
   *
   * @throws WeirException if δ-presence is promised, which has no meaning for records of a class
   *     that are published at different levels
   */
  public Outcome local() {
    if (promise.population().flatMap(PopulationPromise::presence).isPresent()) {
      throw new WeirException(
          Problem.of(
              ErrorCode.INVALID_REQUEST,
              "A privacy model with presence cannot be searched by local recoding.",
              "Choose the search optimal or mondrian, or promise kMap only."));
    }
    return new LocalRecoding(table, population, promise, metric, settings).run();
  }

  /**
   * Strict multidimensional recoding: classes are divided as long as all parts keep the promise.
   */
  public Outcome mondrian() {
    return new Mondrian(table, population, promise, metric, settings).run();
  }

  /**
   * What solutions there are besides one that was found: those with one level a column for the
   * whole table, also if it was found in several rounds.
   *
   * @param most how many nodes are looked at; a lattice of no more is looked at whole
   * @param settings of the survey: stopped, it gives the nodes looked at by then
   * @return without nodes for a solution of Mondrian, which has no levels
   */
  public Survey survey(Outcome.Found found, int most, SearchSettings settings) {
    if (found.rounds().isEmpty()) {
      int limit = promise.limit(table.records());
      return new Survey(List.of(), found.lattice().size(), limit, false);
    }
    try (Surveyor surveyor = new Surveyor(table, population, promise, metric, settings)) {
      return surveyor.around(found.rounds().getFirst(), found.lattice(), most);
    }
  }

  /**
   * Applies levels that were found before, and checks that the promise is kept.
   *
   * @param rounds as {@link Outcome.Found#rounds}
   */
  public Outcome applied(List<int[]> rounds) {
    return new LocalRecoding(table, population, promise, metric, settings).applied(rounds);
  }
}
