package io.weir.engine.dataplane.verify;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.PreparedMethod.OfLevels;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The published values of a column as leaves of its hierarchy: each level merges whole groups of
 * the level below, the last one all.
 */
final class ValueTree {
  /** By level and leaf: the group it belongs to; level 0 are the leaves themselves. */
  private final int[][] groups;

  private final long[][] totals;

  private ValueTree(int[][] groups, Distribution table) {
    this.groups = groups;
    this.totals = new long[groups.length][];
    for (int level = 0; level < groups.length; level++) {
      totals[level] = new long[table.size()];
      for (int leaf = 0; leaf < table.size(); leaf++) {
        totals[level][groups[level][leaf]] += table.count(leaf);
      }
    }
  }

  /**
   * Builds the tree of a column's published values.
   *
   * @param type of the column as collected, which is what the hierarchy takes
   * @return empty when the values are not those the hierarchy begins with, or when its levels do
   *     not merge whole groups
   */
  static Optional<ValueTree> of(Distribution table, ValueType type, OfLevels method) {
    int[][] groups = new int[Math.max(1, method.highest()) + 1][table.size()];
    try {
      Optional<Column> leaves = leaves(table, type);
      if (leaves.isEmpty()) {
        return Optional.empty();
      }
      for (int level = 0; level < groups.length; level++) {
        if (level <= method.highest()) {
          groups[level] = groups(method.level(level).apply(leaves.get()));
        }
      }
    } catch (RuntimeException theyAreOfAnotherLevel) {
      return Optional.empty();
    }
    for (int leaf = 0; leaf < table.size(); leaf++) {
      groups[0][leaf] = leaf;
      // Values that meet nowhere are as far from each other as can be.
      groups[groups.length - 1][leaf] = 0;
    }
    return nested(groups) ? Optional.of(new ValueTree(groups, table)) : Optional.empty();
  }

  private static Optional<Column> leaves(Distribution table, ValueType type) {
    return switch (type) {
      case STRING -> {
        @Nullable String[] texts = new String[table.size()];
        for (int leaf = 0; leaf < texts.length; leaf++) {
          texts[leaf] = text(table, leaf);
        }
        yield Optional.of(BytesColumn.ofStrings(texts));
      }
      case INTEGER, DATE -> Optional.of(longs(table, type));
      case BOOLEAN, DECIMAL, DOUBLE, TIME, DATETIME, BINARY, JSON -> Optional.empty();
    };
  }

  private static @Nullable String text(Distribution table, int leaf) {
    Object original = table.original(leaf);
    return switch (original) {
      case null -> null;
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      default -> original.toString();
    };
  }

  private static LongColumn longs(Distribution table, ValueType type) {
    long[] values = new long[table.size()];
    BitSet empties = new BitSet();
    for (int leaf = 0; leaf < values.length; leaf++) {
      String text = text(table, leaf);
      if (text == null) {
        empties.set(leaf);
      } else if (table.original(leaf) instanceof Long number) {
        values[leaf] = number;
      } else {
        values[leaf] = type == ValueType.DATE ? day(text) : Long.parseLong(text);
      }
    }
    return new LongColumn(type, values, values.length, Empties.of(empties));
  }

  private static long day(String text) throws DateTimeException {
    return LocalDate.parse(text).toEpochDay();
  }

  private static int[] groups(Column column) {
    Map<Optional<String>, Integer> numbers = new HashMap<>();
    int[] groups = new int[column.size()];
    for (int leaf = 0; leaf < groups.length; leaf++) {
      Optional<String> text =
          column.isEmpty(leaf) ? Optional.empty() : Optional.of(column.format(leaf));
      Integer number = numbers.putIfAbsent(text, numbers.size());
      groups[leaf] = number == null ? numbers.size() - 1 : number;
    }
    return groups;
  }

  private static boolean nested(int[][] groups) {
    for (int level = 1; level < groups.length; level++) {
      int[] parents = new int[groups[level].length];
      for (int leaf = 0; leaf < parents.length; leaf++) {
        int known = parents[groups[level - 1][leaf]];
        if (known != 0 && known != groups[level][leaf] + 1) {
          return false;
        }
        parents[groups[level - 1][leaf]] = groups[level][leaf] + 1;
      }
    }
    return true;
  }

  /** As {@link ClassDistance#of}: what has to be moved across each group costs its height. */
  double distance(Distribution table, int[] indexes, long[] counts, int length, long size) {
    Map<Integer, Double> extras = new HashMap<>();
    Map<Integer, Integer> leaves = new HashMap<>();
    for (int i = 0; i < length; i++) {
      double overall = (double) table.count(indexes[i]) / table.total();
      extras.put(indexes[i], (double) counts[i] / size - overall);
      leaves.put(indexes[i], indexes[i]);
    }
    double cost = 0;
    for (int level = 1; level < groups.length; level++) {
      Map<Integer, Double> over = new HashMap<>();
      Map<Integer, Double> under = new HashMap<>();
      Map<Integer, Integer> above = new HashMap<>();
      for (Map.Entry<Integer, Double> extra : extras.entrySet()) {
        int leaf = leaves.get(extra.getKey());
        int group = groups[level][leaf];
        above.put(group, leaf);
        over.merge(group, Math.max(0, extra.getValue()), Double::sum);
        // Groups without a value of the class lack all they have; counted as what is left.
        double own = (double) totals[level - 1][extra.getKey()] / table.total();
        under.merge(group, own - Math.max(0, -extra.getValue()), Double::sum);
      }
      Map<Integer, Double> next = new HashMap<>();
      for (Map.Entry<Integer, Double> surplus : over.entrySet()) {
        int group = surplus.getKey();
        double lack = (double) totals[level][group] / table.total() - under.get(group);
        cost += Math.min(surplus.getValue(), Math.max(0, lack)) * level / (groups.length - 1);
        next.put(group, surplus.getValue() - lack);
      }
      extras = next;
      leaves = above;
    }
    return cost;
  }
}
