package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.keys.References.Reference;
import io.weir.spi.BytesColumn;
import io.weir.spi.ValueType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets children follow a parent whose key was renewed: a foreign key delivered by a source that
 * held the old key of that source's record gets the record's new key. Where a source delivered
 * several records of the old key, the first is the parent.
 */
final class Following {
  private final WorkingSpace space;
  private final Tally tally;

  Following(WorkingSpace space, Tally tally) {
    this.space = space;
    this.tally = tally;
  }

  /**
   * @param reference to the primary key of a table whose keys are settled
   */
  void follow(Reference reference) {
    CollectedTable parent = reference.parent();
    List<String> sources =
        IntStream.range(0, parent.parts()).mapToObj(parent::sourceName).distinct().toList();
    for (String source : sources) {
      int[] parents = Slices.ofSource(parent, source);
      int[] children = Slices.ofSource(reference.child(), source);
      long renewed = children[0] == children[1] ? 0 : renewed(reference, parents);
      if (renewed > 0) {
        follow(reference, parents, children, renewed);
      }
    }
  }

  private static long renewed(Reference reference, int[] parents) {
    return IntStream.range(parents[0], parents[1])
        .mapToLong(part ->
            reference
                .parent()
                .replacement(part, reference.parentColumn())
                .map(all -> all.rows().length)
                .orElse(0))
        .sum();
  }

  private void follow(Reference reference, int[] parents, int[] children, long renewed) {
    CollectedTable parent = reference.parent();
    CollectedTable child = reference.child();
    String key = reference.parentColumn();
    ValueType type = parent.type(key);
    long bytes = 2 * ColumnSize.of(parent, key, renewed);
    int count = bytes <= space.share() ? 1 : space.partitions(bytes, renewed);
    Side all =
        new Side(
            new Slices().add(space, parent, key, parents[0], parents[1]).all(),
            true,
            true,
            (table, part) -> (first, size) -> null);
    Side followers =
        new Side(
            new Slices().add(space, child, reference.column(), children[0], children[1]).all(),
            true,
            false,
            new Unfollowed(reference.column()));
    PartRouter followed = new PartRouter(child, space.spill());
    SourceCounts counts = new SourceCounts(child);
    new HashJoin(
            space,
            type,
            Following::addPairs,
            List.of(all, followers),
            () -> new FollowedKeys(type, followed, counts))
        .run(renewals(parent, key, all, count));
    counts.tell(tally, reference.column(), Rule.REFERENCE_FOLLOWED, 0);
    followed.finish();
    space.each(
        children[1] - children[0],
        at -> replace(child, children[0] + at, reference.column(), followed));
    followed.free();
  }

  /** Each renewed key as delivered, and after it as it is now. */
  private Partitions renewals(CollectedTable parent, String key, Side all, int count) {
    ValueType type = parent.type(key);
    return Partitions.of(
        space,
        type,
        count,
        all.slices().size(),
        (slice, router) -> {
          Slices.Slice parts = all.slices().get(slice);
          for (int at = parts.from(); at < parts.to(); at++) {
            int part = at;
            parent
                .replacement(part, key)
                .ifPresent(renewal -> route(parent, part, renewal, router));
          }
        });
  }

  private static void route(
      CollectedTable parent, int part, Mask.Replacement renewal, EntryRouter router) {
    boolean longs = ValueIndex.isLong(renewal.values().type());
    long[] freshLongs = longs ? LongIndex.longs(renewal.values()) : new long[0];
    BytesColumn freshBytes = longs ? null : BytesIndex.bytes(renewal.values());
    int[] at = new int[1];
    parent.scanDelivered(
        part,
        renewal.column(),
        (first, values) -> {
          long[] oldLongs = longs ? LongIndex.longs(values) : new long[0];
          BytesColumn oldBytes = longs ? null : BytesIndex.bytes(values);
          while (at[0] < renewal.rows().length && renewal.rows()[at[0]] < first + values.size()) {
            int fresh = at[0]++;
            int row = renewal.rows()[fresh] - first;
            long ordinal = parent.base(part) + first + row;
            if (longs) {
              int partition = router.partition(KeyHash.of(oldLongs[row]));
              router.put(partition, oldLongs[row], ordinal);
              router.put(partition, freshLongs[fresh], ordinal);
            } else {
              int partition = router.partition(oldBytes, row);
              router.put(partition, oldBytes, row, ordinal);
              router.put(partition, freshBytes, fresh, ordinal);
            }
          }
        });
  }

  private static void addPairs(EntryReader entries, EntryRouter router) {
    while (entries.next()) {
      int partition = router.partition(entries);
      router.put(partition, entries);
      entries.next();
      router.put(partition, entries);
    }
  }

  private static void replace(CollectedTable child, int part, String column, PartRouter followed) {
    FollowedValues values = new FollowedValues(child.type(column), child.rows(part));
    followed.read(part, child.type(column), values::add);
    if (values.size() > 0) {
      child.replace(part, values.replacement(column));
    }
  }

  /** Leaves out children that are gone or followed already. */
  private record Unfollowed(String column) implements Side.Rows {
    @Override
    public OfPart of(CollectedTable table, int part) {
      OfPart deleted = Side.deleted(table, part);
      int[] rows = table.replacement(part, column).map(Mask.Replacement::rows).orElse(new int[0]);
      return (first, size) -> {
        long[] gone = deleted.of(first, size);
        int at = Overlay.firstAtLeast(rows, first);
        if (at == rows.length || rows[at] >= first + size) {
          return gone;
        }
        long[] all = gone == null ? new long[(size + 63) >>> 6] : gone;
        for (; at < rows.length && rows[at] < first + size; at++) {
          all[rows[at] - first >>> 6] |= 1L << (rows[at] - first);
        }
        return all;
      };
    }
  }
}
