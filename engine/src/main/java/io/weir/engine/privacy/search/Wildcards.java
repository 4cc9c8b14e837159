package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which classes match which others because they have empties: with {@code *} for empty, those of
 * {@code (30, *)} and {@code (*, *)} match {@code (30, F)}. A class only has use of others that are
 * published themselves, so classes with more empties are judged first.
 */
final class Wildcards {
  private record Key(List<Integer> codes) {}

  private final TupleTable table;
  private final Rows rows;
  private final Classes classes;
  private final int[] levels;
  private final Map<Key, Integer> byCodes = new HashMap<>();
  private final long[] empties;
  private final TreeSet<Long> patterns = new TreeSet<>();

  Wildcards(TupleTable table, Rows rows, Classes classes, int[] levels) {
    this.table = table;
    this.rows = rows;
    this.classes = classes;
    this.levels = levels;
    empties = new long[classes.size];
    for (int one = 0; one < classes.size; one++) {
      empties[one] = empties(one);
      patterns.add(empties[one]);
      byCodes.put(key(one, 0), one);
    }
  }

  private long empties(int one) {
    long pattern = 0;
    for (int column = 0; column < levels.length; column++) {
      LevelTable of = table.columns().get(column);
      if (of.empty().isPresent()
          && !of.single(levels[column])
          && base(one, column) == of.empty().getAsInt()) {
        pattern |= 1L << column;
      }
    }
    return pattern;
  }

  private int base(int one, int column) {
    long word = rows.packed()[classes.sample[one] * table.words() + table.word(column)];
    return (int) (word >>> table.shift(column) & (1L << table.width(column)) - 1);
  }

  private Key key(int one, long emptied) {
    Integer[] codes = new Integer[levels.length];
    for (int column = 0; column < codes.length; column++) {
      LevelTable of = table.columns().get(column);
      int base = (emptied >>> column & 1) == 0 ? base(one, column) : of.empty().orElseThrow();
      codes[column] = of.code(levels[column], base);
    }
    return new Key(Arrays.asList(codes));
  }

  void judge(Judge judge, byte[] verdicts) {
    int[] order =
        IntStream.range(0, classes.size)
            .boxed()
            .sorted((a, b) -> Long.bitCount(empties[b]) - Long.bitCount(empties[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] others = new int[patterns.size()];
    for (int one : order) {
      int count = 0;
      for (long pattern : patterns) {
        if (pattern != empties[one] && (pattern & empties[one]) == empties[one]) {
          Integer other = byCodes.get(key(one, pattern));
          if (other != null && verdicts[other] == Judge.KEPT && classes.records[other] > 0) {
            others[count++] = other;
          }
        }
      }
      verdicts[one] = judge.judge(rows, classes, one, others, count);
    }
  }
}
