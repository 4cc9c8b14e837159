package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.RunLedger.Instruction;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.stream.FlowShape;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;

/**
 * Ends the silence of a source that hangs, and of one that hangs even when it is closed; and reading
 * that the run wants no more, however slow or endless the source is.
 */
final class Watch {
  private final Extracting to;
  private final WatchedSource watched;
  private final CompletableFuture<?> beginning;
  private final CompletableFuture<Instruction> wish;
  private final SharedKillSwitch killSwitch = KillSwitches.shared("source");
  private final Cancellable ticking;
  private final Cancellable asking;
  private final AtomicBoolean asks = new AtomicBoolean();

  /**
   * @param beginning fails when the source hangs or the run wants no more
   * @param wish completed with what the run wants, if it is something else than to go on
   */
  Watch(
      Extracting to,
      WatchedSource watched,
      CompletableFuture<?> beginning,
      CompletableFuture<Instruction> wish) {
    this.to = to;
    this.wish = wish;
    this.watched = watched;
    this.beginning = beginning;
    long tick = Math.clamp(to.source().idleTimeout().toMillis() / 4, 5, 1_000);
    ticking = every(Duration.ofMillis(tick), this::look);
    asking = every(SourceExtraction.LOOK, this::askOnce);
  }

  /** What the source's chunks go through. */
  <T> Graph<FlowShape<T, T>, SharedKillSwitch> flow() {
    return killSwitch.flow();
  }

  private Cancellable every(Duration pause, Runnable work) {
    var system = to.materializer().system();
    return system.scheduler().scheduleWithFixedDelay(pause, pause, work, system.dispatcher());
  }

  /** A source may be slow, and one that never ends may deliver nothing that would be entered. */
  private void askOnce() {
    if (asks.compareAndSet(false, true)) {
      to.blocking()
          .execute(() -> {
            try {
              ask();
            } finally {
              asks.set(false);
            }
          });
    }
  }

  private void ask() {
    try {
      switch (to.ledger().instruction()) {
        case GO_ON -> {}
        case HALT -> halt(() -> wish.complete(Instruction.HALT));
      }
    } catch (WeirException refused) {
      if (refused.problem().code() == ErrorCode.FENCED) {
        halt(() -> wish.completeExceptionally(refused));
      }
    }
  }

  private void halt(Runnable wished) {
    wished.run();
    IllegalStateException halted = new IllegalStateException("halted");
    beginning.completeExceptionally(halted);
    killSwitch.abort(halted);
    watched.close();
  }

  private void look() {
    switch (watched.check(System.nanoTime())) {
      case FINE -> {}
      case TIMED_OUT -> to.blocking().execute(watched::close);
      case STUCK -> {
        beginning.completeExceptionally(WatchedSource.timedOut(to.source().idleTimeout()));
        killSwitch.abort(WatchedSource.timedOut(to.source().idleTimeout()));
      }
    }
  }

  void end() {
    ticking.cancel();
    asking.cancel();
    watched.close();
  }
}
