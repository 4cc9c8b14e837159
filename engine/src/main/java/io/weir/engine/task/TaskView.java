package io.weir.engine.task;

import io.weir.engine.script.ScriptVersion;
import java.util.List;
import java.util.Optional;

/**
 * What callers see of a task.
 *
 * @param extraction by table, then source
 */
public record TaskView(
    String id,
    long revision,
    TaskState state,
    String module,
    String moduleVersion,
    List<ExtractionBinding> extraction,
    Optional<ScriptVersion> uploading) {
  public TaskView {
    extraction = List.copyOf(extraction);
  }
}
