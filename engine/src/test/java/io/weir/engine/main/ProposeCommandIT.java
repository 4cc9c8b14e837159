package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir propose}, and {@code weir anonymize} with what it wrote. */
class ProposeCommandIT {
  private static final String[] TOWNS = {"Aachen", "Bergen", "Cork", "Delft"};
  private static final String[] PAINS = {"mild", "moderate", "severe"};

  @TempDir private Path folder;

  @Test
  void proposed_rules_for_columns_of_all_types_anonymize_at_once() throws IOException {
    people(600);
    Path rules = folder.resolve("rules.json");
    Spoken proposed =
        propose(
            "--quasi-identifier=town",
            "--quasi-identifier=height",
            "--quasi-identifier=admitted",
            "--quasi-identifier=seen",
            "--quasi-identifier=woken",
            "--quasi-identifier=smoker",
            "--quasi-identifier=pain",
            "-o",
            rules.toString());
    assertEquals(0, proposed.code(), proposed.out() + proposed.err());
    for (String value : List.of("Aachen", "Name 17", "80123", "moderate", "came")) {
      assertFalse((proposed.out() + proposed.err()).contains(value), proposed.err());
    }
    JsonNode json = new ObjectMapper().readTree(Files.readString(rules));
    assertForm(json, "age", "intervals");
    assertForm(json, "height", "intervals");
    assertForm(json, "postcode", "redact");
    assertForm(json, "admitted", "dates");
    assertForm(json, "seen", "dates");
    assertForm(json, "woken", "dates");
    assertForm(json, "town", "map");
    assertForm(json, "smoker", "map");
    assertForm(json, "pain", "order");
    for (String gone : List.of("patient_id", "full_name", "remark")) {
      assertEquals("drop-column", json.at("/columns/" + gone + "/anonymize/method").asText(), gone);
    }
    assertEquals(5, json.at("/privacyModel/k").asInt());
    assertEquals("diagnosis", json.at("/privacyModel/diversity/0/column").asText());

    Spoken done =
        Spoken.by(
            "anonymize", folder.resolve("people.csv").toString(), "--rules", rules.toString());
    assertEquals(0, done.code(), done.out() + done.err());
    assertFalse(done.err().contains("warning"), done.err());
    List<String> lines = Files.readAllLines(folder.resolve("people.anonymous.csv"));
    assertEquals(
        "age,postcode,town,height,admitted,seen,woken,smoker,pain,diagnosis", lines.getFirst());
    Map<String, Long> classes =
        lines.stream()
            .skip(1)
            .map(line -> line.substring(0, line.lastIndexOf(',')))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    classes.remove("*,*,*,*,*,*,*,*,*");
    assertTrue(classes.values().stream().allMatch(size -> size >= 5), classes::toString);
  }

  @Test
  void free_text_as_a_quasi_identifier_is_dropped_and_it_is_told_why() throws IOException {
    people(200);
    Spoken proposed = propose("--quasi-identifier=remark", "--k=3");
    assertEquals(0, proposed.code(), proposed.err());
    JsonNode json = new ObjectMapper().readTree(proposed.out());
    assertEquals("drop-column", json.at("/columns/remark/anonymize/method").asText());
    assertEquals("quasi-identifying", json.at("/columns/remark/role").asText());
    assertEquals(3, json.at("/privacyModel/k").asInt());
    assertTrue(proposed.err().contains("remark: Nearly every record"), proposed.err());
  }

  @Test
  void what_cannot_be_proposed_is_told_and_nothing_is_replaced() throws IOException {
    people(30);
    Spoken unknown = propose("--sensitive=blood");
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("There is no column blood"), unknown.err());
    assertEquals(2, propose("--sensitive=town", "--identifying=town").code());
    assertEquals(2, propose("--k=1").code());
    Files.writeString(folder.resolve("rules.json"), "mine");
    Spoken there = propose("-o", folder.resolve("rules.json").toString());
    assertEquals(1, there.code());
    assertTrue(there.err().contains("--force"), there.err());
    assertEquals("mine", Files.readString(folder.resolve("rules.json")));
  }

  private static void assertForm(JsonNode rules, String column, String form) {
    JsonNode hierarchy = rules.at("/columns/" + column + "/anonymize/hierarchy");
    assertTrue(hierarchy.has(form), () -> column + ": " + hierarchy);
  }

  private Spoken propose(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "propose";
    all[1] = folder.resolve("people.csv").toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Spoken.by(all);
  }

  private void people(int records) throws IOException {
    Random random = new Random(5);
    StringBuilder people =
        new StringBuilder(
            "patient_id,full_name,age,postcode,town,height,admitted,seen,woken,smoker,pain,remark,"
                + "diagnosis\n");
    for (int i = 0; i < records; i++) {
      people.append(
          "%d,Name %d,%d,8%04d,%s,1.%02d,20%02d-0%d-1%d,2024-01-1%dT08:0%d:00Z,0%d:30:00,%s,%s,came in on day %d,%s\n"
              .formatted(
                  i + 1,
                  i,
                  18 + random.nextInt(70),
                  random.nextInt(10_000),
                  TOWNS[random.nextInt(TOWNS.length)],
                  50 + random.nextInt(50),
                  10 + random.nextInt(15),
                  1 + random.nextInt(9),
                  random.nextInt(10),
                  random.nextInt(10),
                  random.nextInt(10),
                  random.nextInt(10),
                  random.nextBoolean(),
                  PAINS[random.nextInt(PAINS.length)],
                  i,
                  random.nextBoolean() ? "flu" : "cold"));
    }
    Files.writeString(folder.resolve("people.csv"), people);
  }
}
