package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.decode.Chunk;
import io.weir.engine.dataplane.decode.ChunkBuffers;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.rules.TableRules;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.SourceStream;
import io.weir.spi.TableSchema;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Extracts one source of one table: its bytes become records, the field rules are applied in the
 * same pass, and what stays becomes parts that the ledger is told of. Chunks are decoded in
 * parallel and come together again in their order, so neither the parts nor the error told depend
 * on timing.
 *
 * <p>In flight are at most the chunk being read, {@link ExtractionLimits#parallelism} chunks being
 * decoded and a handful of batches waiting to be written, whatever the size of the source.
 *
 * <p>An extraction that was interrupted goes on after its last committed part if the source still
 * begins with the same bytes, and starts over if it does not. Records are counted from 1; a CSV's
 * header is none.
 */
public final class SourceExtraction {
  private static final int WAITING = 4;

  private final String run;
  private final TablePlan table;
  private final SourcePlan source;
  private final Supplier<SourceStream> opener;
  private final Parts parts;
  private final RunLedger ledger;
  private final ExtractionLimits limits;
  private final Materializer materializer;
  private final Executor blocking;
  private final Executor computing;
  private final TableSchema schema;
  private final TableRules rules;
  private final SourceProblems problems;

  /**
   * @param opener opens the source anew each time; may block, and throw what a connector may
   */
  public SourceExtraction(
      String run,
      TablePlan table,
      SourcePlan source,
      Supplier<SourceStream> opener,
      Parts parts,
      RunLedger ledger,
      ExtractionLimits limits,
      Materializer materializer) {
    this.run = run;
    this.table = table;
    this.source = source;
    this.opener = opener;
    this.parts = parts;
    this.ledger = ledger;
    this.limits = limits;
    this.materializer = materializer;
    blocking = materializer.system().dispatchers().lookup(limits.blockingDispatcher());
    computing = materializer.system().dispatcher();
    schema = table.schema();
    rules = new TableRules(table, source.priority());
    problems = new SourceProblems(table.name(), source.name());
  }

  /**
   * Extracts what is not extracted yet.
   *
   * @param progress what the ledger holds of this source
   * @return the ledger's last instruction; GO_ON means that the source is complete. Fails with a
   *     {@link io.weir.engine.vocabulary.WeirException} that names table and source.
   */
  public CompletionStage<Instruction> extract(Optional<SourceProgress> progress) {
    if (progress.map(SourceProgress::complete).orElse(false)) {
      return CompletableFuture.completedFuture(Instruction.GO_ON);
    }
    return from(progress.filter(done -> !done.parts().isEmpty()))
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(problems.of(failure, 0)));
  }

  private CompletionStage<Instruction> from(Optional<SourceProgress> progress) {
    return open()
        .thenCompose(watched -> {
          CompletableFuture<Optional<Begun>> beginning =
              CompletableFuture.supplyAsync(() -> begin(watched, progress), blocking);
          Watch watch = new Watch(watched, beginning);
          return beginning
              .thenCompose(begun -> begun.isPresent() ? stream(watch, begun.get()) : restart(watch))
              .whenComplete((instruction, failure) -> watch.end());
        });
  }

  /** Opens the source; one that opens too late is closed again. */
  private CompletableFuture<WatchedSource> open() {
    Duration patience = source.idleTimeout();
    CompletableFuture<WatchedSource> opening =
        CompletableFuture.supplyAsync(() -> new WatchedSource(opener.get(), patience), blocking);
    CompletableFuture<WatchedSource> inTime =
        opening
            .copy()
            .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
            .exceptionallyCompose(failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException
                        ? WatchedSource.timedOut(patience)
                        : failure));
    inTime.whenComplete((opened, failure) -> {
      if (failure != null) {
        opening.thenAcceptAsync(WatchedSource::close, blocking);
      }
    });
    return inTime;
  }

  private record Begun(Framer framer, ChunkBuffers buffers, PartAppender appender) {}

  /** Reads up to where the extraction goes on; empty when the source is not what it was. */
  private Optional<Begun> begin(WatchedSource watched, Optional<SourceProgress> progress) {
    ChunkBuffers buffers = new ChunkBuffers(limits.framing(), limits.parallelism() + 2);
    Framer framer = new Framer(watched, schema, limits.framing(), buffers);
    boolean[] seen = new boolean[schema.columns().size()];
    if (progress.isPresent()) {
      ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), schema);
      boolean same =
          framer.skip(progress.get().resumePoint(), chunk -> look(decoder.decode(chunk), seen));
      if (!same) {
        return Optional.empty();
      }
    }
    PartAppender appender =
        new PartAppender(run, table, source, parts, ledger, limits, progress, seen);
    return Optional.of(new Begun(framer, buffers, appender));
  }

  /** Notes the columns of records that are passed over, until all were seen. */
  private static boolean look(RawChunk raw, boolean[] seen) {
    boolean missing = false;
    for (int column = 0; column < seen.length; column++) {
      seen[column] |= raw.seen(column);
      missing |= !seen[column];
    }
    return missing;
  }

  private CompletionStage<Instruction> restart(Watch watch) {
    watch.end();
    SourceKey key = new SourceKey(table.name(), source.priority());
    return CompletableFuture.supplyAsync(
            () ->
                ledger.sourceRestarted(
                    key, "the source no longer begins with the bytes that were extracted before"),
            blocking)
        .thenCompose(instruction ->
            switch (instruction) {
              case HALT -> CompletableFuture.completedFuture(Instruction.HALT);
              case GO_ON -> from(Optional.empty());
            });
  }

  private CompletionStage<Instruction> stream(Watch watch, Begun begun) {
    Decoders decoders = new Decoders(begun.framer(), begun.buffers());
    Flow<Extracted, PartAppender.Step, ?> writing =
        Flow.of(Extracted.class)
            .map(begun.appender()::accept)
            .takeWhile(step -> step == PartAppender.Step.MORE, true)
            .async(limits.blockingDispatcher(), WAITING);
    return Source.unfoldResource(
            () -> new Frames(begun.framer()), Frames::next, frames -> watch.end())
        .async(limits.blockingDispatcher(), 1)
        .via(watch.killSwitch.flow())
        .mapAsync(limits.parallelism(), decoders::decode)
        .via(writing)
        .runWith(Sink.last(), materializer)
        .handleAsync(
            (step, failure) -> {
              watch.end();
              begun.appender().close();
              if (failure != null) {
                throw problems.of(failure, 0);
              }
              return step == PartAppender.Step.HALTED ? Instruction.HALT : Instruction.GO_ON;
            },
            blocking);
  }

  /** The frames of a stream and, last, how it ended. */
  private static final class Frames {
    private final Framer framer;
    private boolean ended;

    Frames(Framer framer) {
      this.framer = framer;
    }

    Optional<Extracted> next() {
      if (ended) {
        return Optional.empty();
      }
      try {
        Optional<Chunk> chunk = framer.next();
        ended = chunk.isEmpty();
        return Optional.of(chunk.<Extracted>map(Extracted.Cut::new).orElseGet(Extracted.End::new));
      } catch (RuntimeException failure) {
        ended = true;
        return Optional.of(new Extracted.Broken(failure));
      }
    }
  }

  /** Decodes chunks and applies the rules, on as many threads as are asked for. */
  private final class Decoders {
    private final Framer framer;
    private final ChunkBuffers buffers;
    private final ConcurrentLinkedQueue<ChunkDecoder> idle = new ConcurrentLinkedQueue<>();

    Decoders(Framer framer, ChunkBuffers buffers) {
      this.framer = framer;
      this.buffers = buffers;
    }

    CompletionStage<Extracted> decode(Extracted extracted) {
      return extracted instanceof Extracted.Cut(Chunk chunk)
          ? CompletableFuture.supplyAsync(() -> decode(chunk), computing)
          : CompletableFuture.completedFuture(extracted);
    }

    private Extracted decode(Chunk chunk) {
      ChunkDecoder kept = idle.poll();
      ChunkDecoder decoder = kept == null ? ChunkDecoder.of(framer.layout(), schema) : kept;
      try {
        RawChunk raw = decoder.decode(chunk);
        boolean[] seen = Extracted.Ruled.seen(raw);
        TableRules.Outcome outcome = rules.apply(raw);
        return new Extracted.Ruled(outcome, chunk.to(), chunk.digest(), seen);
      } catch (RecordException broken) {
        return new Extracted.Broken(broken);
      } finally {
        buffers.release(chunk);
        idle.offer(decoder);
      }
    }
  }

  /** Ends the silence of a source that hangs, and of one that hangs even when it is closed. */
  private final class Watch {
    private final WatchedSource watched;
    private final CompletableFuture<?> beginning;
    private final SharedKillSwitch killSwitch = KillSwitches.shared("source");
    private final Cancellable ticking;

    Watch(WatchedSource watched, CompletableFuture<?> beginning) {
      this.watched = watched;
      this.beginning = beginning;
      long tick = Math.clamp(source.idleTimeout().toMillis() / 4, 5, 1_000);
      ticking =
          materializer
              .system()
              .scheduler()
              .scheduleWithFixedDelay(
                  Duration.ofMillis(tick),
                  Duration.ofMillis(tick),
                  this::look,
                  materializer.system().dispatcher());
    }

    private void look() {
      switch (watched.check(System.nanoTime())) {
        case FINE -> {}
        case TIMED_OUT -> blocking.execute(watched::close);
        case STUCK -> {
          beginning.completeExceptionally(WatchedSource.timedOut(source.idleTimeout()));
          killSwitch.abort(WatchedSource.timedOut(source.idleTimeout()));
        }
      }
    }

    void end() {
      ticking.cancel();
      watched.close();
    }
  }
}
