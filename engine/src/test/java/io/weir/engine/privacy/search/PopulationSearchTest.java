package io.weir.engine.privacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.privacy.model.PopulationPromise;
import io.weir.engine.privacy.model.Promise;
import io.weir.engine.privacy.table.LevelTable;
import io.weir.engine.privacy.table.TupleIndex;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** k-map and δ-presence, against brute force and against a recount of what is published. */
class PopulationSearchTest {
  private static final double ROUNDING = 1e-9;

  @Property(tries = 3000)
  void the_optimum_is_that_of_brute_force(@ForAll long seed) {
    SmallCase of = SmallCase.withPopulation(seed);
    Naive naive = new Naive(of);
    double least = Double.POSITIVE_INFINITY;
    for (int[] levels : of.lattice()) {
      Naive.Judged judged = naive.judge(levels);
      least = judged.anonymous() ? Math.min(least, judged.utility()) : least;
    }
    switch (of.search().optimal()) {
      case Outcome.NotFound _ -> assertEquals(Double.POSITIVE_INFINITY, least);
      case Outcome.Found found -> {
        assertEquals(least, found.utility(), ROUNDING * Math.max(1, least));
        assertTrue(naive.judge(found.rounds().getFirst()).anonymous());
        recount(of, found);
      }
    }
  }

  @Property(tries = 2000)
  void what_mondrian_publishes_keeps_the_promise(@ForAll long seed) {
    SmallCase of = SmallCase.withPopulation(seed);
    if (of.search().mondrian() instanceof Outcome.Found found) {
      recount(of, found);
    }
  }

  @Property(tries = 2000)
  void what_local_recoding_publishes_in_several_rounds_keeps_the_k_map(@ForAll long seed) {
    SmallCase of = withoutPresence(SmallCase.withPopulation(seed));
    Outcome local = of.search().local();
    assertTrue(local instanceof Outcome.Found || of.search().optimal() instanceof Outcome.NotFound);
    if (local instanceof Outcome.Found found) {
      recount(of, found);
      Outcome.Found again =
          assertInstanceOf(Outcome.Found.class, of.search().applied(found.rounds()));
      assertEquals(texts(found), texts(again));
    }
  }

  /** As an execution does that follows another one, which suppressed records as a whole. */
  @Property(tries = 2000)
  void levels_applied_to_the_records_that_are_left_find_the_same_classes(@ForAll long seed) {
    SmallCase any = SmallCase.withPopulation(seed);
    Promise promise =
        new Promise(
            any.promise().k(),
            List.of(),
            any.promise().population(),
            any.promise().maxSuppressed(),
            any.promise().empties());
    SmallCase of = with(any, any.records(), promise);
    if (of.search().optimal() instanceof Outcome.Found found) {
      TupleIndex index = new TupleIndex(found.recoding().table());
      List<int[]> left = new ArrayList<>();
      for (int[] record : of.records()) {
        if (!found.recoding().suppressed(index.finder().find(record))) {
          left.add(record);
        }
      }
      SmallCase rest = with(of, left.toArray(int[][]::new), promise);
      Outcome.Found again =
          assertInstanceOf(Outcome.Found.class, rest.search().applied(found.rounds()));
      assertEquals(0, again.suppressed());
      assertEquals(persons(found), persons(again));
    }
  }

  @Property
  void shares_are_decided_exactly(
      @ForAll @IntRange(max = 2_000_000_000) int records,
      @ForAll @IntRange(max = 2_000_000_000) int persons,
      @ForAll @IntRange(max = 1_000_000) int bound,
      @ForAll boolean near) {
    BigDecimal share = BigDecimal.valueOf(bound, 6);
    int there = near ? share.multiply(BigDecimal.valueOf(persons)).intValue() : records;
    for (int count = Math.max(0, there - 1); count <= there + 1; count++) {
      int order = BigDecimal.valueOf(count).compareTo(share.multiply(BigDecimal.valueOf(persons)));
      assertEquals(order >= 0 && count <= persons, promise(share, "1").present(count, persons));
      assertEquals(
          order <= 0,
          new PopulationPromise(
                  1, Optional.of(new PopulationPromise.Presence(BigDecimal.ZERO, share)))
              .present(count, persons));
    }
  }

