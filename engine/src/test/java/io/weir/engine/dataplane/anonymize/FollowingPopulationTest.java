package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Presence;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/**
 * A table {@code people} whose model promises something of the population {@code registry}: both
 * are published with the solution that was found, and verified by code that knows none of it.
 */
class FollowingPopulationTest {
  private static PrivacyModel model(Random random) {
    Search search = Search.values()[random.nextInt(3)];
    String[][] bounds = {{"0", "0.5"}, {"0.1", "0.9"}, {"0.25", "1"}, {"0", "1"}};
    String[] bound = bounds[random.nextInt(bounds.length)];
    Optional<Presence> presence =
        search == Search.LOCAL || random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Presence(new BigDecimal(bound[0]), new BigDecimal(bound[1])));
    return PopulationCase.model(
        1 + random.nextInt(3),
        new Population("registry", 1 + random.nextInt(6), presence),
        List.of("0", "0.1", "0.5").get(random.nextInt(3)),
        Suppression.values()[random.nextInt(2)],
        search);
  }

  private static List<List<@Nullable String>> rows(Random random, int count) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<@Nullable String> row = new ArrayList<>(List.of(letters(random), letters(random)));
      row.add(random.nextInt(4) == 0 ? "f" : "m");
      if (random.nextInt(20) == 0) {
        row.set(0, null);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String letters(Random random) {
    return "" + (char) ('a' + random.nextInt(3)) + (char) ('a' + random.nextInt(3));
  }

  @Property(tries = 600)
  void what_is_found_is_verified_and_found_again_by_the_next_execution(@ForAll long seed) {
    Random random = new Random(seed);
    PrivacyModel model = model(random);
    List<List<@Nullable String>> rows = rows(random, 1 + random.nextInt(40));
    List<List<@Nullable String>> persons = new ArrayList<>(rows);
    persons.addAll(rows(random, random.nextInt(120)));
    try (Workers workers = new Workers("test", 1 + random.nextInt(2), () -> false)) {
      PopulationCase of = new PopulationCase(model, rows, persons, workers);
      ModelSolution solution;
      try {
        solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      } catch (WeirException impossible) {
        assertEquals(ErrorCode.PROMISE_IMPOSSIBLE, impossible.problem().code());
        Statistics.collect("impossible");
        return;
      }
      Statistics.collect("found");
      Map<PartId, RoaringBitmap> gone = solution.suppressed();
      List<Part> written = of.write(solution, gone, List.of(solution));
      assertEquals(Set.of(), of.broken(written, solution.records()));
      List<List<List<String>>> texts = of.texts(written);
      ModelSolution again =
          of.solve(
              part -> gone.getOrDefault(part, new RoaringBitmap()), Optional.of(solution.text()));
      assertEquals(texts, of.texts(of.write(again, gone, List.of(again))));
    }
  }

  private static List<List<@Nullable String>> rows(String... texts) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String text : texts) {
      rows.add(List.of(text.split(" ")));
    }
    return rows;
  }

  /** One ab and one ac among the people; in the registry two more, so three share the letter a. */
  private static final List<List<@Nullable String>> PEOPLE = rows("ab xx f", "ac xx f");

  private static final List<List<@Nullable String>> REGISTRY =
      rows("ab xx f", "ac xx f", "ad xx f", "ba xx f");

  private static Map<String, Integer> counts(List<List<String>> rows) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(String.join(" ", row), 1, Integer::sum));
    return counts;
  }

  @Test
  void the_population_is_published_at_the_levels_that_are_found_for_the_table() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      PopulationCase of =
          new PopulationCase(
              PopulationCase.model(
                  1,
                  new Population("registry", 3, Optional.empty()),
                  "0",
                  Suppression.RECORD,
                  Search.OPTIMAL),
              PEOPLE,
              REGISTRY,
              workers);
      ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      assertEquals("first 1, second 0, third 0", solution.facts().get("levels"));
      List<Part> written = of.write(solution, Map.of(), List.of(solution));
      List<List<String>> registry = new ArrayList<>(of.texts(written).get(1));
      registry.addAll(of.texts(written).get(3));
      assertEquals(Map.of("a_ xx f", 3, "b_ xx f", 1), counts(registry));
      assertEquals(Set.of(), of.broken(written, 2));
    }
  }

  @Test
  void a_population_at_other_levels_than_those_found_is_refused_by_the_verifier() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      for (Optional<Presence> presence :
          List.of(
              Optional.<Presence>empty(),
              Optional.of(new Presence(BigDecimal.ZERO, new BigDecimal("0.7"))))) {
        PopulationCase of =
            new PopulationCase(
                PopulationCase.model(
                    1,
                    new Population("registry", presence.isPresent() ? 1 : 3, presence),
                    "0",
                    Suppression.RECORD,
                    Search.OPTIMAL),
                PEOPLE,
                REGISTRY,
                workers);
        ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
        Set<String> broken = of.broken(of.write(solution, Map.of(), List.of()), solution.records());
        assertTrue(broken.contains("k-map"), broken::toString);
        assertEquals(presence.isPresent(), broken.contains("δ-presence"), broken::toString);
      }
    }
  }

  @Test
  void somebody_whom_nobody_in_the_population_is_like_is_not_published() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      PopulationCase of =
          new PopulationCase(
              PopulationCase.model(
                  1,
                  new Population("registry", 1, Optional.empty()),
                  "0.5",
                  Suppression.RECORD,
                  Search.OPTIMAL),
              rows("ab xx f", "ab xx m"),
              rows("ab xx f"),
              workers);
      ModelSolution solution = of.solve(_ -> new RoaringBitmap(), Optional.empty());
      assertEquals("1 of 2", solution.facts().get("suppressed"));
    }
  }
}
