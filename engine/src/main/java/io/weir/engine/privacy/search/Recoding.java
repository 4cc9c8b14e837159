package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.TupleTable;
import java.util.List;

/**
 * What becomes of each tuple of a table: it is suppressed, or belongs to a class whose records are
 * published at the class's levels.
 *
 * @param classOf by tuple; -1 if it is suppressed
 * @param levels by class and column
 */
public record Recoding(TupleTable table, int[] classOf, List<int[]> levels) {

  public boolean suppressed(int tuple) {
    return classOf[tuple] < 0;
  }

  /** The level of a tuple that is not suppressed. */
  public int level(int tuple, int column) {
    return levels.get(classOf[tuple])[column];
  }

  /** The code of a tuple that is not suppressed, at its level. */
  public int code(int tuple, int column) {
    return table.columns().get(column).code(level(tuple, column), table.code(tuple, column));
  }

  /** How many classes are published. */
  public int classes() {
    return levels.size();
  }

  /** Records of each class. */
  public int[] sizes() {
    int[] sizes = new int[levels.size()];
    for (int tuple = 0; tuple < classOf.length; tuple++) {
      if (classOf[tuple] >= 0) {
        sizes[classOf[tuple]] += table.count(tuple);
      }
    }
    return sizes;
  }

  /** How many records are suppressed. */
  public int suppressedRecords() {
    int sum = 0;
    for (int tuple = 0; tuple < classOf.length; tuple++) {
      sum += classOf[tuple] < 0 ? table.count(tuple) : 0;
    }
    return sum;
  }
}
