package io.weir.engine.views;

import io.weir.engine.task.ExtractionBinding;
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
              List.of());
      case Task.ExtractionScriptUpdated updated -> {
        TaskView task = before.apply(updated.id());
        List<ExtractionBinding> bindings = Task.bound(task.extraction(), updated.binding());
        yield new TaskView(
            task.id(),
            updated.revision(),
            TaskState.DRAFT,
            task.module(),
            task.moduleVersion(),
            bindings,
            task.uploading(),
            task.fieldRules());
      }
      case Task.UploadingScriptUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield new TaskView(
            task.id(),
            updated.revision(),
            TaskState.DRAFT,
            task.module(),
            task.moduleVersion(),
            task.extraction(),
            Optional.of(updated.script()),
            task.fieldRules());
      }
      case Task.FieldRulesUpdated updated -> {
        TaskView task = before.apply(updated.id());
        yield new TaskView(
            task.id(),
            updated.revision(),
            TaskState.DRAFT,
            task.module(),
            task.moduleVersion(),
            task.extraction(),
            task.uploading(),
            updated.scripts());
      }
      case Task.TaskReleased released -> {
        TaskView task = before.apply(released.id());
        yield new TaskView(
            task.id(),
            released.revision(),
            TaskState.RELEASED,
            task.module(),
            task.moduleVersion(),
            task.extraction(),
            task.uploading(),
            task.fieldRules());
      }
    };
  }
}
