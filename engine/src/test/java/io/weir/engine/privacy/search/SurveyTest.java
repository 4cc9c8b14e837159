package io.weir.engine.privacy.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.privacy.model.Empties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against brute force over all nodes, record by record. */
class SurveyTest {
  private static final double ROUNDING = 1e-9;
  private static final int ALL = 4_096;

  private static List<Outcome.Found> found(SmallCase of) {
    List<Outcome> outcomes = new ArrayList<>(List.of(of.search().optimal()));
    if (of.promise().population().isEmpty()) {
      outcomes.add(of.search().local());
    }
    return outcomes.stream()
        .filter(Outcome.Found.class::isInstance)
        .map(Outcome.Found.class::cast)
        .toList();
  }

  @Property(tries = 1000)
  void a_small_lattice_is_told_whole_and_as_brute_force_has_it(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    Naive naive = new Naive(of);
    for (Outcome.Found found : found(of)) {
      Survey survey = of.search().survey(found, ALL, SearchSettings.of(1));
      assertFalse(survey.cut());
      assertEquals(of.lattice().size(), survey.nodes().size());
      assertEquals(survey.size(), survey.nodes().size());
      Set<List<Integer>> seen = new HashSet<>();
      for (Survey.Node node : survey.nodes()) {
        assertTrue(seen.add(node.levels()));
        int[] levels = node.levels().stream().mapToInt(Integer::intValue).toArray();
        Naive.Judged judged = naive.judge(levels);
        assertEquals(judged.anonymous(), node.verdict() == Survey.Verdict.KEPT);
        assertEquals(judged.suppressed().size(), node.suppressed());
        assertEquals(judged.utility(), node.utility(), ROUNDING * (1 + judged.utility()));
        if (node.verdict() == Survey.Verdict.BEYOND_LIMIT) {
          assertTrue(node.suppressed() > survey.limit());
        }
        if (of.promise().empties() != Empties.WILDCARD) {
          Collection<Integer> sizes = sizes(of, levels, judged.suppressed());
          assertEquals(sizes.size(), node.classes());
          assertEquals(sizes.stream().min(Integer::compare).orElse(0), node.smallest());
        }
      }
    }
  }

  private static Collection<Integer> sizes(SmallCase of, int[] levels, Set<Integer> suppressed) {
    Map<List<Integer>, Integer> sizes = new HashMap<>();
    for (int record = 0; record < of.records().length; record++) {
      if (!suppressed.contains(record)) {
        List<Integer> codes = new ArrayList<>();
        for (int column = 0; column < levels.length; column++) {
          codes.add(of.columns().get(column).code(levels[column], of.records()[record][column]));
        }
        sizes.merge(codes, 1, Integer::sum);
      }
    }
    return sizes.values();
  }

  @Property(tries = 300)
  void of_a_large_lattice_the_solution_and_its_neighbours_are_told_whatever_the_threads(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int threads) {
    SmallCase of = SmallCase.of(seed);
    for (Outcome.Found found : found(of)) {
      Survey whole = of.search().survey(found, ALL, SearchSettings.of(1));
      int few = Math.max(1, whole.nodes().size() - 1);
      Survey survey = of.search().survey(found, few, SearchSettings.of(threads));
      assertTrue(survey.nodes().size() <= few);
      assertTrue(whole.nodes().containsAll(survey.nodes()));
      assertEquals(survey, of.search().survey(found, few, SearchSettings.of(1)));
      int[] centre = found.rounds().getFirst();
      long near =
          whole.nodes().stream().filter(node -> distance(node.levels(), centre) <= 1).count();
      assertEquals(
          Math.min(few, near),
          survey.nodes().stream().filter(node -> distance(node.levels(), centre) <= 1).count());
    }
  }

  private static int distance(List<Integer> levels, int[] from) {
    int distance = 0;
    for (int column = 0; column < from.length; column++) {
      distance += Math.abs(levels.get(column) - from[column]);
    }
    return distance;
  }

  @Property(tries = 200)
  void a_survey_that_is_stopped_says_so_and_tells_what_it_has(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 6) int after) {
    SmallCase of = SmallCase.of(seed);
    for (Outcome.Found found : found(of)) {
      Survey whole = of.search().survey(found, ALL, SearchSettings.of(1));
      AtomicInteger asked = new AtomicInteger();
      Survey survey =
          of.search()
              .survey(
                  found, ALL, SearchSettings.of(1).until(() -> asked.getAndIncrement() >= after));
      assertEquals(Math.min(after, whole.nodes().size()), survey.nodes().size());
      assertEquals(survey.nodes().size() < whole.nodes().size(), survey.cut());
      assertTrue(whole.nodes().containsAll(survey.nodes()));
    }
  }

  @Property(tries = 200)
  void the_best_node_of_the_survey_is_the_optimum(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    if (of.search().optimal() instanceof Outcome.Found found) {
      Survey survey = of.search().survey(found, ALL, SearchSettings.of(1));
      double least =
          survey.nodes().stream()
              .filter(node -> node.verdict() == Survey.Verdict.KEPT)
              .mapToDouble(Survey.Node::utility)
              .min()
              .orElseThrow();
      Survey.Node chosen =
          survey.nodes().stream()
              .filter(node ->
                  node.levels().equals(Arrays.stream(found.rounds().getFirst()).boxed().toList()))
              .findFirst()
              .orElseThrow();
      assertEquals(least, chosen.utility());
      assertEquals(found.utility(), chosen.utility());
      assertEquals(found.suppressed(), chosen.suppressed());
      assertEquals(found.recoding().classes(), chosen.classes());
    }
  }

  @Property(tries = 50)
  void classes_of_their_own_have_no_lattice(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    if (of.promise().empties() != Empties.WILDCARD
        && of.search().mondrian() instanceof Outcome.Found found) {
      assertTrue(of.search().survey(found, ALL, SearchSettings.of(1)).nodes().isEmpty());
    }
  }
}
