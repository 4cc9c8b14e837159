package io.weir.engine.main;

import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Releases.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has one published version, and knows what each test says, tries to find out whose a
 * record is. Either that hits no better than the promise, or the document was warned of.
 */
class AdversaryIT {
  private static final int PERSONS = 400;
  private static final int SEEDS = 8;
  private static final int L = 4;
  private static final int K = 5;

  @TempDir private Path folder;

  private final List<Person> persons = new ArrayList<>();
  private Releases releases;

  /**
   * @param position in the source, which is ordered by name
   * @param serial tells which record is whose; it is nobody's business
   */
  private record Person(
      int position,
      String key,
      String name,
      int age,
      String postcode,
      String cause,
      String serial) {}

  @BeforeEach
  void write() throws IOException {
    releases = new Releases(folder);
    SplittableRandom random = new SplittableRandom(11);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < PERSONS; i++) {
      Person person =
          new Person(
              i,
              Integer.toString(1_000 + i),
              "Name %03d".formatted(i),
              18 + i % 70,
              "%05d".formatted(10_000 + 7 * i),
              "cause " + random.nextInt(8),
              Integer.toString(random.nextInt(1 << 20) * PERSONS + i));
      persons.add(person);
      records.add(
          String.join(
              ",",
              person.key(),
              person.name(),
              Integer.toString(person.age()),
              person.postcode(),
              person.cause(),
              person.serial()));
    }
    releases.source("people.csv", "key,name,age,postcode,cause,serial", records);
  }

  @AfterEach
  void close() {
    releases.close();
  }

  /** Known: where each person stands in the source, and all quasi-identifiers of all persons. */
  @Test
  void anatomized_values_are_not_linked_to_persons_by_any_order() throws IOException {
    Map<String, long[]> hits = new LinkedHashMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Release release =
          releases.publish(
              seed,
              "1",
              people(
                  "\"anonymization\": [{\"method\": \"anatomize\", \"sensitive\": \"cause\","
                      + " \"l\": "
                      + L
                      + "}],",
                  key("\"anonymize\": {\"method\": \"drop-column\"}"),
                  "{\"name\": \"serial\", \"anonymize\": {\"method\": \"drop-column\"}}"));
      List<Map<String, String>> records = release.table("people");
      List<Map<String, String>> values = release.table("people_sensitive");
      Map<String, Person> byPostcode = new HashMap<>();
      persons.forEach(person -> byPostcode.put(person.postcode(), person));
      Map<String, List<String>> sensitive = new HashMap<>();
      values.forEach(value ->
          sensitive
              .computeIfAbsent(value.get("group_id"), _ -> new ArrayList<>())
              .add(value.get("cause")));
      Map<String, List<Person>> groups = new LinkedHashMap<>();
      records.forEach(record ->
          groups
              .computeIfAbsent(record.get("group_id"), _ -> new ArrayList<>())
              .add(byPostcode.get(record.get("postcode"))));
      groups.forEach((group, published) -> {
        List<String> of = sensitive.get(group);
        assertTrue(of.stream().distinct().count() >= L);
        List<Person> collected = new ArrayList<>(published);
        collected.sort((one, other) -> Integer.compare(one.position(), other.position()));
        guess(hits, "order of the source", collected.getFirst(), of.getFirst());
        guess(hits, "order of the source, backwards", collected.getLast(), of.getFirst());
        guess(hits, "order of the published records", published.getFirst(), of.getFirst());
        Person some = collected.get(of.size() / 2);
        guess(
            hits,
            "place in the table of values",
            some,
            of.contains(values.get(some.position()).get("cause"))
                ? values.get(some.position()).get("cause")
                : of.getFirst());
        guess(
            hits,
            "number of the group",
            some,
            of.get((Integer.parseInt(group) + some.position()) % of.size()));
      });
    }
    hits.forEach(
        (attack, count) -> Luck.assertNoBetterThan(1.0 / L, count[0], count[1], "by " + attack));
    assertEquals(5, hits.size());
  }

  private static void guess(Map<String, long[]> hits, String attack, Person person, String cause) {
    long[] count = hits.computeIfAbsent(attack, _ -> new long[2]);
    count[0] += person.cause().equals(cause) ? 1 : 0;
    count[1]++;
  }

  /** Known: where each person stands in the source. */
  @Test
  void permuted_values_are_not_brought_back_by_any_order() throws IOException {
    releases.secret("people", 1, "thirty-two bytes that nobody has");
    Map<String, long[]> hits = new LinkedHashMap<>();
    for (int seed = 0; seed < SEEDS * 4; seed++) {
      List<Map<String, String>> records =
          releases
              .publish(
                  seed,
                  "1",
                  people(
                      "\"anonymization\": [{\"method\": \"permute\", \"columns\": [\"serial\"]}],",
                      key("\"anonymize\": {\"method\": \"pseudonymize\", \"secret\": \"people\"}"),
                      "{\"name\": \"serial\"}"))
              .table("people");
      oneGuess(hits, "position", seed, records, person -> person.position());
      oneGuess(hits, "position, backwards", seed, records, it -> PERSONS - 1 - it.position());
      List<Map<String, String>> byKey = new ArrayList<>(records);
      byKey.sort((one, other) -> one.get("key").compareTo(other.get("key")));
      oneGuess(hits, "order of fresh keys", seed, byKey, person -> person.position());
    }
    hits.forEach((attack, count) ->
        Luck.assertNoBetterThan(1.0 / PERSONS, count[0], count[1], "by " + attack));
  }

  /** Of one person a table, so that guesses are independent of each other. */
  private void oneGuess(
      Map<String, long[]> hits,
      String attack,
      int seed,
      List<Map<String, String>> records,
      ToIntFunction<Person> place) {
    Person person = persons.get(seed * 37 % PERSONS);
    long[] count = hits.computeIfAbsent(attack, _ -> new long[2]);
    count[0] += records.get(place.applyAsInt(person)).get("serial").equals(person.serial()) ? 1 : 0;
    count[1]++;
  }

  private static final String MODEL =
      "\"privacyModel\": {\"k\": " + K + ", \"maxSuppressed\": 0.1, \"suppress\": \"values\"},";

  /** Known: where each person stands in the source, and all quasi-identifiers of all persons. */
  @Test
  void records_of_a_class_are_told_apart_by_their_order_only_where_that_was_warned_of()
      throws IOException {
    String dropped = key("\"anonymize\": {\"method\": \"drop-column\"}");
    long hits = 0;
    long trials = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Release release =
          releases.publish(
              seed,
              "1",
              people(
                  MODEL + "\"anonymization\": [{\"method\": \"shuffle-records\"}],",
                  dropped,
                  "{\"name\": \"serial\", \"role\": \"sensitive\"}"));
      assertFalse(release.warns("published in the order"), () -> release.warnings().toString());
      List<Map<String, String>> records = release.table("people");
      Map<String, List<Integer>> classes = new LinkedHashMap<>();
      for (int place = 0; place < PERSONS; place++) {
        classes.computeIfAbsent(kind(records.get(place)), _ -> new ArrayList<>()).add(place);
      }
      assertTrue(classes.size() > 5, () -> classes.size() + " classes");
      Map<String, Person> bySerial = new HashMap<>();
      persons.forEach(person -> bySerial.put(person.serial(), person));
      for (List<Integer> places : classes.values()) {
        assertTrue(places.size() >= K);
        // The first of the persons in this class, taken to be its first record.
        Person first =
            places.stream()
                .map(place -> bySerial.get(records.get(place).get("serial")))
                .min((one, other) -> Integer.compare(one.position(), other.position()))
                .orElseThrow();
        hits += records.get(places.getFirst()).get("serial").equals(first.serial()) ? 1 : 0;
        trials++;
      }
    }
    Luck.assertNoBetterThan(1.0 / K, hits, trials, "by order in the class");

    Release kept =
        releases.publish(
            0, "1", people(MODEL, dropped, "{\"name\": \"serial\", \"role\": \"sensitive\"}"));
    assertTrue(kept.warns("are published in the order in which they are collected"));
    for (Person person : persons) {
      assertEquals(person.serial(), kept.table("people").get(person.position()).get("serial"));
    }
  }

  private static String kind(Map<String, String> record) {
    return record.get("age") + "|" + record.get("postcode");
  }

  /** Known: the source's keys, as everybody knows who delivered it. */
  @Test
  void a_key_leads_back_to_its_person_only_where_that_was_warned_of() throws IOException {
    String shuffled = MODEL + "\"anonymization\": [{\"method\": \"shuffle-records\"}],";
    String serial = "{\"name\": \"serial\", \"role\": \"sensitive\"}";
    Release clear =
        releases.publish(0, "1", people(shuffled, key("\"datatype\": \"string\""), serial));
    assertTrue(
        clear.warns("column \"key\" of table \"people\" is the primary key and is published as"));
    assertEquals(PERSONS, found(clear));

    releases.secret("people", 1, "thirty-two bytes that nobody has");
    Release hidden =
        releases.publish(
            0,
            "1",
            people(
                shuffled,
                key("\"anonymize\": {\"method\": \"pseudonymize\", \"secret\": \"people\"}"),
                serial));
    assertFalse(hidden.warns("published as it is collected"), () -> hidden.warnings().toString());
    assertEquals(0, found(hidden));
  }

  /** How many persons are found by their key. */
  private long found(Release release) {
    Map<String, List<Map<String, String>>> byKey =
        release.table("people").stream().collect(groupingBy(record -> record.get("key")));
    return persons.stream()
        .filter(person ->
            byKey.getOrDefault(person.key(), List.of()).stream()
                .anyMatch(record -> record.get("serial").equals(person.serial())))
        .count();
  }

  /** A key, and a column as {@link #people} wants it. */
  private static String key(String terms) {
    return "{\"name\": \"key\", " + terms + "}";
  }

  private static String people(String terms, String... columns) {
    boolean model = terms.startsWith("\"privacyModel\"");
    List<String> all = new ArrayList<>(List.of(columns));
    Collections.addAll(
        all,
        "{\"name\": \"name\", \"role\": \"identifying\","
            + " \"anonymize\": {\"method\": \"drop-column\"}}",
        "{\"name\": \"age\", \"datatype\": \"integer\", \"role\": \"quasi-identifying\""
            + (model
                ? ", \"anonymize\": {\"method\": \"generalize\", \"hierarchy\":"
                    + " {\"intervals\": {\"origin\": 0, \"widths\": [5, 10, 20, 40]}}}"
                : "")
            + "}",
        "{\"name\": \"postcode\", \"role\": \"quasi-identifying\""
            + (model
                ? ", \"anonymize\": {\"method\": \"generalize\", \"hierarchy\":"
                    + " {\"redact\": {\"from\": \"right\"}}}"
                : "")
            + "}",
        "{\"name\": \"cause\", \"role\": \"sensitive\"}");
    boolean keyed = !columns[0].contains("drop-column");
    return """
    {"url": "people", "collect": [{"source": "s", "file": "people.csv"}], %s
     "tableSchema": {%s "columns": [%s]}}
    """
        .formatted(
            terms,
            keyed ? "\"primaryKey\": \"key\", \"onKeyConflict\": \"drop-all\"," : "",
            String.join(",\n", all));
  }
}
