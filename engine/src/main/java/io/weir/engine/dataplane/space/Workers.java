package io.weir.engine.dataplane.space;

import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Threads for numbered pieces of one piece of work. */
public final class Workers implements AutoCloseable {
  private final String name;
  private final int threads;
  private final BooleanSupplier cancelled;
  private final ExecutorService workers;

  /**
   * @param name of the threads
   * @param cancelled whether to break off
   */
  public Workers(String name, int threads, BooleanSupplier cancelled) {
    this.name = name;
    this.threads = threads;
    this.cancelled = cancelled;
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  public int threads() {
    return threads;
  }

  /**
   * @throws CancellationException if the work is to be broken off
   */
  public void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("cancelled: " + name);
    }
  }

  /** A piece of work with a number. */
  public interface Piece {
    void run(int number);
  }

  /**
   * Does pieces of work on all threads, in ascending order as far as they are started. The first
   * failure ends it, once what is under way has ended.
   */
  public void each(int pieces, Piece work) {
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> running = new ArrayList<>();
    for (int thread = 0; thread < Math.min(threads, pieces); thread++) {
      running.add(
          workers.submit(() -> {
            try {
              for (int piece = next.getAndIncrement();
                  piece < pieces && !failed.get();
                  piece = next.getAndIncrement()) {
                checkCancelled();
                work.run(piece);
              }
            } catch (RuntimeException | Error e) {
              failed.set(true);
              throw e;
            }
          }));
    }
    join(running);
  }

  private static void join(List<Future<?>> running) {
    Throwable first = null;
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (ExecutionException e) {
        first = first == null ? e.getCause() : first;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        first = first == null ? new CancellationException("interrupted") : first;
      }
    }
    switch (first) {
      case null -> {}
      case WeirException known -> throw known;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
