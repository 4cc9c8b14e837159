package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.decode.FramingLimits;

/**
 * What bounds the extraction of one source. Parts end at the first chunk's end at which one of the
 * two part limits is reached, so the same limits and the same bytes give the same parts.
 *
 * @param partRows how many records a part is meant to hold
 * @param partBytes how many bytes of the source a part is meant to cover
 * @param parallelism how many chunks are decoded at a time
 * @param blockingDispatcher where threads may wait: for the source, the part store and the ledger
 */
public record ExtractionLimits(
    FramingLimits framing,
    long partRows,
    long partBytes,
    int parallelism,
    String blockingDispatcher) {
  public ExtractionLimits {
    if (partRows < 1 || partBytes < 1 || parallelism < 1) {
      throw new IllegalArgumentException("limits of an extraction are positive");
    }
  }

  /** One million records or 64 MiB a part, and as many chunks at a time as there are cores. */
  public static ExtractionLimits standard() {
    return new ExtractionLimits(
        FramingLimits.standard(),
        1_000_000,
        64L << 20,
        Runtime.getRuntime().availableProcessors(),
        "pekko.actor.default-blocking-io-dispatcher");
  }
}
