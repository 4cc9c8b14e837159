package io.weir.engine.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * The executions alive on this node: of one run at most one at a time, even while an entity moves.
 */
final class LiveRuns {
  private final ConcurrentMap<String, CompletableFuture<Void>> live = new ConcurrentHashMap<>();
  private final Executor blocking;

  LiveRuns(Executor blocking) {
    this.blocking = blocking;
  }

  /** Does the work once an earlier execution of the run has ended. */
  CompletionStage<Void> begin(String run, Runnable work) {
    CompletableFuture<Void> next =
        live.compute(
            run,
            (_, earlier) ->
                (earlier == null ? CompletableFuture.<Void>completedFuture(null) : earlier)
                    .handle((_, _) -> (Void) null)
                    .thenRunAsync(work, blocking));
    next.whenComplete((_, _) -> live.remove(run, next));
    return next;
  }
}
