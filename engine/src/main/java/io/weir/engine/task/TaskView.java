package io.weir.engine.task;

import io.weir.engine.script.ScriptVersion;
import java.util.List;
import java.util.Optional;

/**
 * What callers see of a task.
 *
 * @param extraction by table, then source
 * @param fieldRules in the order they are put in
 * @param anonymizationRules likewise
 */
public record TaskView(
    String id,
    long revision,
    TaskState state,
    String module,
    String moduleVersion,
    List<ExtractionBinding> extraction,
    Optional<ScriptVersion> uploading,
    List<ScriptVersion> fieldRules,
    List<ScriptVersion> anonymizationRules) {
  public TaskView {
    extraction = List.copyOf(extraction);
    // A row of the list that an older version wrote has none.
    fieldRules = fieldRules == null ? List.of() : List.copyOf(fieldRules);
    anonymizationRules = anonymizationRules == null ? List.of() : List.copyOf(anonymizationRules);
  }

  /** The task as another revision of the same module version. */
  public TaskView at(
      long newRevision,
      TaskState newState,
      List<ExtractionBinding> newExtraction,
      Optional<ScriptVersion> newUploading,
      List<ScriptVersion> newFieldRules,
      List<ScriptVersion> newAnonymizationRules) {
    return new TaskView(
        id,
        newRevision,
        newState,
        module,
        moduleVersion,
        newExtraction,
        newUploading,
        newFieldRules,
        newAnonymizationRules);
  }
}
