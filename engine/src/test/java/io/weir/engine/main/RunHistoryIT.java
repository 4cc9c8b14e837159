package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.Await;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.AuditLog;
import io.weir.v1.AuditOutcome;
import io.weir.v1.GetAuditLogRequest;
import io.weir.v1.ListAuditLogsRequest;
import io.weir.v1.Run;
import io.weir.v1.RunState;
import io.weir.v1.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user views the history of runs: a list of what was run, then one run in detail. */
class RunHistoryIT {
  private static final String CANARY = "Sheri Nowmer";
  private static final String DOCUMENT =
      """
      { "@context": "https://w3id.org/weir/v1",
        "id": "https://data.example.org/modules/people/",
        "type": "DataModule", "name": "people", "version": "1.0.0",
        "tables": [
          { "url": "person",
            "collect": [ { "source": "crm", "connection": "files", "file": "people.csv" } ],
            "tableSchema": { "columns": [
              { "name": "id", "datatype": "integer" },
              { "name": "name", "datatype": "string", "anonymize": { "method": "mask" } } ] } } ] }
      """;

  @TempDir private Path folder;

  @Test
  void the_audit_log_tells_what_was_run_and_how_each_run_went() throws IOException {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("people.csv"), "id,name\n1," + CANARY + "\n2,Bo\n");
    try (Node node = Node.start(NodeSettings.alone(folder.resolve("node")));
        Client client = node.client()) {
      Workbench workbench = new Workbench(client);
      workbench.connection("files", "files", "", Map.of("root", files.toString()), Map.of());
      Task task =
          workbench.task("people", workbench.importModule(DOCUMENT), List.of(), Optional.empty());
      Run first = finished(workbench, task);
      Files.writeString(files.resolve("people.csv"), "id,name\n" + CANARY + ",1\n");
      Run second = finished(workbench, task);
      assertEquals(RunState.PREPARED, first.getState(), first.toString());
      assertEquals(RunState.FAILED, second.getState(), second.toString());
      await(client, second, "run/failed");

      List<AuditLog> runs =
          list(client, ListAuditLogsRequest.newBuilder().setAction("run/started"));
      assertEquals(
          List.of("run/" + second.getRunId(), "run/" + first.getRunId()),
          runs.stream().map(AuditLog::getResource).toList());
      assertEquals("people", runs.getFirst().getChangeOrThrow("module"));
      assertEquals(System.getProperty("user.name"), runs.getFirst().getActor());

      List<AuditLog> history = steps(client, first);
      assertEquals(
          List.of(
              "run/prepared",
              "run/stage-completed",
              "run/stage-completed",
              "run/stage-completed",
              "run/stage-completed",
              "run/stage-completed",
              "run/source-read",
              "run/started"),
          history.stream().map(AuditLog::getAction).toList());
      AuditLog read = history.get(6);
      assertEquals("weir", read.getActor());
      assertEquals(Map.of("table", "person", "source", "crm", "records", "2"), read.getChangeMap());
      assertEquals(
          read,
          client.call(
              client.audit().getAuditLog(),
              GetAuditLogRequest.newBuilder().setId(read.getId()).build()));

      AuditLog failed = steps(client, second).getFirst();
      assertEquals(AuditOutcome.AUDIT_OUTCOME_FAILED, failed.getOutcome());
      assertEquals("WEIR-5008", failed.getErrorCode());
      assertEquals("person", failed.getChangeOrThrow("table"));
      assertFalse(list(client, ListAuditLogsRequest.newBuilder()).toString().contains(CANARY));
      assertTrue(
          list(client, of(first)).stream()
              .anyMatch(entry -> entry.getAction().equals("EtlTaskManager/WatchRun")),
          "calls and steps stand together");
    }
  }

  private static Run finished(Workbench workbench, Task task) {
    Run run = workbench.start(task.getTaskId());
    return workbench.watch(run.getRunId(), ignored -> {});
  }

  private static void await(Client client, Run run, String action) {
    Await.until(
        () -> steps(client, run),
        steps -> steps.stream().anyMatch(step -> step.getAction().equals(action)));
  }

  private static List<AuditLog> steps(Client client, Run run) {
    return list(client, of(run).setAction("run"));
  }

  private static ListAuditLogsRequest.Builder of(Run run) {
    return ListAuditLogsRequest.newBuilder().setResource("run/" + run.getRunId());
  }

  private static List<AuditLog> list(Client client, ListAuditLogsRequest.Builder request) {
    return client
        .call(client.audit().listAuditLogs(), request.setPageSize(1000).build())
        .getEntriesList();
  }
}
