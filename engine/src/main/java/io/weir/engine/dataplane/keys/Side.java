package io.weir.engine.dataplane.keys;

import io.weir.spi.Column;
import io.weir.spi.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of a {@link HashJoin}: the values of some records of a column.
 *
 * @param delivered whether values are taken as delivered; else as they stand now
 * @param inOrder whether whoever sees the values wants them in the order of the records, and one
 *     batch at a time
 */
record Side(List<Slices.Slice> slices, boolean delivered, boolean inOrder, Rows without) {
  /** The records to leave out. */
  interface Rows {
    OfPart of(CollectedTable table, int part);

    /** Those of one part. */
    interface OfPart {
      /**
       * @return one bit for each of {@code size} rows from {@code first}; null for none
       */
      long @Nullable [] of(int first, int size);
    }
  }

  /** All records of a column that are not deleted, as they stand now. */
  static Side live(WorkingSpace space, CollectedTable table, String column) {
    return new Side(new Slices().add(space, table, column).all(), false, false, Side::deleted);
  }

  static Rows.OfPart deleted(CollectedTable table, int part) {
    return (first, size) -> table.deleted().words(table.base(part) + first, size);
  }

  /** Leaves out all but some records. */
  static Rows allBut(RowBits rows) {
    return (table, part) ->
        (first, size) -> inverted(rows.words(table.base(part) + first, size), size);
  }

  private static long[] inverted(long @Nullable [] words, int size) {
    long[] inverted = new long[(size + 63) >>> 6];
    for (int word = 0; word < inverted.length; word++) {
      inverted[word] = words == null ? -1L : ~words[word];
    }
    return inverted;
  }

  Side ordered() {
    return new Side(slices, delivered, true, without);
  }

  /** Shows the batches of a slice. */
  void read(int slice, Visitor visitor) {
    Slices.Slice read = slices.get(slice);
    CollectedTable table = read.table();
    for (int at = read.from(); at < read.to(); at++) {
      int part = at;
      Rows.OfPart gone = without.of(table, part);
      CollectedTable.Visitor batches =
          (first, values) ->
              visitor.batch(table.base(part) + first, values, gone.of(first, values.size()));
      if (delivered) {
        table.scanDelivered(part, read.column(), batches);
      } else {
        table.scan(part, read.column(), batches);
      }
    }
  }

  Partitions partitions(WorkingSpace space, ValueType type, int count) {
    return Partitions.of(
        space, type, count, slices.size(), (slice, router) -> read(slice, router::add));
  }

  /** Sees the batches of a side. */
  interface Visitor {
    /**
     * @param first the ordinal of the first row
     */
    void batch(long first, Column values, long @Nullable [] gone);
  }
}
