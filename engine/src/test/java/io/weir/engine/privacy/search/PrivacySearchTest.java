package io.weir.engine.privacy.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.privacy.table.TupleIndex;
import io.weir.engine.privacy.table.TupleTableBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against brute force over all nodes, record by record. */
class PrivacySearchTest {
  private static final double ROUNDING = 1e-9;

  @Property(tries = 3000)
  void the_optimum_is_that_of_brute_force(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    Naive naive = new Naive(of);
    double least = Double.POSITIVE_INFINITY;
    for (int[] levels : of.lattice()) {
      Naive.Judged judged = naive.judge(levels);
      if (judged.anonymous()) {
        least = Math.min(least, judged.utility());
      }
    }
    switch (of.search().optimal()) {
      case Outcome.NotFound none -> {
        assertFalse(none.cut());
        assertEquals(Double.POSITIVE_INFINITY, least);
        none.lattice()
            .nearest()
            .ifPresent(node -> {
              Naive.Judged judged =
                  naive.judge(node.levels().stream().mapToInt(Integer::intValue).toArray());
              assertEquals(judged.suppressed().size(), node.suppressed().orElseThrow());
            });
      }
      case Outcome.Found found -> {
        assertTrue(found.optimal());
        assertEquals(least, found.utility(), ROUNDING * Math.max(1, least));
        Naive.Judged judged = naive.judge(found.rounds().getFirst());
        assertTrue(judged.anonymous());
        assertEquals(judged.utility(), found.utility(), ROUNDING * Math.max(1, least));
        assertEquals(judged.suppressed(), suppressed(of, found));
      }
    }
  }

  @Property(tries = 500)
  void what_the_lattice_says_is_so(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    Naive naive = new Naive(of);
    Lattice lattice =
        switch (of.search().optimal()) {
          case Outcome.Found found -> found.lattice();
          case Outcome.NotFound none -> none.lattice();
        };
    List<Integer> top = of.columns().stream().map(column -> column.highest()).toList();
    List<Lattice.Node> nodes = lattice.around(top, 1_000);
    assertEquals(lattice.size(), nodes.size());
    for (Lattice.Node node : nodes) {
      Naive.Judged judged =
          naive.judge(node.levels().stream().mapToInt(Integer::intValue).toArray());
      switch (node.status()) {
        case ANONYMOUS -> assertTrue(judged.anonymous());
        case NOT_ANONYMOUS -> assertFalse(judged.anonymous());
        case UNKNOWN -> assertTrue(node.utility().isEmpty());
      }
      node.utility()
          .ifPresent(utility -> assertEquals(judged.utility(), utility, ROUNDING * (1 + utility)));
      node.suppressed()
          .ifPresent(suppressed -> {
            if (judged.anonymous()) {
              assertEquals(judged.suppressed().size(), suppressed);
            }
          });
    }
    assertEquals(Math.min(2, nodes.size()), lattice.around(top, 2).size());
  }

  @Property(tries = 500)
  void records_that_are_published_stay_so_above_where_the_promise_is_growing(@ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    Naive naive = new Naive(of);
    for (int[] levels : of.lattice()) {
      Naive.Judged here = naive.judge(levels);
      for (int column = 0; column < levels.length; column++) {
        if (levels[column] < of.columns().get(column).highest()) {
          int[] above = levels.clone();
          above[column]++;
          Naive.Judged there = naive.judge(above);
          if (of.promise().growing()) {
            assertTrue(here.suppressed().containsAll(there.suppressed()));
          }
          if (here.suppressed().isEmpty() && here.anonymous()) {
            assertTrue(there.suppressed().isEmpty() && there.anonymous());
          }
        }
      }
    }
  }

  @Property(tries = 300)
  void neither_order_nor_parts_nor_threads_nor_history_change_the_result(
      @ForAll long seed, @ForAll long shuffle) {
    SmallCase of = SmallCase.of(seed);
    List<Integer> order = new ArrayList<>();
    for (int record = 0; record < of.records().length; record++) {
      order.add(record);
    }
    Collections.shuffle(order, new Random(shuffle));
    TupleTableBuilder[] parts = {of.builder(), of.builder(), of.builder()};
    for (int record : order) {
      parts[new Random(shuffle + record).nextInt(3)].add(
          of.records()[record], of.sensitive()[record], 1);
    }
    parts[2].merge(parts[0]);
    parts[2].merge(parts[1]);
    PrivacySearch other =
        new PrivacySearch(
            of.built(parts[2]),
            of.population(),
            of.promise(),
            of.metric(),
            new SearchSettings(3, 0, () -> false));
    assertSame(of.search().optimal(), other.optimal());
    if (!of.promise().population().flatMap(promise -> promise.presence()).isPresent()) {
      assertSame(of.search().local(), other.local());
    }
    assertSame(of.search().mondrian(), other.mondrian());
  }

  private static void assertSame(Outcome one, Outcome other) {
    assertEquals(one.checked(), other.checked());
    assertEquals(one.getClass(), other.getClass());
    if (one instanceof Outcome.Found found && other instanceof Outcome.Found again) {
      assertEquals(found.utility(), again.utility());
      assertArrayEquals(found.recoding().classOf(), again.recoding().classOf());
      assertEquals(texts(found.recoding().levels()), texts(again.recoding().levels()));
      assertEquals(texts(found.rounds()), texts(again.rounds()));
    }
  }

