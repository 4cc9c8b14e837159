package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.main.client.CallFailed;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.v1.PrivacyEntry;
import io.weir.v1.PrivacyLedger;
import io.weir.v1.Run;
import io.weir.v1.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of a module with randomized answers, published until its privacy budget is spent. */
class PrivacyBudgetIT {
  private static final String DOCUMENT =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://example.org/survey/",
        "type": "DataModule", "name": "survey", "version": "1.0.0",
        "privacyBudget": { "epsilon": 2.5 },
        "tables": [
          { "url": "answers",
            "collect": [ { "source": "desk", "connection": "files", "file": "answers.csv" } ],
            "tableSchema": { "primaryKey": "id", "onKeyConflict": "drop-all", "columns": [
              { "name": "id", "datatype": "integer" },
              { "name": "smokes", "anonymize":
                { "method": "randomized-response", "epsilon": 1, "values": ["yes", "no"] } } ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "minor" } }
      """;

  @TempDir private Path folder;

  @Test
  void versions_are_published_until_the_budget_does_not_suffice() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("answers.csv"), "id,smokes\n1,yes\n2,no\n3,no\n");
    Path data = folder.resolve("node");
    String last;
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      warehouse(target);
      try (Node node = Node.start(NodeSettings.alone(data));
          Client client = node.client()) {
        Workbench workbench = new Workbench(client);
        workbench.connection("files", "files", "", Map.of("root", files.toString()), Map.of());
        workbench.connection(
            "warehouse",
            "postgresql",
            "",
            Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(target.port()),
                "database", "warehouse",
                "user", "publisher"),
            Map.of("password", "for-tests"));
        String task = task(workbench, "survey", DOCUMENT);
        confirmed(workbench, prepared(workbench, task));
        Run second = prepared(workbench, task);
        Run third = prepared(workbench, task);
        confirmed(workbench, second);
        refused(() -> workbench.confirm(third, workbench.outbox(third.getOutboxId())));
        refused(() -> workbench.start(task));
        PrivacyLedger ledger = workbench.privacy("survey").orElseThrow();
        assertEquals("2.5", ledger.getBudget().getEpsilon());
        assertEquals("2", ledger.getSpent().getEpsilon());
        assertEquals("0.5", ledger.getLeft().getEpsilon());
        assertEquals(
            List.of("1.1.0", "1.2.0"),
            ledger.getEntriesList().stream().map(PrivacyEntry::getVersion).toList());
        assertTrue(ledger.getEntriesList().stream().allMatch(PrivacyEntry::getPublished));

        String raised = DOCUMENT.replace("1.0.0", "2.0.0").replace("2.5", "3");
        Run fourth = prepared(workbench, task(workbench, "survey-2", raised));
        String lowered = DOCUMENT.replace("1.0.0", "2.0.1").replace("2.5", "1");
        String below = task(workbench, "survey-3", lowered);
        refused(() -> workbench.start(below));
        refused(() -> workbench.confirm(fourth, workbench.outbox(fourth.getOutboxId())));
        task(workbench, "survey-4", raised.replace("2.0.0", "2.0.2"));
        confirmed(workbench, fourth);
        assertEquals("3", workbench.privacy("survey").orElseThrow().getSpent().getEpsilon());
        assertEquals("0", workbench.privacy("survey").orElseThrow().getLeft().getEpsilon());
        last = fourth.getRunId();
      }
    }
    told(data, last);
  }

  private static void told(Path data, String run) throws Exception {
    Spoken versions = Spoken.by("module", "versions", "survey", "--data", data.toString());
    assertEquals(0, versions.code(), versions.err());
    assertTrue(versions.out().contains("spent   epsilon 3"), versions.out());
    assertTrue(versions.out().contains("left    epsilon 0"), versions.out());
    Spoken report = Spoken.by("runs", "report", run, "--data", data.toString());
    assertTrue(
        report.out().contains("What the version spends of the privacy budget"), report.out());
    JsonNode privacy =
        new ObjectMapper()
            .readTree(Spoken.by("runs", "report", run, "--json", "--data", data.toString()).out())
            .get("privacy");
    assertEquals("smokes", privacy.at("/uses/0/column").asText());
    assertEquals("randomized-response", privacy.at("/uses/0/method").asText());
    assertEquals(1, privacy.at("/total/epsilon").asInt());
  }

  private static void warehouse(PostgresServer target) throws Exception {
    target.ensureDatabase("warehouse");
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement()) {
      statement.execute("create role publisher login password 'for-tests'");
      statement.execute("alter database warehouse owner to publisher");
    }
  }

  private static String task(Workbench workbench, String name, String document) {
    return workbench
        .task(name, workbench.importModule(document), List.of(), Optional.empty())
        .getTaskId();
  }

  private static Run prepared(Workbench workbench, String task) {
    Run run = workbench.watch(workbench.start(task).getRunId(), _ -> {});
    assertEquals(RunState.PREPARED, run.getState(), run::toString);
    return run;
  }

  private static void confirmed(Workbench workbench, Run run) {
    workbench.confirm(run, workbench.outbox(run.getOutboxId()));
    Run after = workbench.watch(run.getRunId(), _ -> {});
    assertEquals(RunState.UPLOADED, after.getState(), after::toString);
  }

  private static void refused(Runnable call) {
    CallFailed failed = assertThrows(CallFailed.class, call::run);
    assertTrue(
        failed.toString().contains("The privacy budget of the module \"survey\" does not suffice"),
        failed::toString);
  }
}
