package io.weir.engine.access.grpc;

import io.weir.engine.dataplane.Stage;
import io.weir.engine.entity.Page;
import io.weir.engine.run.RunState;
import io.weir.engine.run.RunView;
import io.weir.v1.HistoryEntry;
import io.weir.v1.ListRunsResponse;
import io.weir.v1.Run;
import io.weir.v1.RunStage;
import io.weir.v1.TableProgress;

/** Runs as messages. */
final class RunMessages {
  private RunMessages() {}

  static Run run(RunView run) {
    Run.Builder message =
        Run.newBuilder()
            .setRunId(run.id())
            .setTaskId(run.task())
            .setState(state(run.state()))
            .setStage(stage(run.stage()))
            .setStartedAt(Times.timestamp(run.startedAt()))
            .addAllTables(run.tables().stream().map(RunMessages::progress).toList())
            .setModule(run.module())
            .setModuleVersion(run.moduleVersion())
            .addAllHistory(run.history().stream().map(RunMessages::entry).toList());
    run.endedAt().map(Times::timestamp).ifPresent(message::setEndedAt);
    run.problem().map(ProblemMessages::problem).ifPresent(message::setProblem);
    run.outbox().ifPresent(message::setOutboxId);
    run.newModuleVersion().ifPresent(message::setNewModuleVersion);
    run.location().ifPresent(message::setLocation);
    return message.build();
  }

  static ListRunsResponse list(Page<RunView> page) {
    return ListRunsResponse.newBuilder()
        .addAllRuns(page.map(RunMessages::run).items())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static TableProgress progress(RunView.TableProgress table) {
    return TableProgress.newBuilder()
        .setTable(table.table())
        .setRead(table.read())
        .setExtracted(table.extracted())
        .setPrepared(table.prepared())
        .build();
  }

  private static HistoryEntry entry(RunView.HistoryEntry entry) {
    return HistoryEntry.newBuilder()
        .setAt(Times.timestamp(entry.at()))
        .setWhat(entry.what())
        .putAllFacts(entry.facts())
        .build();
  }

  private static io.weir.v1.RunState state(RunState state) {
    return switch (state) {
      case RUNNING -> io.weir.v1.RunState.RUNNING;
      case PAUSED -> io.weir.v1.RunState.PAUSED;
      case PREPARED -> io.weir.v1.RunState.PREPARED;
      case UPLOADING -> io.weir.v1.RunState.UPLOADING_RESULT;
      case UPLOADED -> io.weir.v1.RunState.UPLOADED;
      case STOPPED -> io.weir.v1.RunState.STOPPED;
      case FAILED -> io.weir.v1.RunState.FAILED;
    };
  }

  private static RunStage stage(Stage stage) {
    return switch (stage) {
      case EXTRACT -> RunStage.EXTRACT;
      case KEYS -> RunStage.KEYS;
      case TRANSFORM -> RunStage.TRANSFORM;
      case ANONYMIZE -> RunStage.ANONYMIZE;
      case VERIFY -> RunStage.VERIFY;
      case UPLOAD -> RunStage.UPLOAD;
    };
  }
}
