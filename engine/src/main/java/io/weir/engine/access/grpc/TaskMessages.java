package io.weir.engine.access.grpc;

import io.weir.engine.entity.Page;
import io.weir.engine.task.ExtractionBinding;
import io.weir.engine.task.TaskState;
import io.weir.engine.task.TaskView;
import io.weir.v1.ListTasksResponse;
import io.weir.v1.Task;

/** Tasks as messages. */
final class TaskMessages {
  private TaskMessages() {}

  static Task task(TaskView task) {
    Task.Builder message =
        Task.newBuilder()
            .setTaskId(task.id())
            .setRevision(task.revision())
            .setState(state(task.state()))
            .setModule(task.module())
            .setModuleVersion(task.moduleVersion())
            .addAllExtraction(task.extraction().stream().map(TaskMessages::binding).toList());
    task.fieldRules().stream().map(ScriptMessages::version).forEach(message::addFieldRules);
    task.anonymizationRules().stream()
        .map(ScriptMessages::version)
        .forEach(message::addAnonymizationRules);
    task.uploading().map(ScriptMessages::version).ifPresent(message::setUploading);
    return message.build();
  }

  static ListTasksResponse list(Page<TaskView> page) {
    return ListTasksResponse.newBuilder()
        .addAllTasks(page.map(TaskMessages::task).items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static io.weir.v1.ExtractionBinding binding(ExtractionBinding binding) {
    return io.weir.v1.ExtractionBinding.newBuilder()
        .setTable(binding.table())
        .setSource(binding.source())
        .setScript(ScriptMessages.version(binding.script()))
        .build();
  }

  private static io.weir.v1.TaskState state(TaskState state) {
    return switch (state) {
      case DRAFT -> io.weir.v1.TaskState.DRAFT;
      case RELEASED -> io.weir.v1.TaskState.RELEASED;
    };
  }
}
