package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.util.Arrays;
import java.util.List;

/**
 * Fresh keys for numbers, dates and times, given out in the order of the records: from the highest
 * value in use upwards, then from the lowest downwards, then the gaps between, as far as the ranges
 * and types of the key and of all columns that follow it go. In use is what the key column, a
 * column that refers to it or one that it refers to holds, and the same of the columns that follow,
 * so that no orphan gets a stranger for a parent. Decimals and doubles get whole numbers.
 */
final class FreshNumbers {
  private final CollectedTable table;
  private final ColumnPlan column;
  private final List<References.Spot> joined;
  private final WholeNumbers space;
  private final WorkingSpace work;
  private final long maxWindow;
  private long usedLow = Long.MAX_VALUE;
  private long usedHigh = Long.MIN_VALUE;

  private Phase phase = Phase.ABOVE;
  private long next;
  private boolean open;
  private long[] window = new long[0];
  private long windowStart;

  private enum Phase {
    ABOVE,
    BELOW,
    BETWEEN
  }

  /**
   * @param followers the columns that follow to the fresh keys, so that these must suit them, too
   * @param joined the columns that must not hold a fresh key
   */
  FreshNumbers(
      CollectedTable table,
      ColumnPlan column,
      List<ColumnPlan> followers,
      List<References.Spot> joined,
      WorkingSpace work) {
    this.table = table;
    this.column = column;
    this.joined = joined;
    this.space =
        followers.stream().map(WholeNumbers::of).reduce(WholeNumbers.of(column), WholeNumbers::and);
    this.work = work;
    this.maxWindow = Math.max(64, work.share() * 8);
  }

  /** Gives fresh keys to records. */
  void replace(RowBits renewed) {
    if (space.isNothing()) {
      throw exhausted();
    }
    long[] starts = new long[table.parts() + 1];
    for (int part = 0; part < table.parts(); part++) {
      starts[part + 1] = starts[part] + renewed.count(table.base(part), table.rows(part));
    }
    findUsed();
    open = usedHigh < space.high();
    next = open ? Math.max(usedHigh + 1, space.low()) : 0;
    long room = space.high() - next;
    // A difference that overflows is more than enough.
    if (open && (room < 0 || room >= starts[table.parts()])) {
      long first = next;
      work.each(
          table.parts(),
          part -> {
            long[] keys = new long[(int) (starts[part + 1] - starts[part])];
            Arrays.setAll(keys, at -> first + starts[part] + at);
            replace(part, renewed, keys);
          });
      return;
    }
    for (int part = 0; part < table.parts(); part++) {
      long[] keys = new long[(int) (starts[part + 1] - starts[part])];
      for (int at = 0; at < keys.length; at++) {
        keys[at] = next();
      }
      replace(part, renewed, keys);
    }
  }

  private void replace(int part, RowBits renewed, long[] keys) {
    if (keys.length > 0) {
      int[] rows = new int[keys.length];
      long[] words = renewed.words(table.base(part), table.rows(part));
      int at = 0;
      for (int word = 0; word < words.length; word++) {
        for (long bits = words[word]; bits != 0; bits &= bits - 1) {
          rows[at++] = word * 64 + Long.numberOfTrailingZeros(bits);
        }
      }
      table.replace(part, new Mask.Replacement(column.name(), rows, column(column.type(), keys)));
    }
  }

  private void findUsed() {
    Slices slices = new Slices().add(work, table, column.name());
    joined.forEach(spot -> slices.add(work, spot.table(), spot.column()));
    work.each(
        slices.all().size(),
        slice -> {
          long[] ends = {Long.MAX_VALUE, Long.MIN_VALUE};
          used(
              slices.all().get(slice),
              (values, row) -> {
                ends[0] = Math.min(ends[0], WholeNumbers.ceiling(values, row));
                ends[1] = Math.max(ends[1], WholeNumbers.floor(values, row));
              });
          synchronized (this) {
            usedLow = Math.min(usedLow, ends[0]);
            usedHigh = Math.max(usedHigh, ends[1]);
          }
        });
  }

