package io.weir.engine.dataplane.profile;

import io.weir.engine.dataplane.ColumnProfile;
import io.weir.engine.dataplane.ColumnProfile.Bin;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers the profile of one column, batch by batch. For one thread. */
final class ColumnProfiler {
  private static final long MOST_NEGATIVE = DoubleGrid.key(-Double.MAX_VALUE);
  private static final long MOST_POSITIVE = DoubleGrid.key(Double.MAX_VALUE);

  private final String name;
  private final ValueType type;
  private final boolean withheld;
  private final Grid grid;
  private final DistinctSketch distinct;
  private final Bins bins;
  private final DecimalBounds decimals = new DecimalBounds();
  private long count;
  private long empty;

  /**
   * @param withheld whether nothing may be kept of the values but how many and how many different
   *     ones there are
   * @param distinctUpTo how many different values are counted exactly
   */
  ColumnProfiler(String name, ValueType type, boolean withheld, int distinctUpTo) {
    this.name = name;
    this.type = type;
    this.withheld = withheld;
    grid = Grid.of(type);
    bins = new Bins(grid);
    distinct = new DistinctSketch(distinctUpTo);
  }

  void add(Column column, Room room) {
    count += column.size();
    empty += column.empties().count();
    switch (column) {
      case LongColumn longs -> {
        int found = room.present(longs.empties(), longs.values(), longs.size());
        addHashed(room.keys(), found);
        addBinned(room.keys(), found);
      }
      case DoubleColumn doubles -> addDoubles(doubles, room);
      case DecimalColumn values -> addDecimals(values, room);
      case BooleanColumn flags -> addFlags(flags);
      case BytesColumn texts -> addTexts(texts, room);
    }
  }

  private void addHashed(long[] keys, int length) {
    for (int i = 0; i < length; i++) {
      distinct.add(Hashes.of(keys[i]));
    }
  }

  private void addBinned(long[] keys, int length) {
    if (!withheld) {
      bins.add(keys, length);
    }
  }

  private void addDoubles(DoubleColumn column, Room room) {
    long[] keys = room.keys(column.size());
    double[] values = column.values();
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        keys[found++] = DoubleGrid.key(values[row]);
      }
    }
    addHashed(keys, found);
    addBinned(keys, finite(keys, found));
  }

  /** Leaves out NaN and infinities. */
  private static int finite(long[] keys, int length) {
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (keys[i] >= MOST_NEGATIVE && keys[i] <= MOST_POSITIVE) {
        keys[kept++] = keys[i];
      }
    }
    return kept;
  }

  private void addDecimals(DecimalColumn column, Room room) {
    long[] keys = room.keys(column.size());
    int found = 0;
    for (int row = 0; row < column.size(); row++) {
      if (!column.isEmpty(row)) {
        distinct.add(
            column.isSmall(row)
                ? Hashes.of(column.unscaled(row), column.scale(row))
                : Hashes.of(column.value(row)));
        if (!withheld) {
          long key = DoubleGrid.key(DecimalBounds.nearest(column, row));
          decimals.add(key, column, row);
          keys[found++] = Math.clamp(key, MOST_NEGATIVE, MOST_POSITIVE);
        }
      }
    }
    addBinned(keys, found);
  }

  private void addFlags(BooleanColumn column) {
    long set = 0;
    for (int row = 0; row < column.size(); row++) {
      set += !column.isEmpty(row) && column.value(row) ? 1 : 0;
    }
    addFlags(0, column.size() - column.empties().count() - set);
    addFlags(1, set);
  }

  private void addFlags(long key, long times) {
    if (times > 0) {
      distinct.add(Hashes.of(key));
      if (!withheld) {
        bins.add(key, times);
      }
    }
  }

  /** Entries that many rows share are looked at once. */
  private void addTexts(BytesColumn column, Room room) {
    boolean shared = !column.isPlain() && column.entries() <= column.size() / 2;
    int[] uses = shared ? room.uses(column) : new int[0];
    long[] lengths = room.keys(column.size());
    int found = 0;
    for (int i = 0; i < (shared ? column.entries() : column.size()); i++) {
      if (shared ? uses[i] > 0 : !column.isEmpty(i)) {
        int entry = shared ? i : column.entry(i);
        int start = column.start(entry);
        int end = column.end(entry);
        distinct.add(BytesColumn.hash(column.heap(), start, end));
        if (!withheld) {
          long length =
              type == ValueType.BINARY ? end - start : CodePoints.in(column.heap(), start, end);
          if (shared) {
            bins.add(length, uses[i]);
          } else {
            lengths[found++] = length;
          }
        }
      }
    }
    addBinned(lengths, found);
  }

  ColumnProfile profile() {
    return new ColumnProfile(
        name,
        type,
        count,
        empty,
        distinct.count(),
        distinct.isEstimate(),
        withheld,
        bound(true),
        bound(false),
        histogram());
  }

  private Optional<String> bound(boolean minimum) {
    if (bins.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        type == ValueType.DECIMAL
            ? decimals.text(minimum)
            : text(minimum ? bins.minimum() : bins.maximum()));
  }

  private String text(long key) {
    return type == ValueType.BOOLEAN ? Boolean.toString(key > 0) : grid.text(key);
  }

  private List<Bin> histogram() {
    long[] bounds = bins.bounds();
    long[] counts = bins.counts();
    List<Bin> histogram = new ArrayList<>();
    if (bins.minimum() == bins.maximum() || type == ValueType.BOOLEAN) {
      for (int i = 0; i < counts.length; i++) {
        String only = text(counts.length == 1 ? bins.minimum() : bounds[i]);
        histogram.add(new Bin(only, only, counts[i]));
      }
      return histogram;
    }
    for (int i = 0; i < counts.length; i++) {
      histogram.add(new Bin(text(bounds[i]), text(bounds[i + 1]), counts[i]));
    }
    return histogram;
  }

  /** Writes what {@link #add(DataInput)} takes in. */
  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeLong(empty);
    out.writeBoolean(distinct.isEstimate());
    Longs.write(out, distinct.smallest());
    out.writeLong(bins.minimum());
    out.writeLong(bins.maximum());
    Longs.write(out, bins.bounds());
    Longs.write(out, bins.counts());
    decimals.write(out);
  }

  /** Takes in what a profiler of the same column wrote. */
  void add(DataInput in) throws IOException {
    count += in.readLong();
    empty += in.readLong();
    boolean estimate = in.readBoolean();
    distinct.add(Longs.read(in), estimate);
    bins.add(in.readLong(), in.readLong(), Longs.read(in), Longs.read(in));
    decimals.add(in);
  }
}
