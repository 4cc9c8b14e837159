package io.weir.engine.main;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Releases.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has several versions of one module, each of which keeps its promise, lays them over
 * each other. Where that finds more than one of them tells, it is told of a run before it is
 * published; where results stay, it finds nothing.
 */
class VersionsAdversaryIT {
  private static final int PERSONS = 400;
  private static final int VERSIONS = 16;
  private static final int L = 4;
  private static final int K = 5;

  @TempDir private Path folder;

  private final List<Person> persons = new ArrayList<>();
  private Releases releases;

  /**
   * @param serial tells which record is whose; it is nobody's business
   */
  private record Person(
      String key, int age, String postcode, String cause, int salary, String serial) {}

  /** Ten persons of each age, ten of each postcode, one of each age and postcode. */
  @BeforeEach
  void write() throws IOException {
    releases = new Releases(folder);
    SplittableRandom random = new SplittableRandom(23);
    for (int i = 0; i < PERSONS; i++) {
      persons.add(
          new Person(
              Integer.toString(1_000 + i),
              20 + i % 40,
              Integer.toString(10_000 + i / 10),
              "cause " + random.nextInt(40),
              1_000 + 10 * random.nextInt(500),
              Integer.toString(random.nextInt(1 << 20) * PERSONS + i)));
    }
    source(persons);
    releases.secret("people", 1, "thirty-two bytes that nobody has");
  }

  private void source(List<Person> some) throws IOException {
    releases.source(
        "people.csv",
        "key,age,postcode,cause,salary,serial",
        some.stream()
            .map(it ->
                "%s,%d,%s,%s,%d,%s"
                    .formatted(
                        it.key(), it.age(), it.postcode(), it.cause(), it.salary(), it.serial()))
            .toList());
  }

  @AfterEach
  void close() {
    releases.close();
  }

  /** Known: age and postcode of all persons. */
  @Test
  void two_k_anonymous_versions_of_other_levels_single_everybody_out_and_it_is_told()
      throws IOException {
    Release byAge = releases.publish(0, "1", kAnonymous("[0, 0]", "[5, 5]"));
    Release byPostcode = releases.publish(0, "2", kAnonymous("[4, 4]", "[0, 0]"));
    Release again = releases.publish(0, "3", kAnonymous("[0, 0]", "[5, 5]"));
    int found = 0;
    for (Person person : persons) {
      Set<String> one = fitting(byAge, person);
      Set<String> other = fitting(byPostcode, person);
      assertTrue(one.size() >= K && other.size() >= K, "each version keeps its promise");
      assertEquals(one, fitting(again, person), "versions of the same levels tell no more");
      one.retainAll(other);
      found += one.equals(Set.of(person.serial())) ? 1 : 0;
    }
    assertEquals(PERSONS, found);
    for (Release release : List.of(byAge, byPostcode, again)) {
      assertEquals(List.of("privacyModel"), release.composes());
      assertTrue(release.composing().getFirst().advice().startsWith("keep the levels"));
    }
  }

  /** The serials of the records that may be somebody's. */
  private static Set<String> fitting(Release release, Person person) {
    return release.table("people").stream()
        .filter(record -> covers(record.get("age"), Integer.toString(person.age()), person.age()))
        .filter(record -> covers(record.get("postcode"), person.postcode(), 0))
        .map(record -> record.get("serial"))
        .collect(toSet());
  }

  /** Whether a published value is the collected one, or stars, or an interval around it. */
  private static boolean covers(String published, String collected, int number) {
    if (published.equals(collected) || published.replace("*", "").isEmpty()) {
      return true;
    }
    String[] ends = published.replaceAll("[^0-9,;–-]", "").split("[,;–-]+");
    return ends.length == 2
        && Integer.parseInt(ends[0]) <= number
        && number < Integer.parseInt(ends[1]);
  }

