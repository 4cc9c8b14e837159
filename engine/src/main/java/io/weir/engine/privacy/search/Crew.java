package io.weir.engine.privacy.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads that check nodes side by side, each on a workbench of its own. */
final class Crew implements AutoCloseable {
  /** Below so many rows handing work over costs more than it gains. */
  private static final long SMALL = 20_000;

  /** A node to check, and what from. */
  record Job(Rows rows, int[] levels) {}

  /** What came of a job; the rows are there if they are worth keeping. */
  record Done(NodeCheck check, @Nullable Rows rows) {}

  private final List<Workbench> benches = new ArrayList<>();
  private final BooleanSupplier stop;
  private final @Nullable ExecutorService threads;

  Crew(int threads, Supplier<Workbench> bench, BooleanSupplier stop) {
    for (int at = 0; at < threads; at++) {
      benches.add(bench.get());
    }
    this.stop = stop;
    this.threads =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1, Thread.ofPlatform().daemon().name("privacy-", 0).factory());
  }

  /** Checks nodes; a place stays empty if the search was stopped before. */
  @Nullable Done[] run(List<Job> jobs) {
    @Nullable Done[] done = new Done[jobs.size()];
    long rows = jobs.stream().mapToLong(job -> job.rows().size()).sum();
    AtomicInteger next = new AtomicInteger();
    if (threads == null || jobs.size() == 1 || rows < SMALL) {
      work(benches.getFirst(), jobs, next, done);
      return done;
    }
    List<Future<?>> others = new ArrayList<>();
    for (Workbench bench : benches.subList(1, Math.min(benches.size(), jobs.size()))) {
      others.add(threads.submit(() -> work(bench, jobs, next, done)));
    }
    work(benches.getFirst(), jobs, next, done);
    for (Future<?> other : others) {
      await(other);
    }
    return done;
  }

  private void work(Workbench bench, List<Job> jobs, AtomicInteger next, @Nullable Done[] done) {
    for (int at = next.getAndIncrement(); at < jobs.size(); at = next.getAndIncrement()) {
      if (stop.getAsBoolean()) {
        return;
      }
      Job job = jobs.get(at);
      NodeCheck check = bench.check(job.rows(), job.levels());
      boolean worthwhile = Sources.worthwhile(job.rows(), bench.classes().size);
      done[at] = new Done(check, worthwhile ? bench.rolledUp(job.rows(), job.levels()) : null);
    }
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return;
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          throw new IllegalStateException("A search for a privacy model failed", failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }
}
