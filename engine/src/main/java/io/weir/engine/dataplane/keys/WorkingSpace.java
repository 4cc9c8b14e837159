package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.space.Longs;
import io.weir.engine.dataplane.space.Workers;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private final Spill spill;
  private final AtomicLong heapLongs;
  private final Set<Longs> open = ConcurrentHashMap.newKeySet();
  private final Workers workers;

  /**
   * @param directory for temporary files
   * @param budget bytes of memory
   * @param cancelled whether to break off
   */
  WorkingSpace(Path directory, long budget, int threads, BooleanSupplier cancelled) {
    this.directory = directory;
    this.budget = budget;
    this.threads = threads;
    spill =
        new Spill(
            directory,
            (int) Math.clamp(budget / BLOCKS_IN_BUDGET, MIN_BLOCK, MAX_BLOCK),
            budget / 8,
            this::checkCancelled);
    heapLongs = new AtomicLong(budget / 4);
    workers = new Workers("keys", threads, cancelled);
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
    workers.checkCancelled();
  }

  /** Does pieces of work on all threads, as {@link Workers#each} does. */
  void each(int pieces, Workers.Piece work) {
    workers.each(pieces, work);
  }

  @Override
  public void close() {
    workers.close();
    open.forEach(Longs::close);
    spill.close();
  }
}
