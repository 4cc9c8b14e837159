package io.weir.engine.dataplane.rejected;

import io.weir.engine.dataplane.Part;
import java.util.List;
import java.util.Optional;

/**
 * Samples what is rejected of one source while it is read, part by part. Blocks on the part store;
 * for one thread.
 */
public final class SourceSampler {
  private record To(SampleStore store, String run, String table, int source, int most) {
    RejectedSample begin() {
      return new RejectedSample(run, table, most);
    }
  }

  private final Optional<To> to;
  private Optional<RejectedSample> sample;

  private SourceSampler(Optional<To> to) {
    this.to = to;
    sample = to.map(To::begin);
  }

  /**
   * @param most how many records are kept; with 0 nothing is sampled, and nothing stored
   */
  public static SourceSampler of(
      SampleStore store, String run, String table, int source, int most) {
    return new SourceSampler(
        most == 0 ? Optional.empty() : Optional.of(new To(store, run, table, source, most)));
  }

  /**
   * Takes what was rejected of a chunk.
   *
   * @param before how many records of the source come before the chunk
   */
  public void add(List<RejectedRow> rejected, long before) {
    for (RejectedRow row : rejected) {
      to.ifPresent(
          source -> sample.orElseThrow().offer(source.source(), before + row.row() + 1, row));
    }
  }

  /** Keeps what was added since the last part; to be called before the ledger hears of the part. */
  public void keep(Part part) {
    to.ifPresent(source -> source.store().keep(part, sample.orElseThrow()));
    sample = to.map(To::begin);
  }

  /** Keeps what was added since the last part; before the ledger hears that the source is read. */
  public void keepLast() {
    to.ifPresent(source ->
        source
            .store()
            .keepLast(source.run(), source.table(), source.source(), sample.orElseThrow()));
  }
}
