package io.weir.engine.run;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which runs are written. */
public final class RunShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.ofEntries(
        Map.entry("run.v1", RunLife.State.class),
        Map.entry("run-started.v1", Run.RunStarted.class),
        Map.entry("execution-began.v1", Run.ExecutionBegan.class),
        Map.entry("part-committed.v1", Run.PartCommitted.class),
        Map.entry("source-attempt-failed.v1", Run.SourceAttemptFailed.class),
        Map.entry("source-restarted.v1", Run.SourceRestarted.class),
        Map.entry("source-completed.v1", Run.SourceCompleted.class),
        Map.entry("keys-resolved.v1", Run.KeysResolved.class),
        Map.entry("records-suppressed.v1", Run.RecordsSuppressed.class),
        Map.entry("profiles-stored.v1", Run.ProfilesStored.class),
        Map.entry("risks-stored.v1", Run.RisksStored.class),
        Map.entry("stage-completed.v1", Run.StageCompleted.class),
        Map.entry("run-prepared.v1", Run.RunPrepared.class),
        Map.entry("run-paused.v1", Run.RunPaused.class),
        Map.entry("run-parked.v1", Run.RunParked.class),
        Map.entry("run-resumed.v1", Run.RunResumed.class),
        Map.entry("run-stopped.v1", Run.RunStopped.class),
        Map.entry("run-failed.v1", Run.RunFailed.class),
        Map.entry("upload-confirmed.v1", Run.UploadConfirmed.class),
        Map.entry("upload-delivered.v1", Run.UploadDelivered.class),
        Map.entry("upload-refused.v1", Run.UploadRefused.class),
        Map.entry("upload-unknown.v1", Run.UploadUnknown.class),
        Map.entry("version-published.v1", Run.VersionPublished.class));
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing(
        "run",
        Run.Command.class,
        Run.Seen.class,
        Run.Reported.class,
        Run.Privacy.class,
        Run.Told.class);
  }
}
