package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.spi.Column;
import io.weir.spi.Empties;

/**
 * The values of one column of one chunk while rules are applied to them. What a type can do and
 * another cannot lies behind this; loops over rows lie within, so that no call is made per value.
 */
interface ColumnValues {
  /** Reads the present rows; marks those that cannot be read. */
  void read(RawChunk raw, int column, Selection selection);

  /** Gives a row the column's default. */
  void replace(int row);

  /**
   * Brings the present rows that lie outside the range to its nearest bound, or marks them when
   * that is not wanted or there is none.
   *
   * @return how many were brought to a bound
   */
  int limit(Selection selection, boolean clamp);

  /** The column over all rows of the chunk; rows that were dropped hold anything. */
  Column build(Selection selection, Empties empties);
}
