package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A hierarchy that lists its values, with the group of each at each level. */
final class ListedLevels implements Hierarchy {
  private final ColumnSchema column;
  private final ValueRows values;
  private final List<ListedLevel> levels;

  private ListedLevels(ColumnSchema column, ValueRows values, List<ListedLevel> levels) {
    this.column = column;
    this.values = values;
    this.levels = List.copyOf(levels);
  }

  /**
   * @param unmappedIsTop whether a value without a row becomes the last level's one group; if not
   *     it ends the run
   * @throws InvalidParameters if a row's value is none of the column's type, or has two rows that
   *     differ
   */
  static ListedLevels of(ColumnSchema column, ListedRows listed, boolean unmappedIsTop) {
    List<List<String>> rows = listed.rows();
    ValueRows values = ValueRows.of(column.type(), rows.size());
    for (int row = 0; row < rows.size(); row++) {
      add(column, values, rows, row);
    }
    String top = unmappedIsTop ? listed.top() : "";
    List<ListedLevel> levels = new ArrayList<>();
    for (int level = 1; level <= listed.height(); level++) {
      levels.add(level(rows, level, unmappedIsTop, top));
    }
    return new ListedLevels(column, values, levels);
  }

  private static void add(ColumnSchema column, ValueRows values, List<List<String>> rows, int row) {
    List<String> cells = rows.get(row);
    int other;
    try {
      other = values.add(cells.getFirst(), row);
    } catch (IllegalArgumentException e) {
      throw ListedRows.invalid(
          "row %d of the hierarchy begins with %s, which is no %s as column %s holds; correct or remove the row"
              .formatted(
                  row + 1,
                  ListedRows.shown(cells.getFirst()),
                  column.type().name().toLowerCase(Locale.ROOT),
                  column.name()));
    }
    int width = cells.size();
    if (other != ValueRows.NONE
        && !rows.get(other).subList(1, width).equals(cells.subList(1, width))) {
      throw ListedRows.invalid(
          "rows %d and %d of the hierarchy are both on %s and put it into different groups; keep one"
              .formatted(other + 1, row + 1, ListedRows.shown(cells.getFirst())));
    }
  }

  private static ListedLevel level(
      List<List<String>> rows, int level, boolean unmappedIsTop, String top) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> labels = new ArrayList<>();
    int[] groups = new int[rows.size()];
    for (int row = 0; row < groups.length; row++) {
      groups[row] = number(rows.get(row).get(level), numbers, labels);
    }
    int unmapped = unmappedIsTop ? number(top, numbers, labels) : ValueRows.NONE;
    return ListedLevel.of(labels, groups, unmapped);
  }

  private static int number(String label, Map<String, Integer> numbers, List<String> labels) {
    return numbers.computeIfAbsent(
        label,
        it -> {
          labels.add(it);
          return labels.size() - 1;
        });
  }

  @Override
  public int height() {
    return levels.size();
  }

  @Override
  public ColumnFunction level(int level) {
    if (level == 0) {
      return this::itself;
    }
    ListedLevel chosen = levels.get(level - 1);
    return it -> {
      int[] rows = values.of(it);
      if (chosen.unmapped() == ValueRows.NONE) {
        requireRows(it, rows);
      }
      return chosen.apply(rows, it.empties());
    };
  }

  private Column itself(Column values) {
    if (levels.getFirst().unmapped() == ValueRows.NONE) {
      requireRows(values, this.values.of(values));
    }
    return AsText.of(values);
  }

  private void requireRows(Column values, int[] rows) {
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == ValueRows.NONE && !values.isEmpty(row)) {
        throw unknown(values, rows);
      }
    }
  }

  private MethodException unknown(Column values, int[] rows) {
    Set<String> distinct = new HashSet<>();
    for (int row = 0; row < rows.length; row++) {
      if (rows[row] == ValueRows.NONE && !values.isEmpty(row)) {
        distinct.add(values.format(row));
      }
    }
    return new MethodException(
        "Column %s has values that its hierarchy does not know, %d different ones in one batch of %d records."
            .formatted(column.name(), distinct.size(), rows.length),
        "Add rows for them to the hierarchy, or write \"unmapped\": \"top\" to publish them as its"
            + " last level.");
  }
}
