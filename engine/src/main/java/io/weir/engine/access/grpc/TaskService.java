package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Call;
import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.run.RunView;
import io.weir.engine.run.Runs;
import io.weir.engine.task.TaskView;
import io.weir.engine.task.Tasks;
import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.Role;
import io.weir.v1.CreateTaskRequest;
import io.weir.v1.EtlTaskManagerPowerApi;
import io.weir.v1.GetRunReportRequest;
import io.weir.v1.GetRunSolutionsRequest;
import io.weir.v1.GetRunSolutionsResponse;
import io.weir.v1.GetTaskRequest;
import io.weir.v1.ListRunsRequest;
import io.weir.v1.ListRunsResponse;
import io.weir.v1.ListTasksRequest;
import io.weir.v1.ListTasksResponse;
import io.weir.v1.ReleaseTaskRequest;
import io.weir.v1.ResumeRequest;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.RunRequest;
import io.weir.v1.StartRequest;
import io.weir.v1.StopRequest;
import io.weir.v1.Task;
import io.weir.v1.UpdateAnonymizationRulesRequest;
import io.weir.v1.UpdateExtractionScriptRequest;
import io.weir.v1.UpdateFieldRulesRequest;
import io.weir.v1.UpdateUploadingScriptRequest;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.grpc.javadsl.Metadata;
import org.apache.pekko.stream.javadsl.Source;

/** The service {@code EtlTaskManager}. */
final class TaskService implements EtlTaskManagerPowerApi {
  private final Door door;
  private final Tasks tasks;
  private final Runs runs;
  private final Watching watching;

  TaskService(Door door, Tasks tasks, Runs runs, Watching watching) {
    this.door = door;
    this.tasks = tasks;
    this.runs = runs;
    this.watching = watching;
  }

