package io.weir.engine.dataplane.keys;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes entries into partitions by the hash of their value; for one thread. */
final class EntryRouter {
  private final boolean longs;
  private final int level;
  private final SpillWriter[] writers;

  /**
   * @param level how often these entries were partitioned before: each time another hash decides
   */
  EntryRouter(ValueType type, Spill spill, int count, int level) {
    this.longs = ValueIndex.isLong(type);
    this.level = level;
    writers = new SpillWriter[count];
    for (int partition = 0; partition < count; partition++) {
      writers[partition] = new SpillWriter(spill);
    }
  }

  /**
   * Routes the values of a batch.
   *
   * @param first the ordinal of the first row
   * @param gone rows to leave out, one bit each, or null for none
   */
  void add(long first, Column values, long @Nullable [] gone) {
    if (longs) {
      long[] batch = LongIndex.longs(values);
      boolean full = values.empties().count() == 0;
      for (int row = 0; row < values.size(); row++) {
        if ((full || !values.isEmpty(row)) && !ValueIndex.isGone(gone, row)) {
          add(batch[row], first + row);
        }
      }
    } else {
      BytesColumn bytes = BytesIndex.bytes(values);
      for (int row = 0; row < bytes.size(); row++) {
        if (!bytes.isEmpty(row) && !ValueIndex.isGone(gone, row)) {
          int entry = bytes.entry(row);
          add(bytes.heap(), bytes.start(entry), bytes.end(entry), first + row);
        }
      }
    }
  }

  /** Routes an entry that was read, again. */
  void add(EntryReader entry) {
    if (longs) {
      add(entry.longValue(), entry.ordinal());
    } else {
      add(entry.bytes(), 0, entry.length(), entry.ordinal());
    }
  }

  void add(long value, long ordinal) {
    put(partition(KeyHash.of(value)), value, ordinal);
  }

  void add(byte[] source, int start, int end, long ordinal) {
    put(partition(KeyHash.of(source, start, end)), source, start, end, ordinal);
  }

  /** Writes an entry into the partition of another value: of some bytes. */
  void addBeside(byte[] hashed, int from, int to, byte[] source, int start, int end, long ordinal) {
    put(partition(KeyHash.of(hashed, from, to)), source, start, end, ordinal);
  }

  /** Writes an entry into a given partition. */
  void put(int partition, long value, long ordinal) {
    writers[partition].putLong(ordinal);
    writers[partition].putLong(value);
  }

  /** Writes an entry into a given partition. */
  void put(int partition, byte[] source, int start, int end, long ordinal) {
    writers[partition].putLong(ordinal);
    writers[partition].putLong(end - start);
    writers[partition].put(source, start, end);
  }

  void put(int partition, BytesColumn column, int row, long ordinal) {
    int entry = column.entry(row);
    put(partition, column.heap(), column.start(entry), column.end(entry), ordinal);
  }

  void put(int partition, EntryReader entry) {
    if (longs) {
      put(partition, entry.longValue(), entry.ordinal());
    } else {
      put(partition, entry.bytes(), 0, entry.length(), entry.ordinal());
    }
  }

  /** Routes the entries of a reader, each by its own value. */
  static void addAll(EntryReader entries, EntryRouter router) {
    while (entries.next()) {
      router.add(entries);
    }
  }

  int partition(BytesColumn column, int row) {
    int entry = column.entry(row);
    return partition(KeyHash.of(column.heap(), column.start(entry), column.end(entry)));
  }

  int partition(EntryReader entry) {
    return partition(
        longs ? KeyHash.of(entry.longValue()) : KeyHash.of(entry.bytes(), 0, entry.length()));
  }

  int partition(long hash) {
    if (writers.length == 1) {
      return 0;
    }
    long mixed = level == 0 ? hash : KeyHash.of(hash + level * 0x9E3779B97F4A7C15L);
    return (int) ((mixed >>> 32) * writers.length >>> 32);
  }

  /** What was written, by partition. */
  List<SpillStream> finish() {
    List<SpillStream> streams = new ArrayList<>(writers.length);
    for (SpillWriter writer : writers) {
      streams.add(writer.finish());
    }
    return streams;
  }
}
