package io.weir.engine.main;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody knows in which class a person is and reads the diagnosis off it, as all of the class
 * have one, or nearly all. The report tells for how many that works, and how well, which is counted
 * here a second time from the records as they were collected.
 */
class AttributeDisclosureIT {
  @TempDir private Path folder;

  private final List<Person> persons = new ArrayList<>();

  private record Person(int age, String sex, String cause) {
    String decade() {
      return age / 10 + "|" + sex;
    }

    String exact() {
      return age + "|" + sex;
    }
  }

  /** All men in their sixties have the gout, and nearly all women. */
  @BeforeEach
  void write() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 400; i++) {
      int age = 20 + random.nextInt(50);
      String sex = random.nextBoolean() ? "m" : "f";
      boolean gout = age >= 60 && (sex.equals("m") || random.nextInt(8) > 0);
      persons.add(new Person(age, sex, gout ? "gout" : "cause " + random.nextInt(6)));
    }
    Files.writeString(
        folder.resolve("people.csv"),
        persons.stream()
            .map(it -> "%d,%s,%s%n".formatted(it.age(), it.sex(), it.cause()))
            .collect(Collectors.joining("", "age,sex,cause\n", "")));
  }

  @Test
  void the_report_tells_what_a_recount_tells_and_k_anonymity_alone_was_warned_of()
      throws IOException {
    Path module = module("");
    assertTrue(checked(module).contains("is sensitive, and \"privacyModel\" promises nothing"));
    Map<String, Map<String, Long>> classes = classes(Person::decade);
    assertTrue(classes.values().stream().allMatch(values -> size(values) >= 5), "5-anonymous");
    assertTrue(single(classes) > 20, "an attack on somebody is no luck");

    JsonNode risk = run(module).at("/tables/0/risk");
    recounted(risk.at("/before/sensitive/0"), classes(Person::exact));
    recounted(risk.at("/after/sensitive/0"), classes);
    assertEquals(
        classes.size(), risk.at("/after/classes").asInt(), "the classes are those of the decades");
  }

  @Test
  void diversity_and_closeness_stop_it_and_nothing_is_warned_of() throws IOException {
    for (String promise :
        List.of(
            "\"diversity\": [{\"column\": \"cause\", \"model\": \"distinct\", \"l\": 3}],",
            "\"closeness\": [{\"column\": \"cause\", \"t\": 0.3, \"distance\": \"equal\"}],")) {
      Path module = module(promise);
      assertFalse(checked(module).contains("is sensitive, and"), promise);
      JsonNode after = run(module).at("/tables/0/risk/after/sensitive/0");
      assertEquals(0, after.get("single").asLong(), promise);
      assertTrue(after.get("posterior").asDouble() < 1, promise);
      if (promise.contains("closeness")) {
        assertTrue(after.get("farthest").asDouble() <= 0.3, promise);
      }
    }
  }

  private void recounted(JsonNode told, Map<String, Map<String, Long>> classes) {
    assertEquals("cause", told.get("column").asText());
    assertEquals(single(classes), told.get("single").asLong());
    assertEquals(posterior(classes.values()), told.get("posterior").asDouble(), 1e-12);
    assertEquals("equal", told.get("distance").asText());
    assertEquals(farthest(classes.values()), told.get("farthest").asDouble(), 1e-12);
  }

  /** By class, how often it has which diagnosis. */
  private Map<String, Map<String, Long>> classes(Function<Person, String> kind) {
    return persons.stream().collect(groupingBy(kind, groupingBy(Person::cause, counting())));
  }

  private static long size(Map<String, Long> values) {
    return values.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long single(Map<String, Map<String, Long>> classes) {
    return classes.values().stream()
        .filter(values -> values.size() == 1)
        .mapToLong(AttributeDisclosureIT::size)
        .sum();
  }

  private static double posterior(Collection<Map<String, Long>> classes) {
    return classes.stream()
        .mapToDouble(values ->
            (double) values.values().stream().mapToLong(Long::longValue).max().orElseThrow()
                / size(values))
        .max()
        .orElseThrow();
  }

  /** Half of what shares differ by, of the class that is farthest from the table. */
  private double farthest(Collection<Map<String, Long>> classes) {
    Map<String, Long> table = persons.stream().collect(groupingBy(Person::cause, counting()));
    return classes.stream()
        .mapToDouble(values ->
            table.keySet().stream()
                    .mapToDouble(cause ->
                        Math.abs(
                            (double) values.getOrDefault(cause, 0L) / size(values)
                                - (double) table.get(cause) / persons.size()))
                    .sum()
                / 2)
        .max()
        .orElseThrow();
  }

  private static String checked(Path module) {
    Spoken spoken = Spoken.by("check", module.toString());
    return spoken.out() + spoken.err();
  }

  private static JsonNode run(Path module) throws IOException {
    Spoken spoken = Spoken.by("run", "--json", module.toString());
    assertEquals(0, spoken.code(), () -> spoken.out() + spoken.err());
    return new ObjectMapper().readTree(spoken.out());
  }

  private Path module(String promise) throws IOException {
    String levels = promise.isEmpty() ? "\"levels\": [1, 1]," : "";
    String sex =
        promise.isEmpty()
            ? ""
            : ", \"anonymize\": {\"method\": \"generalize\", \"hierarchy\":"
                + " {\"redact\": {\"from\": \"right\"}}}";
    Path module = Files.createTempDirectory(folder, "module").resolve("people.module.jsonld");
    Files.copy(folder.resolve("people.csv"), module.resolveSibling("people.csv"));
    return Files.writeString(
        module,
        """
        {"@context": "https://w3id.org/weir/v1", "id": "urn:example:people", "type": "DataModule",
         "name": "people", "version": "1.0.0", "tables": [
         {"url": "people", "collect": [{"source": "s", "file": "people.csv"}],
          "privacyModel": {"k": 5, %s "maxSuppressed": 0},
          "anonymization": [{"method": "shuffle-records"}],
          "tableSchema": {"columns": [
           {"name": "age", "datatype": "integer", "role": "quasi-identifying",
            "anonymize": {"method": "generalize", %s
             "hierarchy": {"intervals": {"origin": 0, "widths": [10, 20, 40]}}}},
           {"name": "sex", "role": "quasi-identifying"%s},
           {"name": "cause", "role": "sensitive"}]}}]}
        """
            .formatted(promise, levels, sex));
  }
}
