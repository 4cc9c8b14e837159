package io.weir.engine.dataplane.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts of columns in order, cut into pieces of work of about the same size. */
final class Slices {
  /**
   * @param to exclusive
   */
  record Slice(CollectedTable table, String column, int from, int to) {}

  private static final int PER_THREAD = 4;

  private final List<Slice> slices = new ArrayList<>();

  /** Adds all parts of a table's column. */
  Slices add(WorkingSpace space, CollectedTable table, String column) {
    return add(space, table, column, 0, table.parts());
  }

  /** Adds a run of parts of a table's column. */
  Slices add(WorkingSpace space, CollectedTable table, String column, int from, int to) {
    long rows = 0;
    for (int part = from; part < to; part++) {
      rows += table.rows(part);
    }
    long aim = rows / ((long) space.threads() * PER_THREAD) + 1;
    int start = from;
    long gathered = 0;
    for (int part = from; part < to; part++) {
      gathered += table.rows(part);
      if (gathered >= aim || part + 1 == to) {
        slices.add(new Slice(table, column, start, part + 1));
        start = part + 1;
        gathered = 0;
      }
    }
    return this;
  }

  List<Slice> all() {
    return slices;
  }

  /** The parts that the source of a name delivered: the first, and the one past the last. */
  static int[] ofSource(CollectedTable table, String name) {
    int[] parts = new int[table.parts()];
    Arrays.setAll(parts, part -> part);
    int[] own = Arrays.stream(parts).filter(p -> table.sourceName(p).equals(name)).toArray();
    return own.length == 0 ? new int[] {0, 0} : new int[] {own[0], own[own.length - 1] + 1};
  }
}
