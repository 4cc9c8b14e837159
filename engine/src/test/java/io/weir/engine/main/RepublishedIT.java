package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.Await;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.v1.Composition;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
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

/** A module that is published again: its report tells what both versions reveal together. */
class RepublishedIT {
  private static final String DOCUMENT =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://example.org/ward/",
        "type": "DataModule", "name": "ward", "version": "1.0.0",
        "tables": [
          { "url": "people",
            "collect": [ { "source": "desk", "connection": "files", "file": "people.csv" } ],
            "privacyModel": { "k": 2,
              "diversity": [ { "column": "cause", "model": "distinct", "l": 2 } ] },
            "anonymization": [ { "method": "shuffle-records" } ],
            "tableSchema": { "columns": [
              { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                "anonymize": { "method": "generalize",
                  "hierarchy": { "intervals": { "origin": 0, "widths": [10, 20, 40] } } } },
              { "name": "cause", "role": "sensitive" },
              { "name": "weight", "datatype": "integer",
                "anonymize": { "method": "add-noise", "distribution": "laplace", "scale": 2 } }
            ] } } ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "minor" } }
      """;

  @TempDir private Path folder;

  @Test
  void a_second_version_tells_what_it_reveals_together_with_the_first() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(
        files.resolve("people.csv"), "age,cause,weight\n31,a,70\n33,b,80\n35,c,90\n37,a,60\n");
    Path data = folder.resolve("node");
    String first;
    String second;
    try (PostgresServer target = PostgresServer.start(folder.resolve("target"))) {
      warehouse(target);
      try (Node node = Node.start(NodeSettings.alone(data));
          Client client = node.client()) {
        Workbench workbench = new Workbench(client);
        connections(workbench, files, target);
        String task =
            workbench
                .task("ward", workbench.importModule(DOCUMENT), List.of(), Optional.empty())
                .getTaskId();
        first = prepared(workbench, task);
        second = prepared(workbench, task);
        assertEquals(List.of(), report(workbench, first).getCompositionsList());
        assertEquals(List.of(), report(workbench, second).getCompositionsList());
        confirmed(workbench, first);
        // The second was prepared before the first was published, and is reviewed afterwards.
        RunReport told =
            Await.until(
                () -> report(workbench, second), report -> report.getCompositionsCount() > 0);
        assertEquals(
            List.of("privacyModel", "add-noise"),
            told.getCompositionsList().stream().map(Composition::getOperation).toList());
        assertEquals(List.of("age"), told.getCompositions(0).getColumnsList());
        assertEquals(List.of("weight"), told.getCompositions(1).getColumnsList());
        for (Composition composition : told.getCompositionsList()) {
          assertEquals("people", composition.getTable());
          assertEquals(List.of("1.1.0"), composition.getVersionsList());
        }
        confirmed(workbench, second);
        // What comes later is told of what comes later.
        Await.until(
            () -> report(workbench, prepared(workbench, task)),
            report -> report.getCompositions(0).getVersionsCount() == 2);
        assertEquals(List.of(), report(workbench, first).getCompositionsList());
        assertEquals(
            List.of("1.1.0"), report(workbench, second).getCompositions(0).getVersionsList());
      }
    }
    said(data, first, second);
  }

  private static void said(Path data, String first, String second) throws Exception {
    String none = CommandLines.said("runs", "report", first, "--data", data.toString());
    assertFalse(none.contains("together with versions"), none);
    String told = CommandLines.said("runs", "report", second, "--data", data.toString());
    assertTrue(told.contains("What it reveals together with versions published before"), told);
    assertTrue(told.contains("  people with 1.1.0, by privacyModel of age:"), told);
    assertTrue(told.contains("  people with 1.1.0, by add-noise of weight:"), told);
    assertTrue(told.contains("keep the levels of the version before"), told);
    JsonNode json =
        new ObjectMapper()
            .readTree(
                CommandLines.said("runs", "report", second, "--json", "--data", data.toString()));
    assertEquals("add-noise", json.at("/compositions/1/operation").asText());
    assertEquals("1.1.0", json.at("/compositions/1/versions/0").asText());
    assertEquals("weight", json.at("/compositions/1/columns/0").asText());
  }

  private static void connections(Workbench workbench, Path files, PostgresServer target) {
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
  }

  private static void warehouse(PostgresServer target) throws Exception {
    target.ensureDatabase("warehouse");
    try (Connection connection = target.connect("warehouse");
        Statement statement = connection.createStatement()) {
      statement.execute("create role publisher login password 'for-tests'");
      statement.execute("alter database warehouse owner to publisher");
    }
  }

  private static RunReport report(Workbench workbench, String run) {
    return workbench.report(run);
  }

  private static String prepared(Workbench workbench, String task) {
    Run run = workbench.watch(workbench.start(task).getRunId(), _ -> {});
    assertEquals(RunState.PREPARED, run.getState(), run::toString);
    return run.getRunId();
  }

  private static void confirmed(Workbench workbench, String id) {
    Run run = workbench.watch(id, _ -> {});
    workbench.confirm(run, workbench.outbox(run.getOutboxId()));
    Run after = workbench.watch(id, _ -> {});
    assertEquals(RunState.UPLOADED, after.getState(), after::toString);
  }
}
