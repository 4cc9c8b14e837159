package io.weir.engine.module;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that documents are read on. Reading asks plugins whether they accept their parameters,
 * and one that never answers keeps its thread: it must not be one that others share.
 */
final class DocumentThreads {
  private static final int MOST = 16;
  private static final int MOST_WAITING = 1_000;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST,
          MOST,
          10,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("document-", 0).factory());

  DocumentThreads() {
    threads.allowCoreThreadTimeOut(true);
  }

  /** Fails with UNAVAILABLE if too many are waiting already. */
  <T> CompletionStage<T> read(Supplier<T> reading) {
    try {
      return CompletableFuture.supplyAsync(reading, threads);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.failedFuture(
          new WeirException(
              Problem.of(
                  ErrorCode.UNAVAILABLE,
                  "More than " + MOST_WAITING + " documents are waiting to be read.",
                  "Try again later; if none is ever read, a plugin hangs: restart the node."),
              full));
    }
  }
}
