package io.weir.engine.privacy.solution;

import io.weir.engine.privacy.metric.Metric;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.search.Outcome;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Levels that were found for a table, to be kept and applied to another version of it. It holds
 * nothing of the data but sums.
 *
 * @param model the fingerprint of the model they were found for
 * @param rounds levels by column; each applied to the records that the one before suppressed
 * @param utility the metric's figure, as it was
 * @param classes as they were
 * @param suppressed records, as they were
 */
public record Solution(
    String model,
    List<Map<String, Integer>> rounds,
    double utility,
    int classes,
    int suppressed,
    boolean optimal) {
  public Solution {
    rounds = rounds.stream().map(Map::copyOf).toList();
  }

  /**
   * What a search has found.
   *
   * @throws WeirException if it was found by Mondrian, whose classes are of the data and cannot be
   *     applied to other records
   */
  public static Solution of(Outcome.Found found, Promise promise, Metric metric) {
    if (found.rounds().isEmpty()) {
      throw new WeirException(
          Problem.of(
              ErrorCode.INVALID_REQUEST,
              "A solution found by Mondrian cannot be saved: its classes are those of its records.",
              "Search by optimal or local, or search each version anew."));
    }
    List<LevelTable> columns = found.recoding().table().columns();
    List<Map<String, Integer>> rounds = new ArrayList<>();
    for (int[] levels : found.rounds()) {
      Map<String, Integer> round = new LinkedHashMap<>();
      for (int column = 0; column < levels.length; column++) {
        round.put(columns.get(column).name(), levels[column]);
      }
      rounds.add(round);
    }
    return new Solution(
        ModelFingerprint.of(promise, metric, columns),
        rounds,
        found.utility(),
        found.recoding().classes(),
        found.suppressed(),
        found.optimal());
  }

  /**
   * The levels in the order of a table's columns, for {@code PrivacySearch.applied}.
   *
   * @throws WeirException if it was found for another model or for other columns or levels
   */
  public List<int[]> levels(Promise promise, Metric metric, List<LevelTable> columns) {
    if (!model.equals(ModelFingerprint.of(promise, metric, columns))) {
      throw changed("was found for another privacy model");
    }
    Set<String> names = columns.stream().map(LevelTable::name).collect(Collectors.toSet());
    List<int[]> levels = new ArrayList<>();
    for (Map<String, Integer> round : rounds) {
      if (!round.keySet().equals(names)) {
        throw changed("is of other quasi-identifiers");
      }
      levels.add(columns.stream().mapToInt(column -> level(column, round)).toArray());
    }
    return levels;
  }

  private static int level(LevelTable column, Map<String, Integer> round) {
    int level = round.get(column.name());
    if (level < column.lowest() || level > column.highest()) {
      throw changed("has a level that column " + column.name() + " does not");
    }
    return level;
  }

  private static WeirException changed(String what) {
    return new WeirException(
        Problem.of(
            ErrorCode.INVALID_REQUEST,
            "The saved solution " + what + ".",
            "Search again, or restore the model it was found for."));
  }
}
