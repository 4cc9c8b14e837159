package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reads one source of one table into parts, from where its progress ends. */
@FunctionalInterface
interface Extraction {
  /**
   * @return completed when the source is read to its end and the ledger knows, or nothing more will
   *     be committed because the ledger said HALT or it was cancelled; failed with a {@link
   *     io.weir.engine.vocabulary.WeirException}
   */
  CompletionStage<?> extract(Order order, RunLedger ledger);

  /**
   * What to extract.
   *
   * @param run the name under which the parts are kept
   * @param workingDirectory where scripts and relative files lie
   * @param progress what the ledger holds of the source already
   * @param execution what the extraction is a piece of: once it is cancelled nothing more is to be
   *     read
   */
  record Order(
      TablePlan table,
      SourcePlan source,
      String run,
      Path workingDirectory,
      Optional<SourceProgress> progress,
      Execution execution) {}
}
