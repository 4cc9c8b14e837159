package io.weir.engine.dataplane.pipeline;

/**
 * What one execution may use, whatever the size of the data.
 *
 * @param workingBytes memory for settling keys and for verifying, in bytes; less makes more passes
 * @param parallelism how many sources, parts or checks are worked on at a time
 * @param batchRows how many records a batch of a prepared part has, as far as the part has them
 * @param extraction what bounds the reading of one source; two executions of a run must agree on it
 */
public record Limits(
    long workingBytes, int parallelism, int batchRows, ExtractionLimits extraction) {
  public Limits {
    if (workingBytes < 1 || parallelism < 1 || batchRows < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** 128 MiB, two at a time, batches of 16,384 records: for a heap of 512 MiB. */
  public static Limits standard() {
    return new Limits(128L << 20, 2, 1 << 14, ExtractionLimits.standard());
  }
}
