package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.decode.Wanted;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.dataplane.rejected.SourceSampler;
import io.weir.engine.dataplane.rules.TableRules;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.SourceStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Extracts one source of one table, and tries again when it is not there for the moment.
 *
 * <p>In flight are at most the chunk being read, {@link ExtractionLimits#parallelism} chunks being
 * decoded and a handful of batches waiting to be written, whatever the size of the source.
 *
 * <p>An extraction that was interrupted goes on after its last committed part if the source still
 * begins with the same bytes, and starts over if it does not. Records are counted from 1; a CSV's
 * header is none.
 */
public final class SourceExtraction {
  /** How often an extraction asks what the run wants, for want of an entry that tells it. */
  static final Duration LOOK = Duration.ofMillis(250);

  private final String run;
  private final TablePlan table;
  private final SourcePlan source;
  private final Supplier<SourceStream> opener;
  private final Parts parts;
  private final SampleStore samples;
  private final RunLedger ledger;
  private final ExtractionLimits limits;
  private final Materializer materializer;

  /**
   * @param opener opens the source anew each time; may block, and throw what a connector may
   * @param samples where rejected records are kept, if the table has them sampled
   */
  public SourceExtraction(
      String run,
      TablePlan table,
      SourcePlan source,
      Supplier<SourceStream> opener,
      Parts parts,
      SampleStore samples,
      RunLedger ledger,
      ExtractionLimits limits,
      Materializer materializer) {
    this.run = run;
    this.table = table;
    this.source = source;
    this.opener = opener;
    this.parts = parts;
    this.samples = samples;
    this.ledger = ledger;
    this.limits = limits;
    this.materializer = materializer;
  }

  /**
   * Extracts what is not extracted yet.
   *
   * @param progress what the ledger holds of this source
   * @return the ledger's last instruction; GO_ON means that the source is complete. Fails with a
   *     {@link WeirException} that names table and source.
   */
  public CompletionStage<Instruction> extract(Optional<SourceProgress> progress) {
    return progress.map(SourceProgress::complete).orElse(false)
        ? CompletableFuture.completedFuture(Instruction.GO_ON)
        : attempt(extracting(progress));
  }

  private Extracting extracting(Optional<SourceProgress> progress) {
    return new Extracting(
        run,
        source,
        Wanted.of(table.schema(), source.shape()),
        new TableRules(table, source.priority()),
        opener,
        parts,
        () ->
            SourceSampler.of(samples, run, table.name(), source.priority(), table.rejectedSample()),
        new SourceLedger(ledger, new SourceKey(table.name(), source.priority()), progress),
        limits,
        new SourceProblems(table.name(), source),
        materializer,
        materializer.system().dispatchers().lookup(limits.blockingDispatcher()),
        materializer.system().dispatcher());
  }

  private static CompletionStage<Instruction> attempt(Extracting to) {
    Attempt attempt = new Attempt(to);
    return attempt
        .make()
        .exceptionallyCompose(failure -> after(to, attempt, to.problems().of(failure, 0)));
  }

  private static CompletionStage<Instruction> after(
      Extracting to, Attempt attempt, WeirException failure) {
    return isPassing(failure) && to.ledger().failedWithThis() <= to.source().retries().most()
        ? again(to, attempt, failure)
        : CompletableFuture.failedFuture(failure);
  }

  private static boolean isPassing(WeirException failure) {
    ErrorCode code = failure.problem().code();
    return code == ErrorCode.SOURCE_UNAVAILABLE || code == ErrorCode.SOURCE_TIMED_OUT;
  }

  private static CompletionStage<Instruction> again(
      Extracting to, Attempt attempt, WeirException failure) {
    SourceLedger ledger = to.ledger();
    Duration pause =
        BackOff.pause(to.source().retries(), to.run(), ledger.key(), ledger.failedWithThis());
    return CompletableFuture.supplyAsync(
            () -> ledger.attemptFailed(failure.problem().code(), pause), to.blocking())
        .thenCompose(instruction ->
            switch (instruction) {
              case HALT -> CompletableFuture.completedFuture(Instruction.HALT);
              case GO_ON -> waitFor(to, pause);
            })
        .thenCompose(instruction ->
            switch (instruction) {
              case HALT -> CompletableFuture.completedFuture(Instruction.HALT);
              // What still hangs holds a thread, and would hold one more.
              case GO_ON -> attempt.hangs() ? CompletableFuture.failedFuture(failure) : attempt(to);
            });
  }

  /** Waits so long, or until the run wants no more. */
  private static CompletionStage<Instruction> waitFor(Extracting to, Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    Duration look = Duration.ofNanos(Math.clamp(pause.toNanos() / 4, 1_000_000, LOOK.toNanos()));
    return Source.tick(look, look, to.ledger())
        .mapAsync(1, ledger -> CompletableFuture.supplyAsync(ledger::instruction, to.blocking()))
        .takeWhile(
            instruction -> instruction == Instruction.GO_ON && System.nanoTime() - end < 0, true)
        .runWith(Sink.last(), to.materializer());
  }
}
