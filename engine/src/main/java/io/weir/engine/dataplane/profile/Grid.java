package io.weir.engine.dataplane.profile;

import io.weir.spi.ValueType;

/**
 * Where the bins of a histogram may begin and end. A grid has levels; every bin of a level lies
 * whole in one bin of the next, so a histogram can be made coarser without its values, and the same
 * values always end in the same bins.
 *
 * <p>Values are keys: longs in the order of the values.
 */
interface Grid {
  int MOST_BINS = 20;

  /** The finest level, from a level on, at which at most {@link #MOST_BINS} bins hold a range. */
  int level(int from, long minimum, long maximum);

  /**
   * The lower bounds of the bins that hold a range, and last the upper bound of the last of them.
   */
  long[] bounds(int level, long minimum, long maximum);

  /** The value of a key as canonical text. */
  String text(long key);

  /** The grid for the values of a type, or for the lengths of those whose values are not told. */
  static Grid of(ValueType type) {
    return switch (type) {
      case INTEGER, BOOLEAN, STRING, BINARY, JSON -> new IntegerGrid();
      case DOUBLE, DECIMAL -> new DoubleGrid();
      case DATE, TIME, DATETIME -> new TimeGrid(type);
    };
  }
}