  private static String kAnonymous(String ageLevels, String postcodeLevels) {
    return people(
        "\"privacyModel\": {\"k\": 5}, \"anonymization\": [{\"method\": \"shuffle-records\"}],",
        "{\"name\": \"key\", \"anonymize\": {\"method\": \"drop-column\"}}",
        "{\"name\": \"age\", \"datatype\": \"integer\", \"role\": \"quasi-identifying\","
            + " \"anonymize\": {\"method\": \"generalize\", \"levels\": "
            + ageLevels
            + ", \"hierarchy\": {\"intervals\": {\"origin\": 0, \"widths\": [5, 10, 20, 40]}}}}",
        "{\"name\": \"postcode\", \"role\": \"quasi-identifying\","
            + " \"anonymize\": {\"method\": \"generalize\", \"levels\": "
            + postcodeLevels
            + ", \"hierarchy\": {\"redact\": {\"from\": \"right\"}}}}",
        "{\"name\": \"serial\", \"role\": \"sensitive\"}");
  }

  /** Known: age and postcode of all persons, which name each of them. */
  @Test
  void values_that_groups_of_two_versions_share_are_their_own_and_it_is_told() throws IOException {
    String table =
        people(
            "\"anonymization\": [{\"method\": \"anatomize\", \"sensitive\": \"cause\", \"l\": 4}],",
            "{\"name\": \"age\", \"datatype\": \"integer\", \"role\": \"quasi-identifying\"}",
            "{\"name\": \"postcode\", \"role\": \"quasi-identifying\"}",
            "{\"name\": \"cause\", \"role\": \"sensitive\"}");
    Release first = releases.publish(0, "1", table);
    Map<String, Set<String>> one = causes(first);
    Map<String, Set<String>> other = causes(releases.publish(0, "2", table));
    int found = 0;
    for (Person person : persons) {
      Set<String> shared = new HashSet<>(one.get(name(person)));
      assertTrue(shared.size() >= L && shared.contains(person.cause()));
      shared.retainAll(other.get(name(person)));
      assertTrue(shared.contains(person.cause()), "a group always has the person's own");
      found += shared.size() == 1 ? 1 : 0;
    }
    assertTrue(found > PERSONS / 2, found + " persons found, of whom one version tells none");
    assertEquals(List.of("anatomize"), first.composes());
    assertEquals(List.of("cause"), first.composing().getFirst().columns());
  }

  private static String name(Person person) {
    return person.age() + "|" + person.postcode();
  }

  /** By person, what the group of its record has. */
  private static Map<String, Set<String>> causes(Release release) {
    Map<String, Set<String>> groups = new HashMap<>();
    release
        .table("people_sensitive")
        .forEach(record ->
            groups
                .computeIfAbsent(record.get("group_id"), _ -> new HashSet<>())
                .add(record.get("cause")));
    Map<String, Set<String>> found = new HashMap<>();
    release
        .table("people")
        .forEach(record ->
            found.put(
                record.get("age") + "|" + record.get("postcode"),
                groups.get(record.get("group_id"))));
    return found;
  }

  /** Known: which record of one version is which of another, by its place or its pseudonym. */
  @Test
  void noise_is_averaged_out_only_without_an_identity_and_that_was_warned_of() throws IOException {
    String noisy =
        "{\"name\": \"salary\", \"datatype\": \"integer\", \"anonymize\":"
            + " {\"method\": \"add-noise\", \"distribution\": \"laplace\", \"scale\": 100}}";
    List<Release> fresh = versions(people("", noisy));
    assertTrue(fresh.getFirst().warns("can average out what it adds"));
    assertEquals(List.of("add-noise"), fresh.getFirst().composes());
    // The variance of a mean of 16 is a sixteenth; chance leaves it far below a quarter.
    assertTrue(error(fresh) < error(fresh.subList(0, 1)) / 4);

    List<Release> kept = versions(keyed("", noisy));
    assertFalse(kept.getFirst().warns("can average out"));
    assertEquals(List.of(), kept.getFirst().composes());
    kept.forEach(version -> assertEquals(kept.getFirst().table("people"), version.table("people")));
    assertTrue(error(kept) > 100 * 100, "the noise is there, the same each time");
  }