  @Override
  public CompletionStage<Task> createTask(CreateTaskRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.CREATE_TASK,
        task(in.getTaskId()),
        caller ->
            tasks
                .create(
                    caller.name(),
                    in.getTaskId(),
                    in.getModule(),
                    in.getModuleVersion(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Task> getTask(GetTaskRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_TASK,
        task(in.getTaskId()),
        caller ->
            tasks.get(in.getTaskId()).thenApply(found -> Done.looked(TaskMessages.task(found))));
  }

  @Override
  public CompletionStage<ListTasksResponse> listTasks(ListTasksRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_TASKS,
        Resource.all("task"),
        caller ->
            tasks
                .list(PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(TaskMessages.list(page))));
  }

  @Override
  public CompletionStage<Task> updateExtractionScript(
      UpdateExtractionScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_EXTRACTION_SCRIPT,
        task(in.getTaskId()),
        caller ->
            tasks
                .updateExtractionScript(
                    caller.name(),
                    in.getTaskId(),
                    in.getTable(),
                    in.getSource(),
                    ScriptMessages.version(in.getScript()),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Task> updateUploadingScript(
      UpdateUploadingScriptRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_UPLOADING_SCRIPT,
        task(in.getTaskId()),
        caller ->
            tasks
                .updateUploadingScript(
                    caller.name(),
                    in.getTaskId(),
                    ScriptMessages.version(in.getScript()),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Task> updateFieldRules(UpdateFieldRulesRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_FIELD_RULES,
        task(in.getTaskId()),
        caller ->
            tasks
                .updateFieldRules(
                    caller.name(),
                    in.getTaskId(),
                    in.getScriptsList().stream().map(ScriptMessages::version).toList(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Task> updateAnonymizationRules(
      UpdateAnonymizationRulesRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.UPDATE_ANONYMIZATION_RULES,
        task(in.getTaskId()),
        caller ->
            tasks
                .updateAnonymizationRules(
                    caller.name(),
                    in.getTaskId(),
                    in.getScriptsList().stream().map(ScriptMessages::version).toList(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Task> release(ReleaseTaskRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.RELEASE_TASK,
        task(in.getTaskId()),
        caller ->
            tasks
                .release(
                    caller.name(),
                    in.getTaskId(),
                    in.getExpectedRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::changed));
  }

  @Override
  public CompletionStage<Run> start(StartRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.START_RUN,
        task(in.getTaskId()),
        caller ->
            runs.start(caller.name(), in.getTaskId(), Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::moved));
  }

  @Override
  public CompletionStage<Run> pause(RunRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.PAUSE_RUN,
        run(in.getRunId()),
        caller ->
            runs.pause(caller.name(), in.getRunId(), Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::moved));
  }

  @Override
  public CompletionStage<Run> resume(ResumeRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.RESUME_RUN,
        run(in.getRunId()),
        caller ->
            runs.resume(
                    caller.name(),
                    in.getRunId(),
                    in.getOutboxRevision(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::moved));
  }

  @Override
  public CompletionStage<Run> stop(StopRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.STOP_RUN,
        run(in.getRunId()),
        caller ->
            runs.stop(
                    caller.name(),
                    in.getRunId(),
                    in.getClearOutbox(),
                    Calls.key(in.getIdempotencyKey()))
                .thenApply(TaskService::moved));
  }

  @Override
  public CompletionStage<Run> getRun(RunRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_RUN,
        run(in.getRunId()),
        caller -> runs.get(in.getRunId()).thenApply(found -> Done.looked(RunMessages.run(found))));
  }

  @Override
  public CompletionStage<ListRunsResponse> listRuns(ListRunsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_RUNS,
        Resource.all("run"),
        caller ->
            runs.list(in.getTaskId(), PageRequest.of(in.getPageSize(), in.getPageToken()))
                .thenApply(page -> Done.looked(RunMessages.list(page))));
  }

  @Override
  public Source<Run, NotUsed> watchRun(RunRequest in, Metadata metadata) {
    Call call = Calls.of(metadata);
    return watching.stream(
        call,
        door.open(call, Action.WATCH_RUN, run(in.getRunId())),
        () -> runs.watch(in.getRunId()).map(RunMessages::run));
  }

  @Override
  public CompletionStage<RunReport> getRunReport(GetRunReportRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_RUN_REPORT,
        run(in.getRunId()),
        caller -> {
          PageRequest request = PageRequest.of(in.getPageSize(), in.getPageToken());
          ReportMessages.Place place = ReportMessages.Place.of(request);
          return runs.report(in.getRunId(), place.table(), request.size())
              .thenApply(report -> ReportMessages.page(report, place))
              .thenApply(page ->
                  Done.looked(seesValues(caller) ? page : ReportMessages.withoutValues(page)));
        });
  }

  @Override
  public CompletionStage<GetRunSolutionsResponse> getRunSolutions(
      GetRunSolutionsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.GET_RUN_SOLUTIONS,
        run(in.getRunId()),
        caller -> {
          PageRequest request = PageRequest.of(in.getPageSize(), in.getPageToken());
          return runs.solutions(in.getRunId(), SolutionMessages.from(request), request.size())
              .thenApply(page -> Done.looked(SolutionMessages.page(in.getRunId(), page)));
        });
  }

  /** Bounds and histograms are made of values, so they are for those who may read records. */
  private static boolean seesValues(Caller caller) {
    return caller.roles().contains(Role.DATA_MANAGER) || caller.roles().contains(Role.TASK_MANAGER);
  }

  private static Resource task(String id) {
    return Resource.of("task", id);
  }

  private static Resource run(String id) {
    return Resource.of("run", id);
  }

  private static Done<Task> changed(TaskView task) {
    return Done.changed(
        TaskMessages.task(task),
        Map.of(
            "revision", Long.toString(task.revision()),
            "state", task.state().name(),
            "module", task.module(),
            "module version", task.moduleVersion()));
  }

  private static Done<Run> moved(RunView run) {
    return Done.changed(
        RunMessages.run(run),
        Map.of("run", run.id(), "task", run.task(), "state", run.state().name()));
  }
}
