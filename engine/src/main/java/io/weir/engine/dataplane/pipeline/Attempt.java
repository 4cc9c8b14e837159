package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.Progress.SourceProgress;
import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.dataplane.decode.Chunk;
import io.weir.engine.dataplane.decode.ChunkBuffers;
import io.weir.engine.dataplane.decode.ChunkDecoder;
import io.weir.engine.dataplane.decode.Framer;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.dataplane.decode.RecordException;
import io.weir.engine.dataplane.rules.TableRules;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * One attempt to read a source: its bytes become records, the field rules are applied in the same
 * pass, and what stays becomes parts that the ledger is told of. Chunks are decoded in parallel and
 * come together again in their order, so neither the parts nor the error told depend on timing.
 */
final class Attempt {
  private static final int WAITING = 4;

  private final Extracting to;
  private volatile CompletableFuture<WatchedSource> opening = new CompletableFuture<>();
  private volatile Optional<WatchedSource> reading = Optional.empty();

  /** What the run wants, once it is something else than to go on. */
  private final CompletableFuture<Instruction> wish = new CompletableFuture<>();

  Attempt(Extracting to) {
    this.to = to;
  }

  /** Fails with whatever went wrong. */
  CompletionStage<Instruction> make() {
    Optional<SourceProgress> progress = to.ledger().progress();
    return open()
        .thenCompose(watched -> {
          reading = Optional.of(watched);
          CompletableFuture<Optional<Begun>> beginning =
              CompletableFuture.supplyAsync(() -> begin(watched, progress), to.blocking());
          Watch watch = new Watch(to, watched, beginning, wish);
          return beginning
              .thenCompose(begun -> begun.isPresent() ? stream(watch, begun.get()) : restart(watch))
              .whenComplete((instruction, failure) -> watch.end());
        })
        .exceptionallyCompose(failure ->
            wish.isDone() ? wish : CompletableFuture.failedFuture(failure));
  }

  /** Whether some thread still waits for the source, though the attempt is over. */
  boolean hangs() {
    return !opening.isDone() || reading.map(WatchedSource::isReading).orElse(false);
  }

  /** Opens the source; one that opens too late is closed again. */
  private CompletableFuture<WatchedSource> open() {
    Duration patience = to.source().idleTimeout();
    opening =
        CompletableFuture.supplyAsync(
            () -> new WatchedSource(to.opener().get(), patience), to.blocking());
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
        opening.thenAcceptAsync(WatchedSource::close, to.blocking());
      }
    });
    return inTime;
  }

  private record Begun(Framer framer, ChunkBuffers buffers, PartAppender appender) {}

  /** Reads up to where the extraction goes on; empty when the source is not what it was. */
  private Optional<Begun> begin(WatchedSource watched, Optional<SourceProgress> progress) {
    ExtractionLimits limits = to.limits();
    ChunkBuffers buffers = new ChunkBuffers(limits.framing(), limits.parallelism() + 2);
    Framer framer = new Framer(watched, to.wanted(), limits.framing(), buffers);
    boolean[] seen = new boolean[to.wanted().fields().size()];
    if (progress.isPresent()) {
      ChunkDecoder decoder = ChunkDecoder.of(framer.layout(), to.wanted());
      boolean same =
          framer.skip(progress.get().resumePoint(), chunk -> look(decoder.decode(chunk), seen));
      if (!same) {
        return Optional.empty();
      }
    }
    return Optional.of(new Begun(framer, buffers, new PartAppender(to, progress, seen)));
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
    return CompletableFuture.supplyAsync(
            () ->
                to.ledger()
                    .restarted("the source no longer begins with the bytes that were extracted before"),
            to.blocking())
        .thenCompose(instruction ->
            switch (instruction) {
              case HALT -> CompletableFuture.completedFuture(Instruction.HALT);
              case GO_ON -> make();
            });
  }

  private CompletionStage<Instruction> stream(Watch watch, Begun begun) {
    ExtractionLimits limits = to.limits();
    Decoders decoders = new Decoders(begun.framer(), begun.buffers());
    Flow<Extracted, PartAppender.Step, ?> writing =
        Flow.of(Extracted.class)
            .map(begun.appender()::accept)
            .takeWhile(step -> step == PartAppender.Step.MORE, true)
            .async(limits.blockingDispatcher(), WAITING);
    return Source.unfoldResource(
            () -> new Frames(begun.framer()), Frames::next, frames -> watch.end())
        .async(limits.blockingDispatcher(), 1)
        .via(watch.flow())
        .mapAsync(limits.parallelism(), decoders::decode)
        .via(writing)
        .runWith(Sink.last(), to.materializer())
        .handleAsync(
            (step, failure) -> {
              watch.end();
              begun.appender().close();
              if (failure != null) {
                throw to.problems().of(failure, 0);
              }
              return step == PartAppender.Step.HALTED ? Instruction.HALT : Instruction.GO_ON;
            },
            to.blocking());
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
          ? CompletableFuture.supplyAsync(() -> decode(chunk), to.computing())
          : CompletableFuture.completedFuture(extracted);
    }

    private Extracted decode(Chunk chunk) {
      ChunkDecoder kept = idle.poll();
      ChunkDecoder decoder = kept == null ? ChunkDecoder.of(framer.layout(), to.wanted()) : kept;
      try {
        RawChunk raw = decoder.decode(chunk);
        boolean[] seen = Extracted.Ruled.seen(raw);
        TableRules.Outcome outcome = to.rules().apply(raw);
        return new Extracted.Ruled(outcome, chunk.to(), chunk.digest(), seen);
      } catch (RecordException broken) {
        return new Extracted.Broken(broken);
      } finally {
        buffers.release(chunk);
        idle.offer(decoder);
      }
    }
  }
}
