package io.weir.engine.dataplane.anonymize;

import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.Recoding;
import java.util.List;
import java.util.Optional;

/**
 * What a search found for a table, as far as it is needed to publish the table's records and to
 * tell of it. It holds numbers only: values stand as their numbers among the different values of
 * their column, which are counted anew from the parts of EXTRACT.
 *
 * @param rounds the levels by column that were applied one after the other; none for Mondrian
 * @param records that the model was given
 * @param suppressed how many of them are suppressed
 * @param classes that are published
 * @param utility the metric's figure
 * @param optimal whether no full-domain solution is better
 * @param cut whether the search was stopped before its end
 * @param checked how many nodes it checked
 * @param recoding what becomes of each tuple; without tuples if {@link #byLevels}, and its table is
 *     then not to be asked for levels or counts
 * @param population what becomes of the persons that records are drawn from, where these do not all
 *     have the levels of the one round
 * @param joined what makes the codes of the last column, which other tables tell of; only if it has
 *     to be known to publish records
 */
record KeptSolution(
    List<int[]> rounds,
    long records,
    int suppressed,
    int classes,
    double utility,
    boolean optimal,
    boolean cut,
    int checked,
    boolean byLevels,
    Recoding recoding,
    Optional<Recoding> population,
    Optional<long[]> joined) {
  KeptSolution {
    rounds = List.copyOf(rounds);
  }

  /**
   * What a search has found.
   *
   * @param joined the sums of the joined column
   * @param byLevels whether all that is published of a column has one level, and nothing else has
   *     to be known to publish it
   */
  static KeptSolution of(Outcome.Found found, Optional<long[]> joined, boolean byLevels) {
    return new KeptSolution(
        found.rounds(),
        found.recoding().table().records(),
        found.suppressed(),
        found.recoding().classes(),
        found.utility(),
        found.optimal(),
        found.cut(),
        found.checked(),
        byLevels,
        found.recoding(),
        found.population().filter(_ -> found.rounds().size() != 1),
        joined.filter(_ -> !byLevels));
  }
}
