package io.weir.engine.dataplane.pipeline;

import io.weir.spi.SourceStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.dispatch.Dispatchers;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Runs the pieces of one execution, some at a time. The first that fails, or the run's wish to
 * halt, cancels the rest: no new piece is started, and the execution is over when those under way
 * have ended.
 */
final class Execution {
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

  Execution(Materializer materializer, int parallelism) {
    this.materializer = materializer;
    this.parallelism = parallelism;
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

  private CompletionStage<?> run(Runnable piece) {
    return CompletableFuture.runAsync(piece, blocking);
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
