package io.weir.engine.task;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which tasks are written. */
public final class TaskShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.of(
        "task-created.v1", Task.TaskCreated.class,
        "extraction-script-updated.v1", Task.ExtractionScriptUpdated.class,
        "uploading-script-updated.v1", Task.UploadingScriptUpdated.class,
        "field-rules-updated.v1", Task.FieldRulesUpdated.class,
        "anonymization-rules-updated.v1", Task.AnonymizationRulesUpdated.class,
        "task-released.v1", Task.TaskReleased.class);
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing("task", Task.Command.class, TaskView.class);
  }
}
