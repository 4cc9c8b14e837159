package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.SourceStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the pieces of one execution, some at a time. The first that fails, or the run's wish to
 * halt, cancels the rest: no new piece is started, and the execution is over when those under way
 * have ended. A piece that goes on although it is cancelled, as a plugin's method may, is
 * interrupted, and left behind if it does not heed that either; it can commit nothing any more.
 */
final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  /**
   * How long a cancelled piece may go on.
   *
   * @param interrupted after this time
   * @param left behind after this time
   */
  record Patience(Duration interrupted, Duration left) {
    static final Patience STANDARD = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** The run wants no more. */
  static final class HaltException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HaltException() {
      super("halted", null, false, false);
    }
  }

  private final Materializer materializer;
  private final Executor blocking;
  private final int parallelism;
  private final AtomicReference<Optional<Throwable>> end = new AtomicReference<>(Optional.empty());
  private final Set<CancellableStream> open = ConcurrentHashMap.newKeySet();
  private final Map<Thread, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private final Patience patience;

  Execution(Materializer materializer, int parallelism) {
    this(materializer, parallelism, Patience.STANDARD);
  }

  Execution(Materializer materializer, int parallelism, Patience patience) {
    this.materializer = materializer;
    this.parallelism = parallelism;
    this.patience = patience;
    this.blocking =
        materializer.system().dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId());
  }

  boolean isCancelled() {
    return end.get().isPresent();
  }

  void halt() {
    end(new HaltException());
  }

  private void end(Throwable reason) {
    if (end.compareAndSet(Optional.empty(), Optional.of(reason))) {
      open.forEach(stream -> blocking.execute(stream::close));
      after(patience.interrupted(), () -> running.keySet().forEach(Thread::interrupt));
      after(patience.left(), this::leave);
    }
  }

  private void after(Duration time, Runnable work) {
    var system = materializer.system();
    system.scheduler().scheduleOnce(time, work, system.dispatcher());
  }

  private void leave() {
    running.forEach((thread, piece) -> {
      if (piece.completeExceptionally(new HaltException())) {
        LOG.warn("{} was cancelled, does not end, and is left behind", thread.getName());
      }
    });
  }

  /**
   * Halts when the run wants it, also while nothing is entered into the ledger: a search may take
   * long, and a plugin's method may hang.
   *
   * @param wish asked now and then; halts the execution itself
   */
  Cancellable heeding(Supplier<Instruction> wish) {
    AtomicBoolean asks = new AtomicBoolean();
    var system = materializer.system();
    return system
        .scheduler()
        .scheduleWithFixedDelay(
            SourceExtraction.LOOK,
            SourceExtraction.LOOK,
            () -> {
              if (!isCancelled() && asks.compareAndSet(false, true)) {
                blocking.execute(() -> ask(wish, asks));
              }
            },
            system.dispatcher());
  }

  private void ask(Supplier<Instruction> wish, AtomicBoolean asks) {
    try {
      wish.get();
    } catch (WeirException refused) {
      // Anything else passes, or is told by the next entry.
      if (refused.problem().code() == ErrorCode.FENCED) {
        end(refused);
      }
    } finally {
      asks.set(false);
    }
  }

  /** Closes a source as soon as the execution is cancelled, if it is still open then. */
  SourceStream closingWhenCancelled(SourceStream stream) {
    CancellableStream cancellable = new CancellableStream(stream);
    open.removeIf(CancellableStream::isClosed);
    open.add(cancellable);
    if (isCancelled()) {
      cancellable.close();
    }
    return cancellable;
  }

  /** Does a last piece of blocking work, also when the execution was cancelled. */
  CompletionStage<Void> atLast(Runnable work) {
    return CompletableFuture.runAsync(work, blocking);
  }

  /** Does a piece of blocking work. */
  CompletionStage<Done> once(Runnable work) {
    return all(List.of(work), piece -> run(piece));
  }

  /** Does pieces of blocking work, some at a time. */
  CompletionStage<Done> each(List<? extends Runnable> pieces) {
    return all(pieces, this::run);
  }

  /** On a thread of its own: one that is left behind must not be missing to others. */
  private CompletionStage<?> run(Runnable piece) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("a piece of an execution")
        .start(() -> {
          running.put(Thread.currentThread(), done);
          try {
            piece.run();
            done.complete(null);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          } finally {
            running.remove(Thread.currentThread());
          }
        });
    return done;
  }

  /** Starts pieces that work by themselves, some at a time; fails as the first that failed. */
  <T> CompletionStage<Done> all(List<T> pieces, Function<T, CompletionStage<?>> start) {
    return Source.from(pieces)
        .mapAsyncUnordered(parallelism, piece -> guarded(piece, start))
        .runWith(Sink.ignore(), materializer)
        .thenCompose(done ->
            end.get()
                .map(CompletableFuture::<Done>failedFuture)
                .orElseGet(() -> CompletableFuture.completedFuture(done)));
  }

  private <T> CompletionStage<Done> guarded(T piece, Function<T, CompletionStage<?>> start) {
    if (isCancelled()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    CompletionStage<?> started;
    try {
      started = start.apply(piece);
    } catch (RuntimeException e) {
      started = CompletableFuture.failedFuture(e);
    }
    return started.handle((result, failure) -> {
      if (failure != null) {
        end(cause(failure));
      }
      return Done.getInstance();
    });
  }

  /** What really happened. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
