package io.weir.engine.dataplane.pipeline;

import java.nio.file.Path;

/**
 * What one execution may use, whatever the size of the data.
 *
 * @param workingBytes memory for settling keys and for verifying, in bytes; with less, more is put
 *     aside
 * @param parallelism how many sources, parts or checks are worked on at a time
 * @param batchRows how many records a batch of a prepared part has, as far as the part has them
 * @param temporary a local folder for what of the keys does not fit into memory; nothing in it has
 *     a name for longer than a moment
 * @param extraction what bounds the reading of one source; two executions of a run must agree on it
 */
public record Limits(
    long workingBytes,
    int parallelism,
    int batchRows,
    Path temporary,
    ExtractionLimits extraction) {
  public Limits {
    if (workingBytes < 1 || parallelism < 1 || batchRows < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** 128 MiB, two at a time, batches of 16,384 records: for a heap of 512 MiB. */
  public static Limits standard() {
    return new Limits(
        128L << 20,
        2,
        1 << 14,
        Path.of(System.getProperty("java.io.tmpdir")),
        ExtractionLimits.standard());
  }
}
