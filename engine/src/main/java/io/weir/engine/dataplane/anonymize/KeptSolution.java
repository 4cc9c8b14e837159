package io.weir.engine.dataplane.anonymize;

import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.search.Recoding;
import java.util.List;

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
    Recoding recoding) {
  KeptSolution {
    rounds = List.copyOf(rounds);
  }

  /**
   * What a search has found.
   *
   * @param byLevels whether all that is published of a column has one level, and nothing else has
   *     to be known to publish it
   */
  static KeptSolution of(Outcome.Found found, boolean byLevels) {
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
        found.recoding());
  }
}
