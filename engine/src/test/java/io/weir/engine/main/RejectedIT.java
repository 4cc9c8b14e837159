package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.Await;
import io.weir.engine.main.client.CallFailed;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.AuditLog;
import io.weir.v1.ListAuditLogsRequest;
import io.weir.v1.ReadRejectedRequest;
import io.weir.v1.ReadRejectedResponse;
import io.weir.v1.RejectedRecord;
import io.weir.v1.Run;
import io.weir.v1.RunState;
import io.weir.v1.StopRequest;
import io.weir.v1.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample of rejected records, as whoever looks after the data sees it. */
class RejectedIT {
  private static final String CANARY = "Canarywood";

  @TempDir private static Path folder;
  private static Node node;
  private static Client client;
  private static Workbench workbench;

  @BeforeAll
  static void start() throws IOException {
    node = Node.start(NodeSettings.alone(data()));
    client = node.client();
    workbench = new Workbench(client);
    Path files = Files.createDirectory(folder.resolve("files"));
    StringBuilder people = new StringBuilder("id,name,age\n");
    for (int id = 1; id <= 100; id++) {
      people.append("%d,%s%d,%s\n".formatted(id, CANARY, id, id % 2 == 0 ? "x" + id : "7"));
    }
    Files.writeString(files.resolve("people.csv"), people);
    workbench.connection("files", "files", "", Map.of("root", files.toString()), Map.of());
  }

  @AfterAll
  static void end() {
    client.close();
    node.close();
  }

  private static Path data() {
    return folder.resolve("node");
  }

  private static Run run(String name, String sample) {
    String document =
        """
        {"@context": "https://w3id.org/weir/v1", "id": "https://example.org/%s/",
         "type": "DataModule", "name": "%s", "version": "1.0.0",
         "tables": [{"url": "person", %s
           "collect": [{"source": "crm", "connection": "files", "file": "people.csv"}],
           "tableSchema": {"columns": [
             {"name": "id", "datatype": "integer"},
             {"name": "name", "anonymize": {"method": "drop-column"}},
             {"name": "age", "datatype": "integer", "onTypeViolation": "drop"}]}}]}
        """
            .formatted(name, name, sample);
    Task task = workbench.task(name, workbench.importModule(document), List.of(), Optional.empty());
    Run run = workbench.watch(workbench.start(task.getTaskId()).getRunId(), ignored -> {});
    assertEquals(RunState.PREPARED, run.getState(), run.toString());
    return run;
  }

  @Test
  void five_of_fifty_dropped_records_are_read_until_the_outbox_is_cleared() throws IOException {
    String run = run("sampled", "\"rejectedSample\": 5,").getRunId();
    ReadRejectedResponse sample = workbench.rejected(run, "person");
    assertEquals(5, sample.getMost());
    assertEquals(5, sample.getRecordsCount());
    for (RejectedRecord record : sample.getRecordsList()) {
      assertEquals("crm", record.getSource());
      assertEquals("age", record.getColumn());
      assertEquals("TYPE_VIOLATION_DROPPED", record.getRule());
      long id = record.getPosition();
      assertEquals(0, id % 2);
      assertEquals(
          List.of(Long.toString(id), CANARY + id, "x" + id),
          record.getFieldsList().stream().map(field -> field.getText()).toList());
    }
    ReadRejectedRequest two =
        ReadRejectedRequest.newBuilder().setRunId(run).setTable("person").setPageSize(2).build();
    ReadRejectedResponse first = client.call(client.data().readRejected(), two);
    ReadRejectedResponse second =
        client.call(
            client.data().readRejected(),
            two.toBuilder().setPageToken(first.getNextPageToken()).build());
    assertEquals(sample.getRecordsList().subList(2, 4), second.getRecordsList());

    Spoken told = spoken(run, "person", "--json");
    JsonNode record = new ObjectMapper().readTree(told.out()).at("/tables/0/records/0");
    assertEquals(sample.getRecords(0).getPosition(), record.get("position").asLong());
    Spoken shown = spoken(run);
    assertTrue(shown.out().contains("age type violation dropped"), shown.out());
    assertTrue(shown.out().contains(CANARY), shown.out());

    assertTrue(Files.exists(data().resolve("parts").resolve(run).resolve("rejected/person")));
    assertFalse(Files.exists(data().resolve("parts").resolve(run).resolve("rejecting")));
    assertEquals(List.of(), holding(CANARY));
    List<AuditLog> looks =
        Await.until(() -> audited(run, "DataManager/ReadRejected"), found -> found.size() >= 3);
    assertEquals("person", looks.getFirst().getChangeOrThrow("table"));
    assertFalse(audited(run, "").toString().contains(CANARY));

    client.call(
        client.tasks().stop(),
        StopRequest.newBuilder()
            .setRunId(run)
            .setClearOutbox(true)
            .setIdempotencyKey(Client.key())
            .build());
    Await.until(() -> Files.exists(data().resolve("parts").resolve(run)), kept -> !kept);
    CallFailed gone = assertThrows(CallFailed.class, () -> workbench.rejected(run, "person"));
    assertTrue(gone.getMessage().contains("is deleted"), gone.getMessage());
    assertEquals(1, spoken(run).code());
  }

  @Test
  void a_table_that_does_not_ask_for_it_has_none_and_unknown_ones_are_named() {
    String run = run("unsampled", "").getRunId();
    ReadRejectedResponse none = workbench.rejected(run, "person");
    assertEquals(0, none.getMost());
    assertEquals(0, none.getRecordsCount());
    assertTrue(spoken(run).out().contains("not sampled"));
    CallFailed unknown = assertThrows(CallFailed.class, () -> workbench.rejected(run, "nobody"));
    assertTrue(unknown.getMessage().contains("nobody"), unknown.getMessage());
  }

  /** The files of the node that have a text in them. */
  private static List<Path> holding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data())) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException gone) {
      return false;
    }
  }

  private static List<AuditLog> audited(String run, String action) {
    return client
        .call(
            client.audit().listAuditLogs(),
            ListAuditLogsRequest.newBuilder()
                .setResource("run/" + run)
                .setAction(action)
                .setPageSize(100)
                .build())
        .getEntriesList();
  }

  private static Spoken spoken(String run, String... more) {
    var arguments = new java.util.ArrayList<>(List.of("runs", "rejected", run));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--data", data().toString(), "--node", "127.0.0.1:" + node.port()));
    return Spoken.by(arguments.toArray(String[]::new));
  }
}
