package io.weir.engine.dataplane.anonymize;

import io.weir.spi.RecordBatch;

/** What the solution of a privacy model makes of records. Thread-safe. */
@FunctionalInterface
public interface Recoder {
  /** There is no model, or nothing more to do for it. */
  Recoder NONE = (collected, after, part, place) -> after;

  /**
   * @param collected the records as collected
   * @param after the same after the methods of their columns
   * @param part they are of
   * @param place of the first record among those of the part that the keys left
   */
  RecordBatch apply(RecordBatch collected, RecordBatch after, int part, int place);
}
