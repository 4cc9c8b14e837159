package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.main.Releases.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names that are dropped, have a pseudonym or whose record is suppressed are planted in texts that
 * are published: the verification counts each of these texts, and nothing else.
 */
class RepeatedTextsIT {
  private static final int PERSONS = 200;

  @TempDir private Path folder;

  private Releases releases;

  @BeforeEach
  void open() {
    releases = new Releases(folder);
    releases.secret("people", 1, "thirty-two bytes that nobody has");
  }

  @AfterEach
  void close() {
    releases.close();
  }

  private static String name(int person) {
    return "Given%c Family%c%c"
        .formatted('a' + person % 26, 'a' + person / 26, 'a' + person * 7 % 26);
  }

  /**
   * @param planted every how manieth text names somebody, in one way or another; 0 for none
   * @return how many do
   */
  private int write(int planted) throws IOException {
    List<String> people = new ArrayList<>();
    List<String> visits = new ArrayList<>();
    int told = 0;
    for (int i = 0; i < PERSONS; i++) {
      people.add("code%04dx,%s,%d".formatted(i, name(i), i % 20 == 0 ? 90 : 40));
      // The text may name another than the person of the visit.
      String named =
          switch (planted == 0 ? -1 : i / planted % 4) {
            case -1 -> "";
            case 0 -> name(i);
            case 1 -> name((i + 3) % PERSONS).toUpperCase(Locale.ROOT);
            case 2 -> name(i).replace(' ', '-') + ".";
            default -> "CODE%04dX".formatted(i);
          };
      boolean plants = planted > 0 && i % planted == 0;
      told += plants ? 1 : 0;
      visits.add(
          "code%04dx,%s"
              .formatted(i, plants ? "the patient " + named + " came" : "Given pain no Family"));
    }
    releases.source("people.csv", "code,name,age", people);
    releases.source("visits.csv", "person,note", visits);
    return told;
  }

  private static String people(String more, String name, String terms) {
    return """
    {"url": "people", "collect": [{"source": "s", "file": "people.csv"}], %s
     "tableSchema": {"primaryKey": "code", "onKeyConflict": "drop-all", "columns": [
      {"name": "code", "anonymize": {"method": "pseudonymize", "secret": "people"}},
      {"name": "name", %s}, {"name": "age", "datatype": "integer"%s}]}}
    """
        .formatted(more, name, terms);
  }

  private static final String DROPPED =
      "\"role\": \"identifying\", \"anonymize\": {\"method\": \"drop-column\"}";

  private static final String VISITS =
      """
      {"url": "visits", "collect": [{"source": "s", "file": "visits.csv"}],
       "tableSchema": {"columns": [
        {"name": "person", "references": "people/code", "onParentGone": "null"},
        {"name": "note"}]}}
      """;

  @Test
  void planted_names_are_counted_exactly_and_texts_without_one_are_not() throws IOException {
    for (int every : List.of(0, 1, 3, 7)) {
      int planted = write(every);
      Release release = releases.publish(0, "1", people("", DROPPED, ""), VISITS);
      assertEquals(
          Map.of("texts of visits/note that repeat hidden values", planted + " of " + PERSONS),
          told(release));
      assertTrue(release.warns("which may repeat what is hidden in column"));
    }
  }

  @Test
  void names_with_pseudonyms_and_names_of_suppressed_records_are_hidden_too() throws IOException {
    int planted = write(1);
    String named =
        "\"role\": \"identifying\", \"anonymize\": {\"method\": \"pseudonymize\", \"secret\":"
            + " \"people\"}";
    String suppressed =
        "\"anonymization\": [{\"method\": \"suppress-records\", \"column\": \"age\","
            + " \"values\": [90]}],";
    Release release = releases.publish(0, "1", people(suppressed, named, ""), VISITS);
    assertEquals(PERSONS - PERSONS / 20, release.table("people").size());
    assertEquals(
        Map.of("texts of visits/note that repeat hidden values", planted + " of " + PERSONS),
        told(release));
  }

  @Test
  void nothing_is_looked_for_where_nothing_is_hidden() throws IOException {
    write(1);
    String clear =
        people("", "\"role\": \"insensitive\"", "")
            .replaceFirst(
                ", \"anonymize\": \\{\"method\": \"pseudonymize\", \"secret\": \"people\"}", "");
    assertEquals(Map.of(), told(releases.publish(0, "1", clear, VISITS)));
  }

  /** Known: the report, before the outbox is confirmed. */
  @Test
  void the_report_tells_of_texts_also_of_a_table_without_quasi_identifiers() throws IOException {
    int planted = write(7);
    Path module = folder.resolve("clinic.module.jsonld");
    String people =
        people("", DROPPED, ", \"role\": \"quasi-identifying\"")
            .replace(
                "{\"method\": \"pseudonymize\", \"secret\": \"people\"}",
                "{\"method\": \"mask\", \"keepFirst\": 8}");
    Files.writeString(
        module,
        """
        {"@context": "https://w3id.org/weir/v1", "id": "urn:example:clinic", "type": "DataModule",
         "name": "clinic", "version": "1.0.0", "tables": [%s, %s]}
        """
            .formatted(people, VISITS));
    String data = folder.resolve(".weir").toString();
    JsonNode made =
        new ObjectMapper().readTree(CommandLines.said("run", "--json", module.toString()));
    String run = made.get("run").asText();
    JsonNode visits = made.at("/tables/1");
    assertEquals("AVAILABLE", visits.get("riskState").asText());
    assertEquals("note", visits.at("/risk/repeats/1/column").asText(), visits::toString);
    assertEquals("people/name", visits.at("/risk/repeats/1/hidden/0").asText());
    assertEquals(PERSONS, visits.at("/risk/repeats/1/records").asInt());
    int named = visits.at("/risk/repeats/1/repeating").asInt();
    // Codes are masked here, not hidden, so every fourth of the planted is none.
    assertEquals(planted - planted / 4, named);
    String told = CommandLines.said("runs", "report", run, "--data", data);
    assertTrue(told.contains("  visits: no columns are quasi-identifying"), told);
    assertTrue(told.contains(" texts of visits/note repeat what is hidden in people/name:"), told);
    assertFalse(told.contains("texts of visits/person repeat"), told);
    assertFalse(made.toString().contains("Givena"), "counts alone, no names");
  }

  private static Map<String, String> told(Release release) {
    Map<String, String> told = new TreeMap<>(release.verified());
    told.keySet().removeIf(fact -> !fact.startsWith("texts of"));
    return told;
  }
}
