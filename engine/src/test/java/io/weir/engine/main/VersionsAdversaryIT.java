package io.weir.engine.main;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Register.Person;
import io.weir.engine.main.Releases.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has several versions of one module, each of which keeps its promise, lays their
 * classes and groups over each other. That finds more than one of them tells, by nature, and so it
 * is told of a run before it is published.
 */
class VersionsAdversaryIT {
  private static final int PERSONS = Register.PERSONS;
  private static final int L = 4;
  private static final int K = 5;

  @TempDir private Path folder;

  private Releases releases;
  private Register register;

  @BeforeEach
  void write() throws IOException {
    releases = new Releases(folder);
    register = new Register(releases);
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
    for (Person person : register.persons()) {
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

  /** Known: age and postcode of all persons, and who came after the first version. */
  @Test
  void who_comes_to_a_class_is_told_apart_also_where_levels_are_kept_and_that_is_told()
      throws IOException {
    Person came = register.person(0);
    register.write(register.persons().subList(1, PERSONS));
    Set<String> before = fitting(releases.publish(0, "1", kAnonymous("[0, 0]", "[5, 5]")), came);
    register.write(register.persons());
    Release after = releases.publish(0, "2", kAnonymous("[0, 0]", "[5, 5]"));
    Set<String> more = fitting(after, came);
    assertTrue(before.size() >= K && more.size() >= K, "each version keeps its promise");
    more.removeAll(before);
    assertEquals(Set.of(came.serial()), more);
    assertTrue(after.composing().getFirst().advice().contains("a few records more or less"));
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
    return Register.table(
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
        Register.table(
            "\"anonymization\": [{\"method\": \"anatomize\", \"sensitive\": \"cause\", \"l\": 4}],",
            "{\"name\": \"age\", \"datatype\": \"integer\", \"role\": \"quasi-identifying\"}",
            "{\"name\": \"postcode\", \"role\": \"quasi-identifying\"}",
            "{\"name\": \"cause\", \"role\": \"sensitive\"}");
    Release first = releases.publish(0, "1", table);
    Map<String, Set<String>> one = causes(first);
    Map<String, Set<String>> other = causes(releases.publish(0, "2", table));
    int found = 0;
    for (Person person : register.persons()) {
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
}
