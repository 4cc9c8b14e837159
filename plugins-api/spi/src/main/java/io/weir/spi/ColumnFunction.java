package io.weir.spi;

/**
 * Values to values. Thread-safe and pure: the same value always becomes the same value, and a
 * repeated batch gives the same bytes.
 */
@FunctionalInterface
public interface ColumnFunction {
  /**
   * The column's values afterwards: as many rows, in the same order, of the promised type.
   *
   * @throws MethodException if a value does not suit
   */
  Column apply(Column column);
}