  private static PopulationPromise promise(BigDecimal least, String greatest) {
    return new PopulationPromise(
        1, Optional.of(new PopulationPromise.Presence(least, new BigDecimal(greatest))));
  }

  @Test
  void a_third_of_three_persons_is_not_a_little_more_than_a_third() {
    assertTrue(promise(new BigDecimal("0.3333333333"), "1").present(1, 3));
    assertEquals(false, promise(new BigDecimal("0.3333333334"), "1").present(1, 3));
  }

  @Test
  void presence_is_not_searched_by_local_recoding() {
    SmallCase of = SmallCase.withPopulation(1);
    SmallCase present =
        with(of, of.records(), of.promise().with(promise(new BigDecimal("0.1"), "0.9")));
    assertEquals(
        ErrorCode.INVALID_REQUEST,
        assertThrows(WeirException.class, () -> present.search().local()).problem().code());
  }

  private static SmallCase with(SmallCase of, int[][] records, Promise promise) {
    return new SmallCase(of.columns(), records, of.sensitive(), of.persons(), promise, of.metric());
  }

  private static SmallCase withoutPresence(SmallCase of) {
    int kMap = of.promise().population().orElseThrow().kMap();
    return with(of, of.records(), of.promise().with(PopulationPromise.ofKMap(kMap)));
  }

  /**
   * Counts records and persons by what would be published of them, whoever is in no class being put
   * at the highest levels. What the values of different levels are called must not matter: they are
   * told apart by their level once, and not at all another time.
   */
  private static void recount(SmallCase of, Outcome.Found found) {
    for (boolean named : new boolean[] {true, false}) {
      Map<List<String>, Integer> records = new HashMap<>();
      Map<List<String>, Integer> persons = new HashMap<>();
      TupleIndex index = new TupleIndex(found.recoding().table());
      for (int[] record : of.records()) {
        int tuple = index.finder().find(record);
        if (!found.recoding().suppressed(tuple)) {
          records.merge(published(found.recoding(), tuple, named), 1, Integer::sum);
        }
      }
      Recoding population = found.population().orElseThrow();
      TupleIndex people = new TupleIndex(population.table());
      for (int[] person : of.persons()) {
        persons.merge(published(population, people.finder().find(person), named), 1, Integer::sum);
      }
      PopulationPromise promise = of.promise().population().orElseThrow();
      records.forEach((values, count) ->
          assertTrue(Naive.holds(promise, count, persons.getOrDefault(values, 0))));
      if (promise.coversAll()) {
        Set<List<String>> absent = new HashSet<>(persons.keySet());
        absent.removeAll(records.keySet());
        assertEquals(Set.of(), absent);
      }
    }
  }

  private static List<String> published(Recoding recoding, int tuple, boolean named) {
    List<String> values = new ArrayList<>();
    for (int column = 0; column < recoding.table().columns().size(); column++) {
      LevelTable of = recoding.table().columns().get(column);
      int level = recoding.suppressed(tuple) ? of.highest() : recoding.level(tuple, column);
      int code = of.code(level, recoding.table().code(tuple, column));
      values.add(named ? level + ":" + code : "" + code);
    }
    return values;
  }

  private static List<List<String>> texts(Outcome.Found found) {
    List<List<String>> all = new ArrayList<>(persons(found));
    for (int tuple = 0; tuple < found.recoding().table().size(); tuple++) {
      all.add(published(found.recoding(), tuple, true));
    }
    return all;
  }

  private static List<List<String>> persons(Outcome.Found found) {
    List<List<String>> all = new ArrayList<>();
    Recoding population = found.population().orElseThrow();
    for (int tuple = 0; tuple < population.table().size(); tuple++) {
      all.add(published(population, tuple, true));
    }
    return all;
  }
}
