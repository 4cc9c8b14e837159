package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.space.Longs;
import io.weir.engine.privacy.solution.Solution;
import io.weir.engine.privacy.table.LevelTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the records of other tables tell of each person, as one more quasi-identifier of the table
 * with the privacy model: two records have the same code when it is the same. It has no levels, no
 * weight in the metric, and is no column that anybody is told of.
 *
 * @param name what it is made of, for messages
 * @param codes two by long, by position; one more than the code, or 0 for a record that is gone
 * @param sums by code the upper and the lower half of what makes it, by which the codes can be had
 *     again when other persons are gone
 */
record JoinedColumn(String name, Longs codes, long[] sums) {
  /** How many codes there are. */
  int distinct() {
    return sums.length / 2;
  }

  /** The code of a record, or -1 for one that is gone. */
  int code(long position) {
    return (int) (codes.get(position >>> 1) >>> shift(position)) - 1;
  }

  static void set(Longs codes, long position, int code) {
    codes.or(position >>> 1, (code + 1L) << shift(position));
  }

  private static int shift(long position) {
    return (position & 1) == 0 ? 0 : Integer.SIZE;
  }

  LevelTable levels() {
    int[] itself = new int[Math.max(1, distinct())];
    Arrays.setAll(itself, code -> code);
    return LevelTable.of(name, new int[][] {itself}, true).weighing(0);
  }

  /** A solution as people see it and the ledger keeps it: without this column. */
  Solution without(Solution solution) {
    return rounds(
        solution,
        solution.rounds().stream()
            .map(round -> {
              Map<String, Integer> levels = new HashMap<>(round);
              levels.remove(name);
              return levels;
            })
            .toList());
  }

  /** The opposite of {@link #without}. */
  Solution with(Solution solution) {
    return rounds(
        solution,
        solution.rounds().stream()
            .map(round -> {
              Map<String, Integer> levels = new HashMap<>(round);
              levels.put(name, 0);
              return levels;
            })
            .toList());
  }

  private static Solution rounds(Solution solution, List<Map<String, Integer>> rounds) {
    return new Solution(
        solution.model(),
        rounds,
        solution.utility(),
        solution.classes(),
        solution.suppressed(),
        solution.optimal());
  }
}
