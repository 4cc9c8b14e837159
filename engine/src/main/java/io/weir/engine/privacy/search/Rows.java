package io.weir.engine.privacy.search;

import io.weir.engine.privacy.table.Histograms;
import io.weir.engine.privacy.table.TupleTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What nodes of the lattice are checked from: distinct tuples, or the classes of a node that has
 * been checked before, each standing for the records of its tuples by one of them.
 *
 * @param floor the levels at which the rows are distinct; nothing below can be checked from them
 * @param packed the words of each row, in base codes
 * @param counts records of each row
 * @param persons of the population of each row, or an empty array
 */
record Rows(int[] floor, long[] packed, int[] counts, int[] persons, List<Histograms> sensitive) {

  static Rows of(TupleTable table, Optional<TupleTable> population) {
    int[] floor = new int[table.columns().size()];
    Arrays.fill(floor, -1);
    List<Histograms> sensitive = new ArrayList<>();
    for (int column = 0; column < table.sensitiveColumns(); column++) {
      sensitive.add(table.sensitive(column));
    }
    Rows rows = new Rows(floor, table.packed(), table.counts(), new int[0], sensitive);
    return population.map(persons -> rows.among(persons, table.words())).orElse(rows);
  }

  int size() {
    return counts.length;
  }

  long bytes() {
    long bytes = 8L * packed.length + 4L * counts.length + 4L * persons.length;
    for (Histograms one : sensitive) {
      bytes += 4L * one.offsets().length + 8L * one.values().length;
    }
    return bytes;
  }

  boolean below(int[] levels) {
    for (int column = 0; column < levels.length; column++) {
      if (floor[column] > levels[column]) {
        return false;
      }
    }
    return true;
  }

  /** These rows and those of the population, which has no records of its own. */
  private Rows among(TupleTable population, int words) {
    long[] other = population.packed();
    int most = size() + population.size();
    long[] both = new long[most * words];
    int[] records = new int[most];
    int[] heads = new int[most];
    int[] mine = new int[most];
    int row = 0;
    int person = 0;
    int at = 0;
    while (row < size() || person < population.size()) {
      int order = compare(other, row, person, words, population.size());
      System.arraycopy(
          order <= 0 ? packed : other,
          (order <= 0 ? row : person) * words,
          both,
          at * words,
          words);
      mine[at] = order <= 0 ? row : -1;
      if (order <= 0) {
        records[at] = counts[row++];
      }
      if (order >= 0) {
        heads[at] = population.count(person++);
      }
      at++;
    }
    int[] of = Arrays.copyOf(mine, at);
    return new Rows(
        floor,
        Arrays.copyOf(both, at * words),
        Arrays.copyOf(records, at),
        Arrays.copyOf(heads, at),
        sensitive.stream().map(one -> spread(one, of)).toList());
  }

  private int compare(long[] other, int row, int person, int words, int persons) {
    if (row == size()) {
      return 1;
    }
    if (person == persons) {
      return -1;
    }
    for (int word = words - 1; word >= 0; word--) {
      int order = Long.compareUnsigned(packed[row * words + word], other[person * words + word]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Histograms spread(Histograms histograms, int[] rows) {
    int[] offsets = new int[rows.length + 1];
    for (int at = 0; at < rows.length; at++) {
      int entries =
          rows[at] < 0 ? 0 : histograms.offsets()[rows[at] + 1] - histograms.offsets()[rows[at]];
      offsets[at + 1] = offsets[at] + entries;
    }
    return new Histograms(offsets, histograms.values(), histograms.counts());
  }
}
