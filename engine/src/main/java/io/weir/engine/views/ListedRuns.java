package io.weir.engine.views;

import io.weir.engine.dataplane.Stage;
import io.weir.engine.run.Pinned;
import io.weir.engine.run.Run;
import io.weir.engine.run.RunState;
import io.weir.engine.run.RunView;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs in lists: without tables and history. */
final class ListedRuns {
  private ListedRuns() {}

  /** The entry after an event, or empty when the event changes nothing a list shows. */
  static Optional<RunView> after(Run.Event event, Folding.Before<RunView> before) {
    return switch (event) {
      case Run.LedgerEvent _ -> Optional.empty();
      case Run.RunStarted started -> Optional.of(started(started));
      case Run.StageCompleted stage ->
          Optional.of(at(before.apply(stage.id()), next(stage.stage())));
      case Run.RunPrepared prepared -> {
        RunView run = to(before.apply(prepared.id()), RunState.PREPARED);
        yield Optional.of(
            published(run, Optional.of(prepared.outbox()), Optional.empty(), Optional.empty()));
      }
      case Run.RunPaused paused -> Optional.of(to(before.apply(paused.id()), RunState.PAUSED));
      case Run.RunParked parked ->
          Optional.of(
              because(
                  to(before.apply(parked.id()), RunState.PAUSED), Optional.of(parked.problem())));
      case Run.RunResumed resumed -> {
        RunView run = before.apply(resumed.id());
        yield Optional.of(
            to(run, run.stage() == Stage.UPLOAD ? RunState.UPLOADING : RunState.RUNNING));
      }
      case Run.RunStopped stopped ->
          Optional.of(ended(before.apply(stopped.id()), RunState.STOPPED, stopped.cause().at()));
      case Run.RunFailed failed ->
          Optional.of(failed(before.apply(failed.id()), failed.problem(), failed.at()));
      case Run.UploadConfirmed confirmed ->
          Optional.of(at(to(before.apply(confirmed.id()), RunState.UPLOADING), Stage.UPLOAD));
      case Run.UploadDelivered delivered -> {
        RunView run = because(before.apply(delivered.id()), Optional.empty());
        yield Optional.of(
            published(run, run.outbox(), Optional.empty(), Optional.of(delivered.location())));
      }
      case Run.UploadRefused refused ->
          Optional.of(failed(before.apply(refused.id()), refused.problem(), refused.at()));
      case Run.UploadUnknown unknown ->
          Optional.of(because(before.apply(unknown.id()), Optional.of(unknown.problem())));
      case Run.VersionPublished published -> {
        RunView run = ended(before.apply(published.id()), RunState.UPLOADED, published.at());
        yield Optional.of(
            published(run, run.outbox(), Optional.of(published.version()), run.location()));
      }
    };
  }

  private static RunView started(Run.RunStarted started) {
    Pinned pinned = started.pinned();
    return new RunView(
        started.id(),
        pinned.task(),
        RunState.RUNNING,
        Stage.EXTRACT,
        started.cause().at(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        pinned.module(),
        pinned.moduleVersion(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Stage next(Stage stage) {
    return switch (stage) {
      case EXTRACT -> Stage.KEYS;
      case KEYS -> Stage.TRANSFORM;
      case TRANSFORM -> Stage.ANONYMIZE;
      case ANONYMIZE, VERIFY -> Stage.VERIFY;
      case UPLOAD -> Stage.UPLOAD;
    };
  }

  private static RunView failed(RunView run, Problem problem, Instant at) {
    return because(ended(run, RunState.FAILED, at), Optional.of(problem));
  }

  private static RunView to(RunView run, RunState state) {
    return copy(run, state, run.stage(), run.endedAt(), run.problem());
  }

  private static RunView at(RunView run, Stage stage) {
    return copy(run, run.state(), stage, run.endedAt(), run.problem());
  }

  private static RunView because(RunView run, Optional<Problem> problem) {
    return copy(run, run.state(), run.stage(), run.endedAt(), problem);
  }

  private static RunView ended(RunView run, RunState state, Instant at) {
    return copy(run, state, run.stage(), Optional.of(at), run.problem());
  }

  private static RunView copy(
      RunView run,
      RunState state,
      Stage stage,
      Optional<Instant> endedAt,
      Optional<Problem> problem) {
    return new RunView(
        run.id(),
        run.task(),
        state,
        stage,
        run.startedAt(),
        endedAt,
        List.of(),
        problem,
        run.outbox(),
        run.module(),
        run.moduleVersion(),
        run.newModuleVersion(),
        run.location(),
        List.of());
  }

  private static RunView published(
      RunView run, Optional<String> outbox, Optional<String> version, Optional<String> location) {
    return new RunView(
        run.id(),
        run.task(),
        run.state(),
        run.stage(),
        run.startedAt(),
        run.endedAt(),
        List.of(),
        run.problem(),
        outbox,
        run.module(),
        run.moduleVersion(),
        version,
        location,
        List.of());
  }
}
