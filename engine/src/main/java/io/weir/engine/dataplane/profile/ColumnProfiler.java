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
    bins = new Bins(grid, !withheld);
    distinct = new DistinctSketch(distinctUpTo);
  }

  void add(Column column, Room room) {
    count += column.size();
    empty += column.empties().count();
    switch (column) {
      case LongColumn longs -> LongValues.add(longs, distinct, bins, room);
      case DoubleColumn doubles -> DoubleValues.add(doubles, distinct, bins, room);
      case DecimalColumn values -> DecimalValues.add(values, distinct, bins, decimals, room);
      case BooleanColumn flags -> addFlags(flags);
      case BytesColumn texts -> Texts.add(texts, distinct, bins, room);
    }
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
      bins.add(key, times);
    }
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
