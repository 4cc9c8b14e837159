package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.Await;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.ProfileState;
import io.weir.v1.RunReport;
import io.weir.v1.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsCommandIT {
  private static final Path CLINIC = Path.of("../docs/examples/clinic");
  private static final List<String> FILES =
      List.of("clinic.module.jsonld", "patients.csv", "registry.csv", "visits.ndjson");

  @TempDir private Path folder;

  @Test
  void a_run_is_listed_and_reported_until_its_outbox_is_cleared_and_then_its_counts_stay()
      throws Exception {
    for (String file : FILES) {
      Files.copy(CLINIC.resolve(file), folder.resolve(file));
    }
    Path module = folder.resolve(FILES.getFirst());
    String sex = "\"name\": \"sex\",";
    Files.writeString(
        module, Files.readString(module).replace(sex, sex + " \"role\": \"quasi-identifying\","));
    Spoken made = Spoken.by("run", "--json", folder.resolve(FILES.getFirst()).toString());
    assertEquals(0, made.code(), made.out() + made.err());
    String run = json(made).get("run").asText();
    Path data = folder.resolve(".weir");
    // The node that is started for this command catches up with the one that made the run.
    Spoken listed = Spoken.by("runs", "list", "--data", data.toString());
    assertTrue(listed.out().contains(run), listed::out);
    try (Node node = Node.start(NodeSettings.alone(data));
        Client client = node.client()) {
      String at = "127.0.0.1:" + node.port();
      assertTrue(
          Spoken.by("runs", "list", "--data", data.toString(), "--node", at).out().contains(run));

      Spoken told = report(data, at, run, "--json");
      assertEquals(json(made).get("tables"), json(told).get("tables"));
      RunReport report = new Workbench(client).report(run);
      assertTrue(ReportSums.addUp(report), report::toString);
      assertEquals(ProfileState.TAKEN, report.getProfiles());
      assertEquals("AVAILABLE", json(told).at("/tables/0/riskState").asText());
      assertEquals(3, json(told).at("/tables/0/risk/after/classes").asInt(), told.out());
      assertTrue(Files.exists(data.resolve("parts").resolve(run).resolve("risk/patients.json")));
      secretsStayOut(told.out());

      client.call(
          client.tasks().stop(),
          StopRequest.newBuilder()
              .setRunId(run)
              .setClearOutbox(true)
              .setIdempotencyKey(Client.key())
              .build());
      Await.until(() -> Files.exists(data.resolve("parts").resolve(run)), kept -> !kept);
      Spoken cleared = report(data, at, run, "--json");
      assertEquals("DELETED", json(cleared).get("profiles").asText());
      assertEquals("NOT_KEPT", json(cleared).at("/tables/0/riskState").asText());
      assertFalse(json(cleared).at("/tables/0").has("risk"));
      assertEquals(json(told).get("totals"), json(cleared).get("totals"));
      assertTrue(report(data, at, run).out().contains("deleted with the outbox"));

      Path other = Files.createDirectory(folder.resolve("other"));
      Files.writeString(other.resolve(Node.TOKEN_FILE), "weir_of_another_node");
      Spoken stranger = report(other, at, run);
      assertEquals(3, stranger.code());
      assertTrue(stranger.err().contains("does not take the token"), stranger.err());

      Spoken none = report(data, at, "nobody");
      assertEquals(1, none.code());
      assertTrue(none.err().contains("There is no run \"nobody\""), none.err());
    }
  }

  /** Of the names, birth dates and weights of patients nothing is told but how many there are. */
  private static void secretsStayOut(String told) throws IOException {
    for (String line : Files.readAllLines(CLINIC.resolve("patients.csv")).subList(1, 7)) {
      String name = line.split(",")[1];
      assertFalse(told.contains(name), told);
    }
    assertFalse(told.contains("1961-"), told);
  }

  @Test
  void a_folder_that_no_run_was_made_in_is_told() {
    Spoken nowhere = Spoken.by("runs", "list", "--data", folder.resolve("none").toString());
    assertEquals(3, nowhere.code());
    assertTrue(nowhere.err().contains("There is no data directory"), nowhere.err());
    assertFalse(Files.exists(folder.resolve("none")));
  }

  private static Spoken report(Path data, String at, String run, String... more) {
    var arguments =
        new java.util.ArrayList<>(
            List.of("runs", "report", run, "--data", data.toString(), "--node", at));
    arguments.addAll(List.of(more));
    return Spoken.by(arguments.toArray(String[]::new));
  }

  private static JsonNode json(Spoken spoken) throws IOException {
    return new ObjectMapper().readTree(spoken.out());
  }
}
