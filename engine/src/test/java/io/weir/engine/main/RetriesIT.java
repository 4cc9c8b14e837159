package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.Await;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.AuditLog;
import io.weir.v1.HistoryEntry;
import io.weir.v1.ListAuditLogsRequest;
import io.weir.v1.ResumeRequest;
import io.weir.v1.RuleCount;
import io.weir.v1.Run;
import io.weir.v1.RunRequest;
import io.weir.v1.RunState;
import io.weir.v1.StopRequest;
import io.weir.v1.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that is away, as whoever runs the task sees it. */
class RetriesIT {
  private static final String ATTEMPT = "source attempt failed";

  @TempDir private static Path folder;
  private static Node node;
  private static Client client;
  private static Workbench workbench;

  @BeforeAll
  static void start() throws IOException {
    node = Node.start(NodeSettings.alone(folder.resolve("node")));
    client = node.client();
    workbench = new Workbench(client);
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("empty.csv"), "id\n");
    workbench.connection("files", "files", "", Map.of("root", files.toString()), Map.of());
    workbench.connection(
        "away",
        "postgresql",
        "",
        Map.of("host", "127.0.0.1", "port", "1", "database", "weir", "user", "weir"),
        Map.of("password", "none"));
  }

  @AfterAll
  static void end() {
    client.close();
    node.close();
  }

  private static Run start(String name, String source) {
    String document =
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/%s/",
         "type": "DataModule", "name": "%s", "version": "1.0.0",
         "tables": [{"url": "person", "collect": [{"source": "crm", %s}],
           "tableSchema": {"columns": [{"name": "id", "datatype": "integer"}]}}]}
        """
            .formatted(name, name, source);
    Task task =
        workbench.task(name, workbench.importModule(document), List.of(), Optional.empty());
    return workbench.start(task.getTaskId());
  }

  private static Run get(Run run) {
    return client.call(client.tasks().getRun(), request(run));
  }

  private static RunRequest request(Run run) {
    return RunRequest.newBuilder()
        .setRunId(run.getRunId())
        .setIdempotencyKey(Client.key())
        .build();
  }

  private static List<HistoryEntry> attempts(Run run) {
    return run.getHistoryList().stream().filter(e -> e.getWhat().equals(ATTEMPT)).toList();
  }

  @Test
  void every_attempt_stands_in_the_history_of_the_run_and_in_the_audit_log() {
    Run started =
        start(
            "tried",
            "\"connection\": \"away\", \"table\": \"t\", \"retries\": 2, \"retryAfter\": \"PT0.05S\"");
    Run run = workbench.watch(started.getRunId(), ignored -> {});
    assertEquals(RunState.FAILED, run.getState());
    assertEquals("WEIR-5002", run.getProblem().getCode());
    assertEquals(
        List.of("1", "2"),
        attempts(run).stream().map(entry -> entry.getFactsOrThrow("attempt")).toList());
    HistoryEntry first = attempts(run).getFirst();
    assertEquals("WEIR-5002", first.getFactsOrThrow("code"));
    assertEquals("person", first.getFactsOrThrow("table"));
    assertEquals("crm", first.getFactsOrThrow("source"));
    assertTrue(first.getFactsMap().containsKey("next"));
    List<AuditLog> steps =
        Await.until(
            () ->
                client
                    .call(
                        client.audit().listAuditLogs(),
                        ListAuditLogsRequest.newBuilder()
                            .setResource("run/" + run.getRunId())
                            .setAction("run/source-attempt-failed")
                            .setPageSize(10)
                            .build())
                    .getEntriesList(),
            found -> found.size() == 2);
    assertEquals("WEIR-5002", steps.getFirst().getErrorCode());
  }

  @Test
  void a_run_that_waits_for_a_source_is_paused_resumed_and_stopped_at_once() {
    Run run =
        start(
            "waiting",
            "\"connection\": \"away\", \"table\": \"t\", \"retries\": 10, \"retryAfter\": \"PT5M\"");
    Await.until(() -> get(run), seen -> attempts(seen).size() == 1);
    assertEquals(
        RunState.PAUSED, client.call(client.tasks().pause(), request(run)).getState());
    client.call(
        client.tasks().resume(),
        ResumeRequest.newBuilder()
            .setRunId(run.getRunId())
            .setIdempotencyKey(Client.key())
            .build());
    Run again = Await.until(() -> get(run), seen -> attempts(seen).size() == 2);
    assertEquals("2", attempts(again).getLast().getFactsOrThrow("attempt"));
    client.call(
        client.tasks().stop(),
        StopRequest.newBuilder()
            .setRunId(run.getRunId())
            .setIdempotencyKey(Client.key())
            .build());
    assertEquals(
        RunState.STOPPED, workbench.watch(run.getRunId(), ignored -> {}).getState());
  }

  @Test
  void a_source_that_delivers_nothing_is_a_warning_in_history_and_report() {
    Run started = start("empty", "\"connection\": \"files\", \"file\": \"empty.csv\"");
    Run run = workbench.watch(started.getRunId(), ignored -> {});
    assertEquals(RunState.PREPARED, run.getState(), run.toString());
    HistoryEntry warning =
        run.getHistoryList().stream()
            .filter(entry -> entry.getWhat().startsWith("warning"))
            .findFirst()
            .orElseThrow();
    assertEquals("WEIR-5009", warning.getFactsOrThrow("code"));
    assertEquals("1", warning.getFactsOrThrow("expected"));
    RuleCount missing =
        workbench.report(run.getRunId()).getTables(0).getSources(0).getRulesList().getFirst();
    assertEquals("TOO_FEW_RECORDS", missing.getRule());
    assertEquals(1, missing.getCount());
  }
}
