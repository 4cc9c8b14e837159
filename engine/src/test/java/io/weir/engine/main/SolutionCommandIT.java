package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir runs solution}: what there was to choose among, and what is saved of it. */
class SolutionCommandIT {
  private static final String MODULE =
      """
      { "@context": "https://w3id.org/weir/v1", "id": "urn:example:people", "type": "DataModule",
        "name": "people", "version": "1.0.0",
        "tables": [ { "url": "people", "collect": [ { "source": "crm", "file": "people.csv" } ],
          "privacyModel": { "k": 5, "maxSuppressed": 0.02 },
          "tableSchema": { "columns": [
            { "name": "age", "datatype": "integer", "role": "quasi-identifying",
              "anonymize": { "method": "generalize", "hierarchy": { "intervals": { "origin": 0, "widths": [5, 10, 20] } } } },
            { "name": "postcode", "datatype": "string", "role": "quasi-identifying",
              "anonymize": { "method": "generalize", "hierarchy": { "redact": { "from": "right", "levels": 4, "token": "*" } } } },
            { "name": "diagnosis", "datatype": "string", "role": "sensitive" } ] } } ] }
      """;

  @TempDir private Path folder;

  @Test
  void saved_levels_used_as_rules_give_the_records_of_the_run_they_were_saved_from()
      throws IOException {
    people(400);
    Path module = Files.writeString(folder.resolve("people.module.jsonld"), MODULE);
    String run = run(module, "first");
    Path data = folder.resolve("first");

    Spoken drawn = Spoken.by("runs", "solution", run, "--data", data.toString());
    assertEquals(0, drawn.code(), drawn.out() + drawn.err());
    assertTrue(drawn.out().contains("proven to be the best"), drawn.out());
    JsonNode table = solution(run, data);
    assertEquals(25, table.get("nodes").size(), table::toString);
    List<Integer> taken = taken(table);

    Path saved = folder.resolve("saved.json");
    save(run, data, saved);
    JsonNode kept = new ObjectMapper().readTree(Files.readString(saved));
    JsonNode said = kept.at("/tables/people/privacyModel/levels");
    assertEquals(taken, List.of(said.get("age").asInt(), said.get("postcode").asInt()));

    String again = run(module, "second", "--anonymization-rules", saved.toString());
    assertEquals(part("first", run), part("second", again));

    Path other = folder.resolve("other.json");
    save(run, data, other, "--levels=3,4");
    String coarse = run(module, "third", "--anonymization-rules", other.toString());
    assertNotEquals(part("first", run), part("third", coarse));
  }

  @Test
  void levels_that_are_none_and_runs_that_are_none_are_told_and_nothing_is_saved()
      throws IOException {
    people(60);
    Path module = Files.writeString(folder.resolve("people.module.jsonld"), MODULE);
    String run = run(module, "first");
    String data = folder.resolve("first").toString();
    Path saved = folder.resolve("saved.json");
    Spoken strange =
        Spoken.by(
            "runs", "solution", run, "--data", data, "--levels=9,9", "--save", saved.toString());
    assertNotEquals(0, strange.code(), strange.out());
    assertFalse(strange.err().isBlank());
    assertFalse(Files.exists(saved));
    Spoken unsaved = Spoken.by("runs", "solution", run, "--data", data, "--levels=1,1");
    assertEquals(1, unsaved.code());
    assertTrue(unsaved.err().contains("Name a file by --save"), unsaved.err());
    Spoken nobody = Spoken.by("runs", "solution", "nobody", "--data", data);
    assertEquals(1, nobody.code());
    assertTrue(nobody.err().contains("There is no run \"nobody\""), nobody.err());
  }

  private void people(int count) throws IOException {
    Random random = new Random(20_261_123);
    List<String> lines = new ArrayList<>(List.of("age,postcode,diagnosis"));
    for (int i = 0; i < count; i++) {
      lines.add(
          "%d,1%03d,%s"
              .formatted(
                  18 + random.nextInt(60),
                  random.nextInt(1_000),
                  List.of("flu", "gout", "cold").get(random.nextInt(3))));
    }
    Files.write(folder.resolve("people.csv"), lines);
  }

  private String run(Path module, String data, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--json", "--data", folder.resolve(data).toString()));
    arguments.addAll(List.of(more));
    arguments.add(module.toString());
    Spoken made = Spoken.by(arguments.toArray(String[]::new));
    assertEquals(0, made.code(), made.out() + made.err());
    return json(made).get("run").asText();
  }

  private static JsonNode solution(String run, Path data) throws IOException {
    Spoken told = Spoken.by("runs", "solution", run, "--data", data.toString(), "--json");
    assertEquals(0, told.code(), told.out() + told.err());
    return json(told).at("/solutions/0");
  }

  private static void save(String run, Path data, Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("runs", "solution", run, "--data", data.toString(), "--save", file.toString()));
    arguments.addAll(List.of(more));
    Spoken saved = Spoken.by(arguments.toArray(String[]::new));
    assertEquals(0, saved.code(), saved.out() + saved.err());
  }

  private static List<Integer> taken(JsonNode table) {
    List<Integer> levels = new ArrayList<>();
    for (JsonNode node : table.get("nodes")) {
      if (node.get("chosen").asBoolean()) {
        node.get("levels").forEach(level -> levels.add(level.asInt()));
      }
    }
    return levels;
  }

  /** The prepared records, as they lie on disk. */
  private String part(String data, String run) throws IOException {
    Path part = folder.resolve(data).resolve("parts").resolve(run);
    return HexFormat.of()
        .formatHex(Files.readAllBytes(part.resolve("anonymize/people/0-000000.arrow")));
  }

  private static JsonNode json(Spoken spoken) throws IOException {
    return new ObjectMapper().readTree(spoken.out());
  }
}