  private static List<String> texts(List<int[]> levels) {
    return levels.stream().map(Arrays::toString).toList();
  }

  @Property(tries = 500)
  void a_search_that_is_stopped_says_so_and_what_it_has_is_valid(
      @ForAll long seed, @ForAll byte after) {
    SmallCase of = SmallCase.of(seed);
    AtomicInteger asked = new AtomicInteger();
    SearchSettings settings =
        SearchSettings.of(1).until(() -> asked.incrementAndGet() > Math.abs(after) % 20);
    Outcome outcome = of.search(settings).optimal();
    if (outcome instanceof Outcome.Found found) {
      assertEquals(found.cut(), !found.optimal());
      Naive.Judged judged = new Naive(of).judge(found.rounds().getFirst());
      assertTrue(judged.anonymous());
      assertEquals(judged.suppressed(), suppressed(of, found));
    }
    SearchSettings never = SearchSettings.of(1).until(() -> true);
    assertTrue(assertInstanceOf(Outcome.NotFound.class, of.search(never).optimal()).cut());
  }

  @Property(tries = 1000)
  void classes_of_local_recoding_keep_the_promise_and_nothing_is_lost_beside_the_optimum(
      @ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    if (of.promise().population().flatMap(promise -> promise.presence()).isPresent()) {
      return;
    }
    Outcome optimal = of.search().optimal();
    Outcome local = of.search().local();
    assertTrue(local instanceof Outcome.Found || optimal instanceof Outcome.NotFound);
    if (local instanceof Outcome.Found found) {
      recount(of, found);
      assertSame(withoutChecked(found), withoutChecked(of.search().applied(found.rounds())));
    }
  }

  private static Outcome withoutChecked(Outcome outcome) {
    return switch (outcome) {
      case Outcome.NotFound none -> new Outcome.NotFound(none.cut(), 0, none.lattice());
      case Outcome.Found found ->
          new Outcome.Found(
              found.recoding(),
              found.population(),
              found.rounds(),
              found.utility(),
              found.suppressed(),
              found.optimal(),
              found.cut(),
              0,
              found.lattice());
    };
  }

  @Property(tries = 1000)
  void classes_of_mondrian_keep_the_promise_and_are_within_those_of_the_highest_levels(
      @ForAll long seed) {
    SmallCase of = SmallCase.of(seed);
    Outcome mondrian = of.search().mondrian();
    if (mondrian instanceof Outcome.Found found) {
      recount(of, found);
      for (int[] levels : found.recoding().levels()) {
        for (int column = 0; column < levels.length; column++) {
          assertTrue(levels[column] >= of.columns().get(column).lowest());
          assertTrue(levels[column] <= of.columns().get(column).highest());
        }
      }
    }
  }

  /** Every class alone keeps the promise; with wildcards, those of its own round may help it. */
  private static void recount(SmallCase of, Outcome.Found found) {
    Recoding recoding = found.recoding();
    TupleIndex index = new TupleIndex(recoding.table());
    Map<Integer, List<Integer>> members = new HashMap<>();
    Map<Integer, int[]> published = new HashMap<>();
    for (int record = 0; record < of.records().length; record++) {
      int one = recoding.classOf()[index.finder().find(of.records()[record])];
      if (one >= 0) {
        members.computeIfAbsent(one, none -> new ArrayList<>()).add(record);
        published.put(record, recoding.levels().get(one));
      }
    }
    Naive naive = new Naive(of);
    boolean wildcards = of.columns().stream().anyMatch(column -> column.empty().isPresent());
    members.forEach((one, records) -> {
      int[] levels = recoding.levels().get(one);
      Set<List<Integer>> values = new HashSet<>();
      records.forEach(record -> values.add(values(of, levels, of.records()[record])));
      assertEquals(1, values.size());
      long persons =
          Arrays.stream(of.persons())
              .filter(person -> values.contains(values(of, levels, person)))
              .count();
      assertTrue(wildcards || naive.keeps(records, records, (int) persons));
    });
    int gone = of.records().length - published.size();
    assertEquals(gone, found.suppressed());
    assertTrue(gone <= of.promise().maxSuppressed() * of.records().length + ROUNDING);
    List<Integer> sizes = members.values().stream().map(List::size).toList();
    assertEquals(
        naive.utility(published, sizes), found.utility(), ROUNDING * (1 + found.utility()));
  }

  private static List<Integer> values(SmallCase of, int[] levels, int[] tuple) {
    List<Integer> values = new ArrayList<>();
    for (int column = 0; column < levels.length; column++) {
      values.add(of.columns().get(column).code(levels[column], tuple[column]));
    }
    return values;
  }

  private static Set<Integer> suppressed(SmallCase of, Outcome.Found found) {
    TupleIndex index = new TupleIndex(found.recoding().table());
    Set<Integer> suppressed = new HashSet<>();
    for (int record = 0; record < of.records().length; record++) {
      if (found.recoding().suppressed(index.finder().find(of.records()[record]))) {
        suppressed.add(record);
      }
    }
    return suppressed;
  }
}
