package io.weir.plugins.generalization;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The form {@code order}: values in an order, in groups, which lie in groups again. A group is
 * called by its first and last value, {@code [a, c]}, one of a single value by that. Above all is
 * {@code *}.
 */
final class OrderedGroups {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Set<String>> labels = new ArrayList<>();

  private OrderedGroups() {}

  /** The rows of the hierarchy: value, groups from small to large, {@code *}. */
  static List<List<String>> rows(List<?> groups) {
    int depth = depth(groups);
    if (depth >= Hierarchy.MOST_LEVELS) {
      throw ListedRows.invalid(
          "the groups of \"order\" lie in more than %d levels; leave some out"
              .formatted(Hierarchy.MOST_LEVELS - 1));
    }
    OrderedGroups ordered = new OrderedGroups();
    for (int level = 1; level < depth; level++) {
      ordered.labels.add(new HashSet<>());
    }
    ordered.add(groups, depth);
    ordered.rows.forEach(row -> row.add(Hierarchy.ANYTHING));
    return ordered.rows;
  }

  private static int depth(Object group) {
    int depth = 0;
    Object inner = group;
    while (inner instanceof List<?> list) {
      if (list.isEmpty()) {
        throw ListedRows.invalid("a group of \"order\" is empty; name its values, or remove it");
      }
      depth++;
      inner = list.getFirst();
    }
    return depth;
  }

  /** Adds a group's rows, and to them its label unless it is the outermost. */
  private void add(List<?> group, int depth) {
    if (group.isEmpty()) {
      throw ListedRows.invalid("a group of \"order\" is empty; name its values, or remove it");
    }
    int begin = rows.size();
    for (Object member : group) {
      if (member instanceof List<?> inner && depth > 1) {
        add(inner, depth - 1);
      } else if (depth == 1 && !(member instanceof List<?>)) {
        rows.add(new ArrayList<>(List.of(HierarchyReader.cell(member, rows.size() + 1))));
        if (rows.size() > ListedRows.MOST_ROWS) {
          throw ListedRows.tooManyRows();
        }
      } else {
        throw ListedRows.invalid(
            "value %d of \"order\" lies deeper or less deep than the first; put each value into as many groups"
                .formatted(rows.size() + 1));
      }
    }
    if (depth <= labels.size()) {
      label(begin, depth);
    }
  }

  private void label(int begin, int level) {
    String first = rows.get(begin).getFirst();
    String last = rows.getLast().getFirst();
    String label = begin == rows.size() - 1 ? first : "[" + first + ", " + last + "]";
    if (!labels.get(level - 1).add(label)) {
      throw ListedRows.invalid(
          "two groups of \"order\" would both be called %s; write \"rows\" and name the groups"
              .formatted(ListedRows.shown(label)));
    }
    rows.subList(begin, rows.size()).forEach(row -> row.add(label));
  }
}
