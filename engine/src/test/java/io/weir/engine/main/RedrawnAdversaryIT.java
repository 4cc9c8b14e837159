package io.weir.engine.main;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.main.Releases.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who has many versions of one module takes the mean of what each draws, or compares what
 * each moves. Where results stay that finds nothing; where they are drawn anew it does, and is told
 * of a run before it is published.
 */
class RedrawnAdversaryIT {
  private static final int PERSONS = Register.PERSONS;
  private static final int VERSIONS = 16;

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

  /** Known: which record of one version is which of another, by its place or its pseudonym. */
  @Test
  void noise_is_averaged_out_only_without_an_identity_and_that_was_warned_of() throws IOException {
    String noisy =
        "{\"name\": \"salary\", \"datatype\": \"integer\", \"anonymize\":"
            + " {\"method\": \"add-noise\", \"distribution\": \"laplace\", \"scale\": 100}}";
    List<Release> fresh = versions(Register.table("", noisy));
    assertTrue(fresh.getFirst().warns("can average out what it adds"));
    assertEquals(List.of("add-noise"), fresh.getFirst().composes());
    // The variance of a mean of 16 is a sixteenth; chance leaves it far below a quarter.
    assertTrue(error(fresh) < error(fresh.subList(0, 1)) / 4);

    List<Release> kept = versions(Register.keyed("", noisy));
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
    List<Release> versions = versions(Register.keyed("", swapped));
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
        .mapToDouble(place -> mean.applyAsDouble(place) - register.person(place).salary())
        .map(difference -> difference * difference)
        .average()
        .orElseThrow();
  }

  /** Known: all versions, and nobody's date of birth. */
  @Test
  void dates_of_a_person_move_by_the_same_in_all_versions_and_by_what_nobody_can_guess()
      throws IOException {
    String shifted =
        "{\"name\": \"born\", \"datatype\": \"date\","
            + " \"anonymize\": {\"method\": \"shift-date\", \"days\": 10}}";
    List<Release> versions = versions(Register.keyed("", shifted));
    assertEquals(List.of(), versions.getFirst().composes());
    assertFalse(versions.getFirst().warns("can average out"));
    List<Map<String, String>> first = versions.getFirst().table("people");
    versions.forEach(version -> assertEquals(first, version.table("people")));
    for (int guess = -10; guess <= 10; guess++) {
      long hits = 0;
      for (int place = 0; place < PERSONS; place++) {
        LocalDate published = LocalDate.parse(first.get(place).get("born"));
        hits += published.minusDays(guess).equals(register.person(place).born()) ? 1 : 0;
      }
      Luck.assertNoBetterThan(1.0 / 21, hits, PERSONS, "a shift of " + guess);
    }
  }

  /** Known: which record of one version is which of another. */
  @Test
  void answers_that_are_drawn_anew_are_outvoted_and_those_of_an_identity_are_not()
      throws IOException {
    String answers =
        "{\"name\": \"smokes\", \"anonymize\": {\"method\": \"randomized-response\","
            + " \"epsilon\": 1, \"values\": [\"yes\", \"no\"]}}";
    List<Release> fresh = versions(Register.table("", answers));
    assertTrue(fresh.getFirst().warns("nothing bounds what all versions spend together"));
    assertEquals(List.of("randomized-response"), fresh.getFirst().composes());
    assertTrue(outvoted(fresh) > outvoted(fresh.subList(0, 1)), "16 versions tell more than one");
    // Of 16 answers, 73 % of them true, at least 9 are in 97 % of all cases.
    assertTrue(outvoted(fresh) > 0.9 * PERSONS);

    List<Release> kept = versions(Register.keyed("", answers));
    assertEquals(List.of(), kept.getFirst().composes());
    assertEquals(outvoted(kept.subList(0, 1)), outvoted(kept));
    double truth = Math.E / (Math.E + 1);
    Luck.assertNoBetterThan(truth, outvoted(kept), PERSONS, "by the majority of the versions");
  }

  /** For how many persons most of the versions tell the true answer. */
  private long outvoted(List<Release> versions) {
    return IntStream.range(0, PERSONS)
        .filter(place ->
            versions.stream()
                    .filter(version ->
                        version
                            .table("people")
                            .get(place)
                            .get("smokes")
                            .equals(register.person(place).smokes()))
                    .count()
                > versions.size() / 2)
        .count();
  }

  /** Known: who came after the first version. */
  @Test
  void a_permuted_column_gives_away_who_came_and_it_is_told() throws IOException {
    String permuted =
        Register.keyed(
            "\"anonymization\": [{\"method\": \"permute\", \"columns\": [\"serial\"]}],", serial());
    register.write(register.persons().subList(1, PERSONS));
    Set<String> before = serials(releases.publish(0, "1", permuted));
    register.write(register.persons());
    Release after = releases.publish(0, "2", permuted);
    Set<String> came = serials(after);
    came.removeAll(before);
    assertEquals(Set.of(register.person(0).serial()), came);
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
    Set<String> first = keys(releases.publish(0, "1", Register.keyed("", serial())));
    assertEquals(PERSONS, first.size());
    assertEquals(
        first, keys(releases.publish(1, "2", Register.keyed("", serial()))), "as it is documented");
    releases.secret("people", 2, "another thirty-two bytes to hide");
    Set<String> rotated = keys(releases.publish(0, "3", Register.keyed("", serial())));
    assertEquals(PERSONS, rotated.size());
    rotated.retainAll(first);
    assertEquals(Set.of(), rotated);
  }

  private static Set<String> keys(Release release) {
    return release.table("people").stream().map(it -> it.get("key")).collect(toSet());
  }
}
