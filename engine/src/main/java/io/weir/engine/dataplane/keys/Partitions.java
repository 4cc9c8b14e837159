package io.weir.engine.dataplane.keys;

import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Entries put aside by the hash of their value: equal values are in the same partition. Within a
 * partition they stand in the order in which they were given.
 */
final class Partitions {
  private final ValueType type;
  private final int level;
  private final List<List<SpillStream>> partitions;

  private Partitions(ValueType type, int level, List<List<SpillStream>> partitions) {
    this.type = type;
    this.level = level;
    this.partitions = partitions;
  }

  /** Where some entries come from: one slice after the other, each read by one thread. */
  interface Source {
    void read(int slice, EntryRouter router);
  }

  static Partitions of(WorkingSpace space, ValueType type, int count, int slices, Source source) {
    List<List<SpillStream>> written = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      written.add(List.of());
    }
    space.each(
        slices,
        slice -> {
          EntryRouter router = new EntryRouter(type, space.spill(), count, 0);
          source.read(slice, router);
          written.set(slice, router.finish());
        });
    return new Partitions(type, 0, transposed(count, slices, written::get));
  }

  private static List<List<SpillStream>> transposed(
      int count, int slices, IntFunction<List<SpillStream>> bySlice) {
    List<List<SpillStream>> partitions = new ArrayList<>();
    for (int partition = 0; partition < count; partition++) {
      List<SpillStream> streams = new ArrayList<>();
      for (int slice = 0; slice < slices; slice++) {
        SpillStream stream = bySlice.apply(slice).get(partition);
        if (stream.blocks().length > 0) {
          streams.add(stream);
        }
      }
      partitions.add(streams);
    }
    return partitions;
  }

  int count() {
    return partitions.size();
  }

  /** How often the entries were partitioned already. */
  int level() {
    return level;
  }

  /** Bytes of a partition. */
  long bytes(int partition) {
    return partitions.get(partition).stream().mapToLong(SpillStream::bytes).sum();
  }

  EntryReader open(int partition) {
    return new EntryReader(type, partitions.get(partition));
  }

  void free(int partition) {
    partitions.get(partition).forEach(SpillStream::free);
    partitions.set(partition, List.of());
  }

  /**
   * Splits a partition further, and frees it.
   *
   * @param rerouting writes the entries of a reader in their order
   */
  Partitions split(WorkingSpace space, int partition, int count, Rerouting rerouting) {
    EntryRouter router = new EntryRouter(type, space.spill(), count, level + 1);
    rerouting.route(open(partition), router);
    List<SpillStream> written = router.finish();
    free(partition);
    return new Partitions(type, level + 1, transposed(count, 1, slice -> written));
  }

  /** Writes entries once more. */
  interface Rerouting {
    void route(EntryReader entries, EntryRouter router);
  }
}
