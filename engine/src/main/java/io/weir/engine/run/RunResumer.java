package io.weir.engine.run;

import io.weir.engine.entity.Sharded;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the runs that have work to do: once in a cluster, again and again. After a crash the
 * entities of runs are nowhere until somebody speaks to them; this is who does. Runs the views do
 * not know yet are found in the round after they do.
 */
final class RunResumer {
  private static final Logger LOG = LoggerFactory.getLogger(RunResumer.class);

  private RunResumer() {}

  /** What it hears. */
  sealed interface Message {}

  private record Look() implements Message {}

  private record Found(List<String> runs) implements Message {}

  private record Missed(Throwable failure) implements Message {}

  static Behavior<Message> create(
      ActiveRuns active, Sharded<Run.Command, Run.Reply> runs, Duration interval) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Look(), Duration.ZERO, interval);
          return looking(context, active, runs);
        }));
  }

  private static Behavior<Message> looking(
      ActorContext<Message> context, ActiveRuns active, Sharded<Run.Command, Run.Reply> runs) {
    return Behaviors.receiveMessage(message -> {
      switch (message) {
        case Look _ -> look(context, active);
        case Found(List<String> names) ->
            names.forEach(name ->
                runs.ask(name, new Run.Wake(name))
                    .whenComplete((_, failure) -> {
                      if (failure != null) {
                        LOG.warn("the run {} does not wake: {}", name, failure.getMessage());
                      }
                    }));
        case Missed(Throwable failure) ->
            LOG.warn("the runs with work to do could not be looked up", failure);
      }
      return Behaviors.same();
    });
  }

  private static void look(ActorContext<Message> context, ActiveRuns active) {
    boolean leaving = CoordinatedShutdown.get(context.getSystem()).getShutdownReason().isPresent();
    if (!leaving) {
      context.pipeToSelf(
          active.names(),
          (found, failure) -> failure == null ? new Found(found) : new Missed(failure));
    }
  }
}
