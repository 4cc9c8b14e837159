package io.weir.engine.run;

import io.weir.engine.entity.Answer;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Envelope;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The actor around a {@link Run}: besides what every shell does it begins executions, one at a
 * time.
 */
final class RunShell extends EntityShell<Run.Command, Run.Event, RunLife, Run.Reply> {
  private static final int EVENTS_PER_SNAPSHOT = 100;
  private static final int SNAPSHOTS_KEPT = 2;

  private final ActorRef<Envelope<Run.Command>> self;
  private final ActorRef<Answer> nobody;
  private final String id;
  private final String node;
  private final RunWork work;
  private final LiveRuns live;
  private final InstantSource clock;
  private boolean working;

  RunShell(
      PersistenceId persistenceId,
      ActorContext<Envelope<Run.Command>> context,
      RunWork work,
      LiveRuns live,
      InstantSource clock) {
    super(persistenceId, new Run());
    this.self = context.getSelf();
    this.nobody = context.getSystem().ignoreRef();
    this.id = persistenceId.entityId();
    this.node = context.getSystem().address().toString();
    this.work = work;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public SignalHandler<RunLife> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (life, signal) -> beginIfDue(life))
        .build();
  }

  @Override
  protected void accepted(RunLife after, Run.Command command) {
    switch (command) {
      case Run.Begin _ -> begin(after);
      case Run.Ended _ -> ended(after);
      case Run.Start _, Run.Resume _, Run.ConfirmUpload _, Run.Wake _ -> beginIfDue(after);
      case Run.Stop _ -> tidyIfEnded(after);
      case Run.Pause _, Run.Get _, Run.GetReport _, Run.GetPrivacy _ -> {}
      case Run.Entry _ -> {}
      case Run.Prepared _,
          Run.Failed _,
          Run.Delivered _,
          Run.Refused _,
          Run.Unknown _,
          Run.Parked _,
          Run.Published _ -> {}
    }
  }

  private void beginIfDue(RunLife life) {
    if (!working && life instanceof RunLife.State run && run.state().isActive()) {
      working = true;
      tell(new Run.Begin(id, node));
    }
  }

  private void begin(RunLife life) {
    if (life instanceof RunLife.State run && run.state().isActive()) {
      live.begin(id, () -> work.workFor(run))
          .whenComplete((_, _) -> tell(new Run.Ended(id, run.epoch())));
    } else {
      working = false;
    }
  }

  private void ended(RunLife life) {
    working = false;
    tidyIfEnded(life);
  }

  private void tidyIfEnded(RunLife life) {
    if (!working && life instanceof RunLife.State run && run.state().isTerminal()) {
      live.begin(id, () -> work.tidy(run));
    }
  }

  private void tell(Run.Command command) {
    self.tell(new Envelope<>(command, clock.instant(), nobody));
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
  }
}
