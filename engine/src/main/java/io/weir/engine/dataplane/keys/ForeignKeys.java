package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.keys.References.Reference;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Deletes records whose foreign key names nothing, round by round until nothing changes. A round
 * judges every record by what stood at its beginning, so the order of tables does not matter; a
 * record that breaks several foreign keys counts for the first its table declares. After the first
 * round only references to tables that lost records are looked at again, and there only the values
 * that were lost. When rounds become many and small, {@link Descent} does the rest without scans.
 */
final class ForeignKeys {
  /** A round is small when more than so many records are read for each that the one before lost. */
  private static final long READ_FOR_EACH_LOST = 16;

  private static final int MOST_SMALL_ROUNDS = 4;

  /** With so few records to read there is nothing to save by scanning first. */
  private static final int FEW_READS = 64;

  private final References references;
  private final WorkingSpace space;
  private final Tally tally;
  private final Rule rule;

  /**
   * @param rule that deleted records are counted under
   */
  ForeignKeys(References references, WorkingSpace space, Tally tally, Rule rule) {
    this.references = references;
    this.space = space;
    this.tally = tally;
    this.rule = rule;
  }

  /** What a table lost in one round. */
  record Lost(RowBits rows, long count) {}

  /** Settles all foreign keys; gives the number of rounds that deleted something. */
  int settle() {
    return settle(1, round(1, Map.of()));
  }

  /** As {@link #settle()}, when all were settled before some tables lost records. */
  void follow(Map<CollectedTable, Lost> lost) {
    settle(1, lost);
  }

  private int settle(int after, Map<CollectedTable, Lost> first) {
    int smallRounds = 0;
    int round = after;
    Map<CollectedTable, Lost> lost = first;
    while (!lost.isEmpty()) {
      long reads = reads(lost);
      smallRounds += isSmall(reads, lost) ? 1 : 0;
      if (reads < FEW_READS || smallRounds > MOST_SMALL_ROUNDS) {
        return new Descent(references, space, tally, rule).settle(round, lost);
      }
      Map<CollectedTable, Lost> before = lost;
      lost = round(++round, before);
      before.values().forEach(table -> table.rows().close());
    }
    return round - 1;
  }

  private static boolean isSmall(long reads, Map<CollectedTable, Lost> lost) {
    return reads > READ_FOR_EACH_LOST * lost.values().stream().mapToLong(Lost::count).sum();
  }

  /** How many records the next round reads. */
  private long reads(Map<CollectedTable, Lost> lost) {
    long reads = 0;
    for (Reference reference : references.all()) {
      if (lost.containsKey(reference.parent())) {
        reads += reference.child().rows();
        reads += reference.toPrimaryKey() ? 0 : reference.parent().rows();
      }
    }
    return reads;
  }

  /**
   * @param lost what each table lost in the round before; not looked at in the first round
   * @return what each table lost in this round
   */
  private Map<CollectedTable, Lost> round(int round, Map<CollectedTable, Lost> lost) {
    Map<CollectedTable, RowBits> orphans = new HashMap<>();
    Map<CollectedTable, Long> found = new HashMap<>();
    for (Reference reference : references.all()) {
      if (round == 1 || lost.containsKey(reference.parent())) {
        CollectedTable child = reference.child();
        RowBits rows = orphans.computeIfAbsent(child, table -> table.noRows(space));
        SourceCounts counts = new SourceCounts(child);
        if (round == 1) {
          findUnmatched(reference, rows, counts);
        } else {
          findBereaved(reference, lost.get(reference.parent()), rows, counts);
        }
        counts.tell(tally, reference.column(), rule, round);
        found.merge(child, counts.sum(), Long::sum);
      }
    }
    Map<CollectedTable, Lost> all = new HashMap<>();
    orphans.forEach((table, rows) -> {
      if (found.get(table) > 0) {
        table.deleted().or(rows);
        all.put(table, new Lost(rows, found.get(table)));
      } else {
        rows.close();
      }
    });
    return all;
  }

  /** Records whose value is not among the values of the referenced column. */
  private void findUnmatched(Reference reference, RowBits orphans, SourceCounts counts) {
    CollectedTable parent = reference.parent();
    HashJoin.run(
        space,
        parent.type(reference.parentColumn()),
        parent.rows(),
        Side.live(space, parent, reference.parentColumn()),
        List.of(Side.live(space, reference.child(), reference.column())),
        () ->
            new HashJoin.Work() {
              @Override
              void probed(int side, int[] numbers, long[] ordinals, int size) {
                for (int row = 0; row < size; row++) {
                  if (numbers[row] == ValueIndex.ABSENT && orphans.set(ordinals[row])) {
                    counts.add(ordinals[row]);
                  }
                }
              }
            });
  }

  /** Records whose value was among those the referenced column lost, and no other has it. */
  void findBereaved(Reference reference, Lost lost, RowBits orphans, SourceCounts counts) {
    CollectedTable parent = reference.parent();
    String column = reference.parentColumn();
    Side vanished =
        new Side(
            new Slices().add(space, parent, column).all(), false, false, Side.allBut(lost.rows()));
    Side children = Side.live(space, reference.child(), reference.column());
    boolean unique = reference.toPrimaryKey();
    HashJoin.run(
        space,
        parent.type(column),
        lost.count(),
        vanished,
        unique ? List.of(children) : List.of(Side.live(space, parent, column).ordered(), children),
        () -> new Bereaved(unique ? 0 : 1, orphans, counts));
  }

  private static final class Bereaved extends HashJoin.Work {
    private final BitSet present = new BitSet();
    private final int children;
    private final RowBits orphans;
    private final SourceCounts counts;

    Bereaved(int children, RowBits orphans, SourceCounts counts) {
      this.children = children;
      this.orphans = orphans;
      this.counts = counts;
    }

    @Override
    void probed(int side, int[] numbers, long[] ordinals, int size) {
      for (int row = 0; row < size; row++) {
        if (numbers[row] < 0) {
          continue;
        }
        if (side != children) {
          present.set(numbers[row]);
        } else if (!present.get(numbers[row]) && orphans.set(ordinals[row])) {
          counts.add(ordinals[row]);
        }
      }
    }
  }
}
