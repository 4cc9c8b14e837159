package io.weir.engine.dataplane.verify;

import java.util.List;

/**
 * Knows records that were suppressed by making all their searched quasi-identifiers {@code *}. When
 * every record of a table is like that, none is: the columns say nothing, and all records are in
 * one class.
 *
 * @param searched the places of the searched columns among the quasi-identifiers; none when records
 *     are suppressed by being left out
 * @param count how many there are
 */
record Stars(List<Integer> searched, long count) {
  static Stars none() {
    return new Stars(List.of(), 0);
  }

  static Stars of(TableRecords records, List<String> quasi, List<String> searched) {
    if (searched.isEmpty()) {
      return none();
    }
    List<Integer> places = searched.stream().map(quasi::indexOf).toList();
    Stars candidates = new Stars(places, 0);
    long[] found = new long[1];
    Tuples tuples = new Tuples(quasi.size());
    records.forEach(
        quasi,
        batch -> {
          tuples.take(batch);
          for (int row = 0; row < batch.size(); row++) {
            found[0] += candidates.isStarred(tuples, row) ? 1 : 0;
          }
        });
    return found[0] == records.rows() ? none() : new Stars(places, found[0]);
  }

  boolean isStarred(Tuples tuples, int row) {
    for (int place : searched) {
      if (!tuples.isStar(place, row)) {
        return false;
      }
    }
    return !searched.isEmpty();
  }
}
