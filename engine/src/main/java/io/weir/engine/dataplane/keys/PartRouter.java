package io.weir.engine.dataplane.keys;

import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings what was decided in hash partitions back into the order of parts: values for records, put
 * aside by the part of the record. Many threads may write; reading comes afterwards.
 */
final class PartRouter {
  private static final int MOST_RANGES = 256;

  private final CollectedTable table;
  private final Spill spill;
  private final int ranges;
  private final Map<Thread, SpillWriter[]> writers = new ConcurrentHashMap<>();
  private List<List<SpillStream>> written = List.of();

  PartRouter(CollectedTable table, Spill spill) {
    this.table = table;
    this.spill = spill;
    ranges = Math.clamp(table.parts(), 1, MOST_RANGES);
  }

  void put(long ordinal, long value) {
    SpillWriter writer = writer(table.part(ordinal));
    writer.putLong(ordinal);
    writer.putLong(value);
  }

  void put(long ordinal, byte[] value, int length) {
    SpillWriter writer = writer(table.part(ordinal));
    writer.putLong(ordinal);
    writer.putLong(length);
    writer.put(value, 0, length);
  }

  private SpillWriter writer(int part) {
    SpillWriter[] own =
        writers.computeIfAbsent(
            Thread.currentThread(),
            thread -> {
              SpillWriter[] made = new SpillWriter[ranges];
              for (int range = 0; range < ranges; range++) {
                made[range] = new SpillWriter(spill);
              }
              return made;
            });
    return own[range(part)];
  }

  private int range(int part) {
    return (int) ((long) part * ranges / table.parts());
  }

  /** To be called once, after the last value. */
  void finish() {
    written = new ArrayList<>();
    for (int range = 0; range < ranges; range++) {
      List<SpillStream> streams = new ArrayList<>();
      for (SpillWriter[] own : writers.values()) {
        streams.add(own[range].finish());
      }
      written.add(streams);
    }
    writers.clear();
  }

  /** Shows the values of one part's records, in any order. */
  void read(int part, ValueType type, Visitor visitor) {
    EntryReader entries = new EntryReader(type, written.get(range(part)));
    long from = table.base(part);
    long to = from + table.rows(part);
    while (entries.next()) {
      if (entries.ordinal() >= from && entries.ordinal() < to) {
        visitor.value((int) (entries.ordinal() - from), entries);
      }
    }
  }

  void free() {
    written.forEach(streams -> streams.forEach(SpillStream::free));
    written = List.of();
  }

  /** Sees a value. */
  interface Visitor {
    /**
     * @param row within the part
     */
    void value(int row, EntryReader entry);
  }
}
