package io.weir.engine.dataplane.keys;

import io.weir.engine.vocabulary.WeirException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The memory, the temporary files and the threads with which keys are settled. */
final class WorkingSpace implements AutoCloseable {
  private static final int MIN_BLOCK = 64;
  private static final int MAX_BLOCK = 1 << 15;
  private static final int BLOCKS_IN_BUDGET = 4096;
  private static final int MOST_PARTITIONS = 256;
  private static final long LEAST_ROWS_TO_SHARE = 1 << 16;

  private final Path directory;
  private final long budget;
  private final int threads;
  private final BooleanSupplier cancelled;
  private final Spill spill;
  private final AtomicLong heapLongs;
  private final Set<Longs> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService workers;

  /**
   * @param directory for temporary files
   * @param budget bytes of memory
   * @param cancelled whether to break off
   */
  WorkingSpace(Path directory, long budget, int threads, BooleanSupplier cancelled) {
    this.directory = directory;
    this.budget = budget;
    this.threads = threads;
    this.cancelled = cancelled;
    spill =
        new Spill(
            directory,
            (int) Math.clamp(budget / BLOCKS_IN_BUDGET, MIN_BLOCK, MAX_BLOCK),
            budget / 8,
            this::checkCancelled);
    heapLongs = new AtomicLong(budget / 4);
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            threads, work -> new Thread(work, "keys-" + number.getAndIncrement()));
  }

  Spill spill() {
    return spill;
  }

  /** How much memory the dictionary of one partition may take. */
  long share() {
    return Math.max(1, budget / 4 / threads);
  }

  /** Into how many partitions to split what would cost so much as one dictionary. */
  int partitions(long bytes, long rows) {
    long needed = Math.ceilDiv(bytes * 2, share());
    long atLeast = rows < LEAST_ROWS_TO_SHARE ? 1 : 4L * threads;
    return (int) Math.clamp(needed, Math.min(atLeast, MOST_PARTITIONS), MOST_PARTITIONS);
  }

  Longs longs(long size) {
    open.removeIf(Longs::isClosed);
    Longs longs = Longs.of(size, directory, heapLongs);
    open.add(longs);
    return longs;
  }

  /** Longs for one partition: on the heap if they fit its share. */
  Longs scratchLongs(long size) {
    return size * Long.BYTES <= share() ? Longs.onHeap((int) size) : longs(size);
  }

  int threads() {
    return threads;
  }

  void checkCancelled() {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException("settling keys was cancelled");
    }
  }

  /** A piece of work with a number. */
  interface Piece {
    void run(int number);
  }

  /**
   * Does pieces of work on all threads, in ascending order as far as they are started. The first
   * failure ends it, once what is under way has ended.
   */
  void each(int pieces, Piece work) {
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
    open.forEach(Longs::close);
    spill.close();
  }
}
