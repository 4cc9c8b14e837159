package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.spi.SourceStream;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.stream.Materializer;

/**
 * Extraction through connectors. A source that is being read when the execution is cancelled is
 * closed.
 */
final class ConnectorExtraction implements Extraction {
  private final SourceAccess access;
  private final Parts parts;
  private final SampleStore samples;
  private final ExtractionLimits limits;
  private final Materializer materializer;

  ConnectorExtraction(
      SourceAccess access,
      Parts parts,
      SampleStore samples,
      ExtractionLimits limits,
      Materializer materializer) {
    this.access = access;
    this.parts = parts;
    this.samples = samples;
    this.limits = limits;
    this.materializer = materializer;
  }

  @Override
  public CompletionStage<?> extract(Order order, RunLedger ledger) {
    Supplier<SourceStream> opener =
        () ->
            order
                .execution()
                .closingWhenCancelled(
                    access.open(order.table(), order.source(), order.workingDirectory()));
    return new SourceExtraction(
            order.run(),
            order.table(),
            order.source(),
            opener,
            parts,
            samples,
            ledger,
            limits,
            materializer)
        .extract(order.progress());
  }
}
