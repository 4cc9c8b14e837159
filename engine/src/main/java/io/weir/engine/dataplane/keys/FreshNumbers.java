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
import org.roaringbitmap.RoaringBitmap;

/**
 * Fresh keys for numbers, dates and times, given out in the order of the records: from the highest
 * value in use upwards, then from the lowest downwards, then the gaps between. In use is what the
 * key column, a column that refers to it or one that it refers to holds, so that no orphan gets a
 * stranger for a parent. Decimals and doubles get whole numbers.
 */
final class FreshNumbers {
  private final CollectedTable table;
  private final ColumnPlan column;
  private final List<References.Spot> joined;
  private final WholeNumbers space;
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

  FreshNumbers(CollectedTable table, ColumnPlan column, List<References.Spot> joined, long budget) {
    this.table = table;
    this.column = column;
    this.joined = joined;
    this.space = WholeNumbers.of(column);
    this.maxWindow = Math.max(64, budget * 4);
  }

  /**
   * Gives fresh keys to records.
   *
   * @param renewed row numbers by part
   */
  void replace(RoaringBitmap[] renewed) {
    used((values, row) -> {
      usedLow = Math.min(usedLow, WholeNumbers.ceiling(values, row));
      usedHigh = Math.max(usedHigh, WholeNumbers.floor(values, row));
    });
    open = usedHigh < space.high();
    next = open ? Math.max(usedHigh + 1, space.low()) : 0;
    for (int part = 0; part < renewed.length; part++) {
      int[] rows = renewed[part].toArray();
      long[] keys = new long[rows.length];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = next();
      }
      table.replace(part, new Mask.Replacement(column.name(), rows, column(column.type(), keys)));
    }
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

  /** Shows every number the key column and the columns joined with it hold. */
  private void used(Values visitor) {
    used(table, column.name(), visitor);
    joined.forEach(spot -> used(spot.table(), spot.column(), visitor));
  }

  private static void used(CollectedTable table, String column, Values visitor) {
    table.scan(
        column,
        (part, first, values, gone) -> {
          for (int row = 0; row < values.size(); row++) {
            if (!values.isEmpty(row)) {
              visitor.value(values, row);
            }
          }
        });
  }

  private static Column column(ValueType type, long[] keys) {
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
                "Widen the column's range, or choose another onKeyConflict.")
            .at("table", table.name())
            .at("column", column.name()));
  }
}
