package io.weir.engine.dataplane.verify;

/** Looks at class after class: at the values of each in ascending order of their bits. */
interface ClassMeasure {
  void value(long value, long count);

  /**
   * The class has no more values.
   *
   * @param size how many records it has
   * @return whether it keeps the promise
   */
  boolean end(long size);
}
