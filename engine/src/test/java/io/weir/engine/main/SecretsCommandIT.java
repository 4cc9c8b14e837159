package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.AuditLog;
import io.weir.v1.ListAuditLogsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets through the command line, and what a run makes with them. */
class SecretsCommandIT {
  private static final String MODULE =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "https://example.org/people/",
        "type": "DataModule", "name": "people", "version": "%s",
        "tables": [
          { "url": "people",
            "collect": [ { "source": "list", "file": "people.csv" } ],
            "tableSchema": { "primaryKey": "id", "onKeyConflict": "drop-all", "columns": [
              { "name": "id", "datatype": "string",
                "anonymize": { "method": "pseudonymize", "secret": "%s" } },
              { "name": "card", "datatype": "string",
                "anonymize": { "method": "pseudonymize", "secret": "ids",
                  "form": "format-preserving", "alphabet": "digits" } } ] } },
          { "url": "visits",
            "collect": [ { "source": "list", "file": "visits.csv" } ],
            "tableSchema": { "columns": [
              { "name": "person", "datatype": "string", "references": "people/id" } ] } } ] }
      """;

  @TempDir private Path folder;

  @Test
  void secrets_are_made_used_rotated_and_deleted_and_never_shown() throws Exception {
    Path data = folder.resolve(".weir");
    Files.writeString(
        folder.resolve("people.csv"), "id,card\nann,4711-081-5000\nbob,4711-081-5001\n");
    Files.writeString(folder.resolve("visits.csv"), "person\nbob\nann\nbob\n");

    Spoken without = run("1.0.0", "ids");
    assertEquals(1, without.code(), without.out());
    assertTrue(without.err().contains("There is no secret \"ids\""), without.err());
    assertTrue(without.err().contains("weir secrets create ids"), without.err());

    Spoken made = Spoken.by("secrets", "create", "ids", "--json", "--data", data.toString());
    assertEquals("{\"ok\":true,\"secret\":\"ids\",\"version\":1}", made.out().strip());

    try (Node node = Node.start(NodeSettings.alone(data));
        Client client = node.client()) {
      String at = "127.0.0.1:" + node.port();
      Spoken again = secrets(data, at, "create", "ids");
      assertEquals(1, again.code());
      assertTrue(again.err().contains("rotate"), again.err());
      assertEquals(0, secrets(data, at, "create", "names").code());
      assertTrue(secrets(data, at, "rotate", "names").out().contains("at version 2"));
      assertEquals(1, secrets(data, at, "rotate", "nobody").code());

      Spoken unsure = secrets(data, at, "delete", "names", "--version", "1");
      assertEquals(1, unsure.code());
      assertTrue(unsure.err().contains("--yes"), unsure.err());
      assertTrue(secrets(data, at, "list").out().contains("kept"));
      assertEquals(1, secrets(data, at, "delete", "names", "--version", "2", "--yes").code());
      assertEquals(0, secrets(data, at, "delete", "names", "--version", "1", "--yes").code());

      JsonNode listed = json(secrets(data, at, "list", "--json")).get("secrets");
      assertEquals("ids", listed.get(0).get("secret").asText());
      assertEquals(2, listed.get(1).get("versions").size());
      assertTrue(listed.get(1).get("versions").get(0).has("deletedAt"));
      assertFalse(listed.get(1).get("versions").get(1).has("deletedAt"));
      String table = secrets(data, at, "list").out();
      assertTrue(table.contains("newest") && table.contains("deleted"), table);

      List<AuditLog> audit =
          client
              .call(
                  client.audit().listAuditLogs(),
                  ListAuditLogsRequest.newBuilder().setAction("SecretManager/RotateSecret").build())
              .getEntriesList();
      assertEquals(2, audit.size());
      assertEquals("WEIR-3001", audit.get(0).getErrorCode());
      assertEquals("secret/names", audit.get(1).getResource());
      assertEquals("2", audit.get(1).getChangeMap().get("version"));
    }
  }

  @Test
  void pseudonyms_join_tables_stay_with_a_version_and_change_with_a_rotation() throws Exception {
    Path data = folder.resolve(".weir");
    Files.writeString(
        folder.resolve("people.csv"), "id,card\nann,4711-081-5000\nbob,4711-081-5001\n");
    Files.writeString(folder.resolve("visits.csv"), "person\nbob\nann\nbob\n");
    // What is kept is made where it is asked for.
    assertEquals(0, Spoken.by("secrets", "create", "ids", "--data", data.toString()).code());

    Spoken first = run("1.0.0", "ids");
    assertEquals(0, first.code(), first.out() + first.err());
    List<List<String>> people = records(data, first, "people");
    List<List<String>> visits = records(data, first, "visits");
    String ann = people.get(0).get(0);
    String bob = people.get(1).get(0);
    assertTrue(ann.matches("[a-z2-7]{26}"), ann);
    assertNotEquals(ann, bob);
    assertEquals(List.of(List.of(bob), List.of(ann), List.of(bob)), visits);
    assertTrue(people.get(0).get(1).matches("[0-9]{4}-[0-9]{3}-[0-9]{4}"));

    assertEquals(0, Spoken.by("secrets", "rotate", "ids", "--data", data.toString()).code());
    Spoken pinned = run("1.1.0", "ids@1");
    assertEquals(0, pinned.code(), pinned.out() + pinned.err());
    assertEquals(
        List.of(List.of(bob), List.of(ann), List.of(bob)), records(data, pinned, "visits"));

    Spoken rotated = run("2.0.0", "ids");
    assertEquals(0, rotated.code(), rotated.out() + rotated.err());
    Set<String> before = new HashSet<>(Set.of(ann, bob));
    records(data, rotated, "visits").forEach(visit -> before.removeAll(visit));
    assertEquals(Set.of(ann, bob), before);

    Spoken absent = run("3.0.0", "ids@9");
    assertEquals(1, absent.code());
    assertTrue(absent.err().contains("no version 9 of the secret \"ids\""), absent.err());
  }

  private Spoken run(String version, String secret) throws IOException {
    Path module = folder.resolve("people.module.jsonld");
    Files.writeString(module, MODULE.formatted(version, secret));
    return Spoken.by("run", "--json", module.toString());
  }

  private static List<List<String>> records(Path data, Spoken run, String table)
      throws IOException {
    try (Node node = Node.start(NodeSettings.alone(data));
        Client client = node.client()) {
      List<List<String>> records = new ArrayList<>();
      for (var record :
          new Workbench(client)
              .records(json(run).get("outbox").asText(), table, 10)
              .getRecordsList()) {
        records.add(record.getValuesList().stream().map(it -> it.getText()).toList());
      }
      return records;
    }
  }

  private static Spoken secrets(Path data, String at, String... arguments) {
    List<String> all = new ArrayList<>(List.of("secrets"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data.toString(), "--node", at));
    return Spoken.by(all.toArray(String[]::new));
  }

  private static JsonNode json(Spoken spoken) throws IOException {
    return new ObjectMapper().readTree(spoken.out());
  }
}
