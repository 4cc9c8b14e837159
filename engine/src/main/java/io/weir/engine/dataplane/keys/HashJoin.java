package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.space.Workers;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks the values of some sides up among those of another. If these fit into one dictionary, the
 * sides are read and looked up as they come; else all are put aside by hash first, and one
 * partition is done at a time.
 */
final class HashJoin {
  private static final int MOST_SPLITS = 64;
  private static final int CHUNK = 1024;

  /** What is made of one partition. */
  abstract static class Work {
    /**
     * Sees the values that are looked up among, in their order.
     *
     * @param number that of the entry's value
     */
    void built(int number, EntryReader entry) {}

    /**
     * Sees values that were looked up: one side after the other, but where a side need not be in
     * order on many threads.
     *
     * @param numbers where they were found, {@link ValueIndex#ABSENT}, or {@link
     *     ValueIndex#ELSEWHERE} where there was none to look up
     */
    abstract void probed(int side, int[] numbers, long[] ordinals, int size);
  }

  private final WorkingSpace space;
  private final ValueType type;
  private final Partitions.Rerouting rerouting;
  private final List<Side> probes;
  private final Supplier<Work> works;

  HashJoin(
      WorkingSpace space,
      ValueType type,
      Partitions.Rerouting rerouting,
      List<Side> probes,
      Supplier<Work> works) {
    this.space = space;
    this.type = type;
    this.rerouting = rerouting;
    this.probes = probes;
    this.works = works;
  }

  /** Looks up among a side. */
  static void run(
      WorkingSpace space,
      ValueType type,
      long buildRows,
      Side build,
      List<Side> probes,
      Supplier<Work> works) {
    Slices.Slice first = build.slices().isEmpty() ? null : build.slices().getFirst();
    long bytes = first == null ? 0 : ColumnSize.of(first.table(), first.column(), buildRows);
    int count = bytes <= space.share() ? 1 : space.partitions(bytes, buildRows);
    new HashJoin(space, type, EntryRouter::addAll, probes, works)
        .run(build.partitions(space, type, count));
  }

  /** Looks up among entries, and frees them. */
  void run(Partitions build) {
    if (build.count() == 1 && runDirectly(build)) {
      build.free(0);
      return;
    }
    List<Partitions> sides = new ArrayList<>();
    for (Side probe : probes) {
      sides.add(probe.partitions(space, type, build.count()));
    }
    space.each(build.count(), partition -> run(build, sides, partition));
  }

  private boolean runDirectly(Partitions build) {
    Work work = works.get();
    ValueIndex index = index(build, 0, work, space.share());
    if (index == null) {
      return false;
    }
    for (int at = 0; at < probes.size(); at++) {
      int side = at;
      Side probe = probes.get(side);
      Workers.Piece piece =
          slice ->
              probe.read(
                  slice,
                  (first, values, gone) -> {
                    int[] numbers = new int[values.size()];
                    long[] ordinals = new long[values.size()];
                    for (int row = 0; row < ordinals.length; row++) {
                      ordinals[row] = first + row;
                    }
                    index.find(values, gone, numbers);
                    work.probed(side, numbers, ordinals, numbers.length);
                  });
      if (probe.inOrder()) {
        for (int slice = 0; slice < probe.slices().size(); slice++) {
          space.checkCancelled();
          piece.run(slice);
        }
      } else {
        space.each(probe.slices().size(), piece);
      }
    }
    return true;
  }

  private void run(Partitions build, List<Partitions> sides, int partition) {
    space.checkCancelled();
    Work work = works.get();
    boolean finest = build.level() >= ConflictPartition.MOST_LEVELS;
    ValueIndex index = index(build, partition, work, finest ? Long.MAX_VALUE : space.share());
    if (index == null) {
      split(build, sides, partition);
      return;
    }
    build.free(partition);
    for (int side = 0; side < sides.size(); side++) {
      probe(index, sides.get(side).open(partition), side, work);
      sides.get(side).free(partition);
    }
  }

  private void split(Partitions build, List<Partitions> sides, int partition) {
    int count = (int) Math.clamp(build.bytes(partition) * 2 / space.share(), 2, MOST_SPLITS);
    Partitions finer = build.split(space, partition, count, rerouting);
    List<Partitions> finerSides = new ArrayList<>();
    for (Partitions side : sides) {
      finerSides.add(side.split(space, partition, count, EntryRouter::addAll));
    }
    for (int part = 0; part < count; part++) {
      run(finer, finerSides, part);
    }
  }

  /** The dictionary of a partition; null if it is too large. */
  private @Nullable ValueIndex index(Partitions build, int partition, Work work, long limit) {
    long entries = Math.max(16, build.bytes(partition) / 16);
    ValueIndex index =
        ValueIndex.of(
            type, (int) Math.min(entries, space.share() / ValueIndex.BYTES_PER_ENTRY + 16));
    EntryReader reader = build.open(partition);
    while (reader.next()) {
      work.built(index.add(reader), reader);
      if (index.bytes() > limit && index.size() > 1) {
        return null;
      }
    }
    return index;
  }

  private static void probe(ValueIndex index, EntryReader entries, int side, Work work) {
    int[] numbers = new int[CHUNK];
    long[] ordinals = new long[CHUNK];
    int size = 0;
    while (entries.next()) {
      numbers[size] = index.find(entries);
      ordinals[size++] = entries.ordinal();
      if (size == CHUNK) {
        work.probed(side, numbers, ordinals, size);
        size = 0;
      }
    }
    work.probed(side, numbers, ordinals, size);
  }
}
