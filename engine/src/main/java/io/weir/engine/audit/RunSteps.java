package io.weir.engine.audit;

import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.run.Pinned;
import io.weir.engine.run.Run;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Carries a run's events over into the audit log: the steps a person would ask about, by whoever
 * caused them, else by {@code weir}. Of problems it tells code and coordinates only.
 */
public final class RunSteps {
  private static final String STARTED = "started";

  private final StepLog log;

  public RunSteps(StepLog log) {
    this.log = log;
  }

  /**
   * @throws IllegalArgumentException if the event is none of a run
   */
  public void follow(DurableEvent event) {
    switch (event) {
      case Run.Event run -> step(run, source -> name(run.id(), source)).ifPresent(log::append);
      default -> throw new IllegalArgumentException("no step is told by a " + event.getClass());
    }
  }

  /** Events know a source by its priority; the run's first step tells what it is called. */
  private String name(String run, SourceKey source) {
    return log.change(action(STARTED), resource(run))
        .getOrDefault(
            place(source.table(), source.source()), Integer.toString(source.source() + 1));
  }

  /**
   * The step an event tells of, if any.
   *
   * @param names of sources
   */
  static Optional<Step> step(Run.Event event, Function<SourceKey, String> names) {
    return switch (event) {
      case Run.RunStarted(String id, Pinned pinned, Cause cause) ->
          caused(id, STARTED, cause, outline(pinned));
      case Run.ExecutionBegan _,
          Run.PartCommitted _,
          Run.KeysResolved _,
          Run.RecordsSuppressed _,
          Run.ProfilesStored _,
          Run.RisksStored _ ->
          Optional.empty();
      case Run.SourceAttemptFailed failed ->
          step(
              failed.id(),
              "source-attempt-failed",
              Cause.weir(failed.at()),
              AuditOutcome.FAILED,
              Optional.of(failed.code()),
              with(
                  with(source(failed.source(), names), "attempt", failed.attempt()),
                  "next",
                  failed.next()));
      case Run.SourceRestarted restarted ->
          done(
              restarted.id(),
              "source-restarted",
              restarted.at(),
              with(source(restarted.source(), names), "reason", restarted.reason()));
      case Run.SourceCompleted completed ->
          done(completed.id(), "source-read", completed.at(), read(completed, names));
      case Run.StageCompleted stage ->
          done(
              stage.id(),
              "stage-completed",
              stage.at(),
              with(stage.facts(), "stage", stage.stage().name().toLowerCase(Locale.ROOT)));
      case Run.RunPrepared prepared ->
          done(prepared.id(), "prepared", prepared.at(), Map.of("outbox", prepared.outbox()));
      case Run.RunPaused paused -> caused(paused.id(), "paused", paused.cause(), Map.of());
      case Run.RunParked parked -> failed(parked.id(), "waits", parked.at(), parked.problem());
      case Run.RunResumed resumed -> caused(resumed.id(), "resumed", resumed.cause(), Map.of());
      case Run.RunStopped stopped ->
          caused(
              stopped.id(),
              "stopped",
              stopped.cause(),
              Map.of("clear outbox", Boolean.toString(stopped.clearOutbox())));
      case Run.RunFailed failed -> failed(failed.id(), "failed", failed.at(), failed.problem());
      case Run.UploadConfirmed confirmed ->
          caused(confirmed.id(), "upload-confirmed", confirmed.cause(), upload(confirmed.upload()));
      case Run.UploadDelivered delivered ->
          done(delivered.id(), "delivered", delivered.at(), delivery(delivered));
      case Run.UploadRefused refused ->
          failed(refused.id(), "upload-refused", refused.at(), refused.problem());
      case Run.UploadUnknown unknown ->
          failed(unknown.id(), "upload-outcome-unknown", unknown.at(), unknown.problem());
      case Run.VersionPublished published ->
          done(
              published.id(),
              "version-published",
              published.at(),
              Map.of("version", published.version()));
    };
  }

  private static Map<String, String> outline(Pinned pinned) {
    Map<String, String> outline = new HashMap<>();
    outline.put("task", pinned.task());
    outline.put("task revision", Long.toString(pinned.taskRevision()));
    outline.put("module", pinned.module());
    outline.put("module version", pinned.moduleVersion());
    for (Pinned.Outline table : pinned.tables()) {
      List<String> sources = table.sources();
      for (int i = 0; i < sources.size(); i++) {
        outline.put(place(table.table(), i), sources.get(i));
      }
    }
    return outline;
  }

  private static String place(String table, int priority) {
    return "source " + (priority + 1) + " of " + table;
  }

  private static Map<String, String> source(SourceKey source, Function<SourceKey, String> names) {
    return Map.of("table", source.table(), "source", names.apply(source));
  }

  private static Map<String, String> read(
      Run.SourceCompleted completed, Function<SourceKey, String> names) {
    Map<String, String> read =
        with(source(completed.source(), names), "records", completed.recordsRead());
    return completed.missing() == 0
        ? read
        : with(read, "expected", completed.recordsRead() + completed.missing());
  }

  private static Map<String, String> upload(Run.Upload upload) {
    return Map.of(
        "outbox revision", Long.toString(upload.outboxRevision()), "version", upload.newVersion());
  }

  private static Map<String, String> delivery(Run.UploadDelivered delivered) {
    Map<String, String> delivery = new HashMap<>();
    delivery.put("location", delivered.location());
    delivery.put("version", delivered.version());
    delivered.rows().forEach((table, rows) -> delivery.put("rows of " + table, rows.toString()));
    return delivery;
  }

  private static Map<String, String> with(Map<String, String> change, String name, Object value) {
    Map<String, String> more = new HashMap<>(change);
    more.put(name, value.toString());
    return more;
  }

  private static Optional<Step> caused(
      String run, String step, Cause cause, Map<String, String> change) {
    return step(run, step, cause, AuditOutcome.SUCCEEDED, Optional.empty(), change);
  }

  private static Optional<Step> done(
      String run, String step, Instant at, Map<String, String> change) {
    return caused(run, step, Cause.weir(at), change);
  }

  private static Optional<Step> failed(String run, String step, Instant at, Problem problem) {
    return step(
        run,
        step,
        Cause.weir(at),
        AuditOutcome.FAILED,
        Optional.of(problem.code()),
        problem.where());
  }

  private static Optional<Step> step(
      String run,
      String step,
      Cause cause,
      AuditOutcome outcome,
      Optional<ErrorCode> error,
      Map<String, String> change) {
    return Optional.of(
        new Step(cause.at(), cause.by(), action(step), resource(run), outcome, error, change));
  }

  private static String action(String step) {
    return "run/" + step;
  }

  private static String resource(String run) {
    return "run/" + run;
  }
}
