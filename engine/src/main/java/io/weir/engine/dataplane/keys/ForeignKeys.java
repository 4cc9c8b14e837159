package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.keys.References.Reference;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Deletes records whose foreign key names nothing, round by round until nothing changes. A round
 * judges every record by what stood at its beginning, so the order of tables does not matter; a
 * record that breaks several foreign keys counts for the first its table declares. After the first
 * round only references to tables that lost records are looked at again, and there only the values
 * that were lost.
 */
final class ForeignKeys {
  private final References references;
  private final long budget;
  private final Tally tally;

  ForeignKeys(References references, long budget, Tally tally) {
    this.references = references;
    this.budget = budget;
    this.tally = tally;
  }

  /** Settles all foreign keys; gives the number of rounds that deleted something. */
  int settle() {
    Map<CollectedTable, RoaringBitmap[]> lost = round(1, Map.of());
    int round = 1;
    while (!lost.isEmpty()) {
      lost = round(++round, lost);
    }
    return round - 1;
  }

  /**
   * @param lost what each table lost in the round before, by part; not looked at in the first round
   * @return what each table lost in this round
   */
  private Map<CollectedTable, RoaringBitmap[]> round(
      int round, Map<CollectedTable, RoaringBitmap[]> lost) {
    Map<CollectedTable, RoaringBitmap[]> orphans = new HashMap<>();
    for (Reference reference : references.all()) {
      if (round == 1 || lost.containsKey(reference.parent())) {
        RoaringBitmap[] before = orphans.computeIfAbsent(reference.child(), ForeignKeys::noRows);
        RoaringBitmap[] found =
            round == 1 ? unmatched(reference) : bereaved(reference, lost.get(reference.parent()));
        gather(reference, round, before, found);
      }
    }
    orphans.values().removeIf(rows -> Arrays.stream(rows).allMatch(RoaringBitmap::isEmpty));
    orphans.forEach((table, rows) -> {
      for (int part = 0; part < rows.length; part++) {
        table.deleted(part).or(rows[part]);
      }
    });
    return orphans;
  }

  private void gather(Reference reference, int round, RoaringBitmap[] all, RoaringBitmap[] found) {
    CollectedTable child = reference.child();
    for (int part = 0; part < found.length; part++) {
      found[part].andNot(all[part]);
      all[part].or(found[part]);
      tally.add(
          child.name(),
          child.source(part),
          reference.column(),
          Rule.ORPHAN_DROPPED,
          round,
          found[part].getLongCardinality());
    }
  }

  /** Records whose value is not among the values of the referenced column. */
  private RoaringBitmap[] unmatched(Reference reference) {
    CollectedTable parent = reference.parent();
    RoaringBitmap[] found = noRows(reference.child());
    int count = HashPartition.countFor(ColumnSize.of(parent, reference.parentColumn()), budget);
    for (int index = 0; index < count; index++) {
      ValueIndex present =
          ValueIndex.of(
              parent.type(reference.parentColumn()),
              new HashPartition(index, count),
              parent.rows());
      parent.scan(
          reference.parentColumn(),
          (part, first, values, gone) -> present.add(values, gone, new int[values.size()]));
      reference
          .child()
          .scan(
              reference.column(),
              (part, first, values, gone) -> {
                int[] numbers = new int[values.size()];
                present.find(values, gone, numbers);
                for (int row = 0; row < numbers.length; row++) {
                  if (numbers[row] == ValueIndex.ABSENT) {
                    found[part].add(first + row);
                  }
                }
              });
    }
    return found;
  }

  /** Records whose value was among those the referenced column lost. */
  private RoaringBitmap[] bereaved(Reference reference, RoaringBitmap[] lost) {
    CollectedTable parent = reference.parent();
    RoaringBitmap[] found = noRows(reference.child());
    long records = Arrays.stream(lost).mapToLong(RoaringBitmap::getLongCardinality).sum();
    int count =
        HashPartition.countFor(ColumnSize.of(parent, reference.parentColumn(), records), budget);
    for (int index = 0; index < count; index++) {
      ValueIndex gone = vanished(reference, lost, new HashPartition(index, count), records);
      BitSet present = reference.toPrimaryKey() ? new BitSet() : stillPresent(reference, gone);
      reference
          .child()
          .scan(
              reference.column(),
              (part, first, values, deleted) -> {
                int[] numbers = new int[values.size()];
                gone.find(values, deleted, numbers);
                for (int row = 0; row < numbers.length; row++) {
                  if (numbers[row] >= 0 && !present.get(numbers[row])) {
                    found[part].add(first + row);
                  }
                }
              });
    }
    return found;
  }

  private static ValueIndex vanished(
      Reference reference, RoaringBitmap[] lost, HashPartition partition, long records) {
    CollectedTable parent = reference.parent();
    ValueIndex vanished = ValueIndex.of(parent.type(reference.parentColumn()), partition, records);
    for (int at = 0; at < lost.length; at++) {
      if (!lost[at].isEmpty()) {
        parent.scan(
            at,
            reference.parentColumn(),
            (part, first, values, gone) -> {
              long[] others = CollectedTable.words(lost[part], first, values.size());
              if (others != null) {
                for (int word = 0; word < others.length; word++) {
                  others[word] = ~others[word];
                }
                vanished.add(values, others, new int[values.size()]);
              }
            });
      }
    }
    return vanished;
  }

  /** Which of the values another record of the parent still holds. */
  private static BitSet stillPresent(Reference reference, ValueIndex vanished) {
    BitSet present = new BitSet(vanished.size());
    reference
        .parent()
        .scan(
            reference.parentColumn(),
            (part, first, values, gone) -> {
              int[] numbers = new int[values.size()];
              vanished.find(values, gone, numbers);
              for (int number : numbers) {
                if (number >= 0) {
                  present.set(number);
                }
              }
            });
    return present;
  }

  private static RoaringBitmap[] noRows(CollectedTable table) {
    RoaringBitmap[] rows = new RoaringBitmap[table.parts()];
    Arrays.setAll(rows, part -> new RoaringBitmap());
    return rows;
  }
}
