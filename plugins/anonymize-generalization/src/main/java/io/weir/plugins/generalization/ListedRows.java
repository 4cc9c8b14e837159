package io.weir.plugins.generalization;

import io.weir.spi.InvalidParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a hierarchy that lists its values: each is the value and its group at each level.
 * Checked: equally long, nothing missing, and nested, that is, a group of one level lies wholly in
 * a group of the next.
 */
record ListedRows(List<List<String>> rows, int height) {
  static final int MOST_ROWS = 200_000;
  static final int MOST_CELLS = 2_000_000;
  static final int LONGEST_CELL = 1_000;
  private static final int LONGEST_SHOWN = 40;

  /**
   * @param rows by number from 1 in messages
   * @throws InvalidParameters naming the row at fault
   */
  static ListedRows checked(List<List<String>> rows) {
    if (rows.isEmpty()) {
      throw invalid("the hierarchy has no rows; write one for each value of the column");
    }
    if (rows.size() > MOST_ROWS) {
      throw tooManyRows();
    }
    int width = rows.getFirst().size();
    if (width < 2) {
      throw invalid(
          "row 1 of the hierarchy has no level; write the value and its group at each level, in csv"
              + " separated by semicolons");
    }
    if (width - 1 > Hierarchy.MOST_LEVELS) {
      throw invalid(
          "row 1 of the hierarchy has %d levels; at most %d can be told apart, leave some out"
              .formatted(width - 1, Hierarchy.MOST_LEVELS));
    }
    for (int row = 0; row < rows.size(); row++) {
      cells(row, rows.get(row), width);
    }
    if ((long) rows.size() * width > MOST_CELLS) {
      throw invalid(
          "the hierarchy has %d rows of %d cells; at most %d cells can be kept, leave levels out"
              .formatted(rows.size(), width, MOST_CELLS));
    }
    ListedRows checked = new ListedRows(rows, width - 1);
    for (int level = 1; level < width - 1; level++) {
      checked.nested(level);
    }
    return checked;
  }

  private static void cells(int row, List<String> cells, int width) {
    if (cells.size() != width) {
      throw invalid(
          "row %d of the hierarchy has %d levels and row 1 has %d; give all rows as many"
              .formatted(row + 1, cells.size() - 1, width - 1));
    }
    for (int level = 0; level < width; level++) {
      String cell = cells.get(level);
      if (cell.length() > LONGEST_CELL) {
        throw invalid(
            "row %d of the hierarchy has a text of %d characters, %s; write at most %d"
                .formatted(row + 1, cell.length(), shown(cell), LONGEST_CELL));
      }
      if (level > 0 && cell.isEmpty()) {
        throw invalid(
            "row %d of the hierarchy, %s, names no group at level %d; name one, such as *"
                .formatted(row + 1, shown(cells.getFirst()), level));
      }
    }
  }

  private void nested(int level) {
    Map<String, Integer> first = new HashMap<>();
    for (int row = 0; row < rows.size(); row++) {
      String group = rows.get(row).get(level);
      int other = first.computeIfAbsent(group, _ -> -1);
      if (other < 0) {
        first.put(group, row);
      } else if (!rows.get(other).get(level + 1).equals(rows.get(row).get(level + 1))) {
        throw invalid(
            "row %d of the hierarchy puts the group %s of level %d into %s and row %d into %s; put it into one"
                .formatted(
                    row + 1,
                    shown(group),
                    level,
                    shown(rows.get(row).get(level + 1)),
                    other + 1,
                    shown(rows.get(other).get(level + 1))));
      }
    }
  }

  /**
   * The one group at the last level, which is all that is told of a value that has no row.
   *
   * @throws InvalidParameters if there are several, or if a lower level calls a group like it that
   *     lies elsewhere
   */
  String top() {
    String top = rows.getFirst().getLast();
    for (int row = 0; row < rows.size(); row++) {
      List<String> cells = rows.get(row);
      if (!cells.getLast().equals(top)) {
        throw new InvalidParameters(
            "unmapped",
            "the last level has several groups, %s in row 1 and %s in row %d; add a level that holds all, such as *"
                .formatted(shown(top), shown(cells.getLast()), row + 1));
      }
      for (int level = 1; level < height; level++) {
        if (cells.get(level).equals(top) && !cells.get(level + 1).equals(top)) {
          throw new InvalidParameters(
              "unmapped",
              "row %d of the hierarchy calls a group of level %d %s, as values without a row are called; give it another name"
                  .formatted(row + 1, level, shown(top)));
        }
      }
    }
    return top;
  }

  static InvalidParameters tooManyRows() {
    return invalid(
        "the hierarchy has more than %d rows; leave rare values out and write \"unmapped\": \"top\""
            .formatted(MOST_ROWS));
  }

  static InvalidParameters invalid(String advice) {
    return new InvalidParameters("hierarchy", advice);
  }

  /** A text of the hierarchy in quotes, cut where it is long. */
  static String shown(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST_SHOWN) {
      return '"' + text + '"';
    }
    return '"' + text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN)) + "…\"";
  }
}