  private long next() {
    while (true) {
      switch (phase) {
        case ABOVE -> {
          if (open) {
            open = next < space.high();
            return next++;
          }
          phase = Phase.BELOW;
          open = usedLow > space.low();
          next = open ? Math.min(usedLow - 1, space.high()) : 0;
        }
        case BELOW -> {
          if (open) {
            open = next > space.low();
            return next--;
          }
          phase = Phase.BETWEEN;
          open = true;
          openWindow(Math.max(usedLow, space.low()));
        }
        case BETWEEN -> {
          int free = firstFree();
          if (free >= 0) {
            window[free >>> 6] |= 1L << free;
            return windowStart + free;
          }
          long last = windowStart + window.length * 64L - 1;
          if (last < windowStart || last >= Math.min(usedHigh, space.high())) {
            throw exhausted();
          }
          openWindow(last + 1);
        }
      }
    }
  }

  private void openWindow(long start) {
    long rows = table.rows() * 2;
    for (References.Spot spot : joined) {
      rows += spot.table().rows();
    }
    long bits = Math.min(Math.min(maxWindow, rows + 64), Integer.MAX_VALUE - 64L);
    windowStart = start;
    window = new long[(int) (bits + 63 >>> 6)];
    used((values, row) -> {
      long value = WholeNumbers.floor(values, row);
      boolean whole = value == WholeNumbers.ceiling(values, row);
      if (whole && value >= start && value - start >= 0 && value - start < window.length * 64L) {
        window[(int) (value - start >>> 6)] |= 1L << (value - start);
      }
    });
    next = 0;
  }

  /** The first number of the window that is free and inside the space; -1 if there is none. */
  private int firstFree() {
    for (int word = (int) (next >>> 6); word < window.length; word++) {
      if (window[word] != -1L) {
        int bit = word * 64 + Long.numberOfTrailingZeros(~window[word]);
        next = bit;
        long value = windowStart + bit;
        return value >= windowStart && value <= Math.min(usedHigh, space.high()) ? bit : -1;
      }
    }
    next = window.length * 64L;
    return -1;
  }

  /** Shows every number the key column and the columns that refer to it hold. */
  private void used(Values visitor) {
    Slices slices = new Slices().add(work, table, column.name());
    joined.forEach(spot -> slices.add(work, spot.table(), spot.column()));
    slices.all().forEach(slice -> used(slice, visitor));
  }

  private static void used(Slices.Slice slice, Values visitor) {
    for (int part = slice.from(); part < slice.to(); part++) {
      slice
          .table()
          .scan(
              part,
              slice.column(),
              (first, values) -> {
                for (int row = 0; row < values.size(); row++) {
                  if (!values.isEmpty(row)) {
                    visitor.value(values, row);
                  }
                }
              });
    }
  }

  /** Whole numbers as a column of a type. */
  static Column column(ValueType type, long[] keys) {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME -> new LongColumn(type, keys, keys.length, Empties.none());
      case DOUBLE ->
          new DoubleColumn(
              Arrays.stream(keys).asDoubleStream().toArray(), keys.length, Empties.none());
      case DECIMAL ->
          new DecimalColumn(keys, new byte[keys.length], null, keys.length, Empties.none());
      case STRING, BINARY, JSON, BOOLEAN ->
          throw new IllegalArgumentException(type + " is no number");
    };
  }

  private interface Values {
    void value(Column values, int row);
  }

  private WeirException exhausted() {
    return new WeirException(
        Problem.of(
                ErrorCode.KEYS_EXHAUSTED,
                "Table "
                    + table.name()
                    + " has no fresh keys left for column "
                    + column.name()
                    + ".",
                "Widen its range, its type and those of the foreign keys that follow it, or choose"
                    + " another onKeyConflict.")
            .at("table", table.name())
            .at("column", column.name()));
  }
}