  /** Known: which record of one version is which of another. */
  @Test
  void swaps_of_ranks_narrow_down_to_the_value_and_it_is_told() throws IOException {
    String swapped =
        "{\"name\": \"salary\", \"datatype\": \"integer\","
            + " \"anonymize\": {\"method\": \"rank-swap\", \"percent\": 10}}";
    List<Release> versions = versions(keyed("", swapped));
    assertEquals(List.of("rank-swap"), versions.getFirst().composes());
    assertTrue(error(versions) < error(versions.subList(0, 1)) / 2);
  }

  private List<Release> versions(String table) throws IOException {
    List<Release> versions = new ArrayList<>();
    for (int version = 0; version < VERSIONS; version++) {
      versions.add(releases.publish(3, Integer.toString(version), table));
    }
    return versions;
  }

  /** The mean square of how far the mean of the versions is from the salary. */
  private double error(List<Release> versions) {
    ToDoubleFunction<Integer> mean =
        place ->
            versions.stream()
                .mapToInt(it -> Integer.parseInt(it.table("people").get(place).get("salary")))
                .average()
                .orElseThrow();
    return IntStream.range(0, PERSONS)
        .mapToDouble(place -> mean.applyAsDouble(place) - persons.get(place).salary())
        .map(difference -> difference * difference)
        .average()
        .orElseThrow();
  }

  /** Known: who came after the first version. */
  @Test
  void a_permuted_column_gives_away_who_came_and_it_is_told() throws IOException {
    String permuted =
        keyed(
            "\"anonymization\": [{\"method\": \"permute\", \"columns\": [\"serial\"]}],", serial());
    source(persons.subList(1, PERSONS));
    Set<String> before = serials(releases.publish(0, "1", permuted));
    source(persons);
    Release after = releases.publish(0, "2", permuted);
    Set<String> came = serials(after);
    came.removeAll(before);
    assertEquals(Set.of(persons.getFirst().serial()), came);
    assertEquals(List.of("permute"), after.composes());
    assertEquals(List.of("serial"), after.composing().getFirst().columns());
  }

  private static Set<String> serials(Release release) {
    return release.table("people").stream().map(it -> it.get("serial")).collect(toSet());
  }

  private static String serial() {
    return "{\"name\": \"serial\"}";
  }

  /** Known: two versions, and nothing of the secret. */
  @Test
  void pseudonyms_link_versions_under_one_secret_and_not_under_a_rotated_one() throws IOException {
    Set<String> first = keys(releases.publish(0, "1", keyed("", serial())));
    assertEquals(PERSONS, first.size());
    assertEquals(first, keys(releases.publish(1, "2", keyed("", serial()))), "as it is documented");
    releases.secret("people", 2, "another thirty-two bytes to hide");
    Set<String> rotated = keys(releases.publish(0, "3", keyed("", serial())));
    assertEquals(PERSONS, rotated.size());
    rotated.retainAll(first);
    assertEquals(Set.of(), rotated);
  }

  private static Set<String> keys(Release release) {
    return release.table("people").stream().map(it -> it.get("key")).collect(toSet());
  }

  private static String keyed(String terms, String column) {
    return people(
            terms,
            "{\"name\": \"key\","
                + " \"anonymize\": {\"method\": \"pseudonymize\", \"secret\": \"people\"}}",
            column)
        .replace(
            "\"tableSchema\": {",
            "\"tableSchema\": {\"primaryKey\": \"key\", \"onKeyConflict\": \"drop-all\", ");
  }

  private static String people(String terms, String... columns) {
    return """
    {"url": "people", "collect": [{"source": "s", "file": "people.csv"}], %s
     "tableSchema": {"columns": [%s]}}
    """
        .formatted(terms, String.join(",\n", columns));
  }
}
