package io.weir.engine.views;

import io.weir.engine.task.Task;
import io.weir.engine.task.TaskState;
import io.weir.engine.task.TaskView;
import java.util.List;
import java.util.Optional;

/** Tasks in lists. */
final class ListedTasks {
  private ListedTasks() {}

  static TaskView after(Task.Event event, Folding.Before<TaskView> before) {
    return switch (event) {
      case Task.TaskCreated created ->
          new TaskView(
              created.id(),
              1,
              TaskState.DRAFT,
              created.module(),
              created.moduleVersion(),
              List.of(),
              Optional.empty(),
              List.of(),
              List.of());
      case Task.ExtractionScriptUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield task.at(
            updated.revision(),
            TaskState.DRAFT,
            Task.bound(task.extraction(), updated.binding()),
            task.uploading(),
            task.fieldRules(),
            task.anonymizationRules());
      }
      case Task.UploadingScriptUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield task.at(
            updated.revision(),
            TaskState.DRAFT,
            task.extraction(),
            Optional.of(updated.script()),
            task.fieldRules(),
            task.anonymizationRules());
      }
      case Task.FieldRulesUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield task.at(
            updated.revision(),
            TaskState.DRAFT,
            task.extraction(),
            task.uploading(),
            updated.scripts(),
            task.anonymizationRules());
      }
      case Task.AnonymizationRulesUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield task.at(
            updated.revision(),
            TaskState.DRAFT,
            task.extraction(),
            task.uploading(),
            task.fieldRules(),
            updated.scripts());
      }
      case Task.TaskReleased released -> {
        TaskView task = before.apply(released.id());
        yield task.at(
            released.revision(),
            TaskState.RELEASED,
            task.extraction(),
            task.uploading(),
            task.fieldRules(),
            task.anonymizationRules());
      }
    };
  }
}
