package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.Rule;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * Lets children follow a parent whose key was renewed: a foreign key delivered by a source that
 * held the old key of that source's record gets the record's new key. Where a source delivered
 * several records of the old key, the first is the parent.
 *
 * <p>The renewed keys of one source are looked at one hash partition at a time.
 */
final class Following {
  private final long budget;
  private final Tally tally;

  Following(long budget, Tally tally) {
    this.budget = budget;
    this.tally = tally;
  }

  /**
   * @param reference to the primary key of a table whose keys are settled
   */
  void follow(References.Reference reference) {
    CollectedTable parent = reference.parent();
    for (int priority :
        IntStream.range(0, parent.parts()).map(parent::source).distinct().toArray()) {
      int[] parents =
          IntStream.range(0, parent.parts())
              .filter(part -> parent.source(part) == priority)
              .toArray();
      String source = parent.sourceName(parents[0]);
      CollectedTable child = reference.child();
      int[] children =
          IntStream.range(0, child.parts())
              .filter(part -> child.sourceName(part).equals(source))
              .toArray();
      long renewed = renewed(parent, reference.parentColumn(), parents);
      if (children.length > 0 && renewed > 0) {
        follow(reference, parents, children, renewed);
      }
    }
  }

  private static long renewed(CollectedTable parent, String column, int[] parts) {
    return Arrays.stream(parts)
        .mapToLong(part -> parent.replacement(part, column).map(all -> all.rows().length).orElse(0))
        .sum();
  }

  private void follow(References.Reference reference, int[] parents, int[] children, long renewed) {
    long bytes = 2 * ColumnSize.of(reference.parent(), reference.parentColumn(), renewed);
    int count = HashPartition.countFor(bytes, budget);
    for (int index = 0; index < count; index++) {
      NewKeys keys =
          NewKeys.of(
              reference.parent(),
              reference.parentColumn(),
              parents,
              new HashPartition(index, count),
              renewed);
      for (int part : children) {
        follow(reference, part, keys);
      }
    }
  }

  private void follow(References.Reference reference, int part, NewKeys keys) {
    CollectedTable child = reference.child();
    RoaringBitmap replaced = new RoaringBitmap();
    child.replacement(part, reference.column()).ifPresent(older -> replaced.add(older.rows()));
    RowsAndValues followed = new RowsAndValues();
    child.scanDelivered(
        part,
        reference.column(),
        (index, first, values, gone) -> {
          int[] numbers = new int[values.size()];
          keys.find(values, gone, numbers);
          for (int row = 0; row < numbers.length; row++) {
            if (numbers[row] >= 0 && !replaced.contains(first + row)) {
              followed.add(first + row, numbers[row]);
            }
          }
        });
    if (followed.size() > 0) {
      child.replace(
          part,
          new Mask.Replacement(
              reference.column(),
              followed.rows(),
              keys.values().select(followed.values(), followed.size())));
      tally.add(
          child.name(),
          child.source(part),
          reference.column(),
          Rule.REFERENCE_FOLLOWED,
          0,
          followed.size());
    }
  }

  /** Pairs of a row and the number of its new value. */
  private static final class RowsAndValues {
    private int[] rows = new int[64];
    private int[] values = new int[64];
    private int size;

    void add(int row, int value) {
      if (size == rows.length) {
        rows = Arrays.copyOf(rows, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      rows[size] = row;
      values[size++] = value;
    }

    int size() {
      return size;
    }

    int[] rows() {
      return Arrays.copyOf(rows, size);
    }

    int[] values() {
      return values;
    }
  }
}
