package io.weir.engine.dataplane.anonymize;

import io.weir.engine.privacy.table.LevelTable;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.PreparedMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as a privacy model sees it.
 *
 * @param table whose model it is
 * @param levels of its method; empty if it is seen as its method leaves it
 * @param values the different ones, which are numbered once they are sorted
 */
record SeenColumn(
    String table, String name, Optional<PreparedMethod.OfLevels> levels, DistinctValues values) {

  SeenColumn sorted() {
    return new SeenColumn(table, name, levels, values.sorted());
  }

  /** Adds the values of a batch. */
  void gather(Column some) {
    failures()
        .during(
            "broke off",
            () -> {
              values.gather(some);
              return true;
            });
  }

  private Failures failures() {
    return new Failures(table, name, "privacyModel");
  }

  /** One more than the greatest number of a value. */
  int domain() {
    return Math.max(1, values.count());
  }

  /** Its levels; one without has a single level. */
  LevelTable levelTable() {
    if (levels.isEmpty()) {
      int[] identity = new int[domain()];
      Arrays.setAll(identity, code -> code);
      return withEmpty(LevelTable.of(name, new int[][] {identity}, true));
    }
    PreparedMethod.OfLevels method = levels.get();
    int[][] codes = new int[method.highest() + 1][];
    for (int level = 0; level < codes.length; level++) {
      codes[level] = codes(method.level(level));
    }
    return withEmpty(LevelTable.of(name, codes, true).between(method.lowest(), method.highest()));
  }

  private LevelTable withEmpty(LevelTable table) {
    return values.empty().isPresent() ? table.withEmpty(values.empty().getAsInt()) : table;
  }

  /** At a level an empty value stays by itself. */
  private int[] codes(ColumnFunction level) {
    int[] codes = new int[domain()];
    if (values.filled() == 0) {
      return codes;
    }
    Column after = failures().during("broke off", () -> level.apply(values.values()));
    Map<String, Integer> labels = new HashMap<>();
    int first = values.empty().isPresent() ? 1 : 0;
    int next = first;
    for (int row = 0; row < after.size(); row++) {
      String label = after.isEmpty(row) ? "" : "=" + after.format(row);
      Integer code = labels.get(label);
      if (code == null) {
        code = next++;
        labels.put(label, code);
      }
      codes[first + row] = code;
    }
    return codes;
  }

  /** By level the text of each value; null for an empty one. Nothing without levels. */
  List<@Nullable String[]> labels() {
    if (levels.isEmpty()) {
      return List.of();
    }
    PreparedMethod.OfLevels method = levels.get();
    int first = values.empty().isPresent() ? 1 : 0;
    List<@Nullable String[]> labels = new ArrayList<>();
    for (int level = 0; level <= method.highest(); level++) {
      @Nullable String[] texts = new String[domain()];
      if (values.filled() > 0) {
        ColumnFunction function = method.level(level);
        Column after = failures().during("broke off", () -> function.apply(values.values()));
        for (int row = 0; row < after.size(); row++) {
          texts[first + row] = after.isEmpty(row) ? null : after.format(row);
        }
      }
      labels.add(texts);
    }
    return labels;
  }
}
