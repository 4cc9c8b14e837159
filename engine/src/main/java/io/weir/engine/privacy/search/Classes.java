package io.weir.engine.privacy.search;

import java.util.Arrays;

/** The classes of one grouping, as arrays that are used again for the next. */
final class Classes {
  int size;
  int[] records = new int[0];
  int[] persons = new int[0];

  /** A row of each class. */
  int[] sample = new int[0];

  /** Where the rows of a class begin in {@link #rows}; one more than there are classes. */
  int[] starts = new int[0];

  int[] rows = new int[0];

  void count(Rows source, Grouping grouping) {
    size = grouping.classes();
    if (records.length < size) {
      records = new int[size + size / 2];
      sample = new int[records.length];
      persons = new int[records.length];
    }
    Arrays.fill(records, 0, size, 0);
    int[] classOf = grouping.classOf();
    int[] counts = source.counts();
    for (int row = 0; row < counts.length; row++) {
      records[classOf[row]] += counts[row];
    }
    if (source.persons().length > 0) {
      Arrays.fill(persons, 0, size, 0);
      for (int row = 0; row < counts.length; row++) {
        persons[classOf[row]] += source.persons()[row];
      }
    }
  }

  void takeSamples(Rows source, Grouping grouping) {
    int[] classOf = grouping.classOf();
    int next = 0;
    for (int row = 0; next < size; row++) {
      if (classOf[row] == next) {
        sample[next++] = row;
      }
    }
  }

  /** Brings together the rows of each class. */
  void gather(Rows source, Grouping grouping) {
    if (starts.length < size + 1) {
      starts = new int[size + size / 2 + 1];
    }
    if (rows.length < source.size()) {
      rows = new int[source.size()];
    }
    int[] classOf = grouping.classOf();
    Arrays.fill(starts, 0, size + 1, 0);
    for (int row = 0; row < source.size(); row++) {
      starts[classOf[row]]++;
    }
    int sum = 0;
    for (int at = 0; at <= size; at++) {
      int here = at < size ? starts[at] : 0;
      starts[at] = sum;
      sum += here;
    }
    for (int row = 0; row < source.size(); row++) {
      rows[starts[classOf[row]]++] = row;
    }
    System.arraycopy(starts, 0, starts, 1, size);
    starts[0] = 0;
  }
}
