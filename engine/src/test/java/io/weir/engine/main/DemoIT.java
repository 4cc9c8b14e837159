package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole job, on a real node with real plugin archives, through the command a newcomer types.
 */
class DemoIT {
  @TempDir private Path folder;

  @Test
  void the_company_is_published_and_every_count_is_the_known_one() throws IOException {
    Path data = folder.resolve("demo");
    Spoken demo = Spoken.by("demo", "--json", "--data", data.toString());
    assertEquals(0, demo.code(), demo.out() + demo.err());
    JsonNode result = new ObjectMapper().readTree(demo.out());
    assertTrue(result.get("ok").asBoolean());
    assertEquals("2.0.0", result.get("newVersion").asText());
    List<String> broken = new ArrayList<>();
    result
        .get("checks")
        .forEach(check -> {
          if (!check.get("holds").asBoolean()) {
            broken.add(check.get("check").asText());
          }
        });
    assertEquals(List.of(), broken);
    assertTrue(result.get("checks").size() >= 12, "all checks were made");
    assertEquals(known(), counted(result.get("rules")));

    assertFalse(Files.exists(data.resolve("node/postgresql/data/postmaster.pid")));
    Spoken again = Spoken.by("demo", "--json", "--data", data.toString());
    assertEquals(0, again.code(), again.out() + again.err());
  }

  @Test
  void a_folder_that_is_not_of_a_demo_is_left_alone() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious.txt"), "years of work");
    Spoken refused = Spoken.by("demo", "--data", folder.toString());
    assertEquals(3, refused.code());
    assertTrue(refused.err().contains("--data"), refused.err());
    assertEquals("years of work", Files.readString(precious));
  }

  private static Map<String, Long> counted(JsonNode rules) {
    Map<String, Long> counts = new TreeMap<>();
    rules.properties().forEach(it -> counts.put(it.getKey(), it.getValue().asLong()));
    return counts;
  }

  /** Table, source, column and rule, and how often it must apply: worked out once and kept. */
  private static Map<String, Long> known() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    try (InputStream in = DemoIT.class.getResourceAsStream("demo/known-counts.txt")) {
      new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> line.trim().split("\\s+"))
          .forEach(words -> counts.put(words[0], Long.valueOf(words[1])));
    }
    return counts;
  }
}
