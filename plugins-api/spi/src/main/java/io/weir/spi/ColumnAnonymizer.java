package io.weir.spi;

import java.util.Optional;

/**
 * A method readied for one column. Thread-safe and pure: the same value always becomes the same
 * value, so that keys stay joined and a repeated batch gives the same bytes.
 */
public interface ColumnAnonymizer {
  /** The column as it will be afterwards, or empty when it disappears from the table. */
  Optional<ColumnSchema> output();

  /**
   * The column's values afterwards: as many rows, in the same order, of {@link #output()}'s type.
   * Never called when the column disappears.
   */
  Column apply(Column column);
}
