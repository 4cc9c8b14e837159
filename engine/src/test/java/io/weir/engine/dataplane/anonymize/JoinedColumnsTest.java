package io.weir.engine.dataplane.anonymize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.InMemoryParts;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ValueType;
import io.weir.testkit.TrialRun;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

class JoinedColumnsTest {
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  /** People and their visits: a price, which may be empty, and a place. */
  private static final class Town {
    final InMemoryParts parts = new InMemoryParts();
    final Map<String, Anonymization> tables = new LinkedHashMap<>();
    final List<List<@Nullable String>> visits = new ArrayList<>();
    final int people;

    Town(Random random, Workers workers, int mostPeople) {
      people = 1 + random.nextInt(mostPeople);
      List<List<String>> persons = new ArrayList<>();
      for (int id = 0; id < people; id++) {
        persons.add(List.of(id + ".5"));
      }
      for (int i = random.nextInt(3 * people); i > 0; i--) {
        visits.add(
            Arrays.asList(
                random.nextInt(7) == 0 ? null : random.nextInt(people + 2) + ".50",
                random.nextInt(5) == 0 ? null : random.nextInt(2) == 0 ? "1.50" : "1.5",
                random.nextBoolean() ? "north" : "south"));
      }
      table(
          "people",
          List.of("id"),
          Optional.of(
              List.of(
                  new Joined("visits", "price", "person"),
                  new Joined("visits", "place", "person"))),
          persons,
          random,
          workers);
      table(
          "visits", List.of("person", "price", "place"), Optional.empty(), visits, random, workers);
    }

    private void table(
        String name,
        List<String> columns,
        Optional<List<Joined>> joined,
        List<? extends List<String>> rows,
        Random random,
        Workers workers) {
      PrivacyModel plain = PrivacyModel.ofK(2);
      List<ColumnPlan> plans =
          columns.stream()
              .map(column ->
                  Records.column(
                      column, column.equals("place") ? ValueType.STRING : ValueType.DECIMAL))
              .toList();
      TablePlan plan =
          new TablePlan(
              name,
              plans,
              List.of(),
              joined.map(_ -> new KeyPlan("id", "drop-all")),
              List.of(),
              0,
              List.of(),
              joined.map(all ->
                  new PrivacyModel(
                      2,
                      List.of(),
                      List.of(),
                      Optional.empty(),
                      plain.maxSuppressed(),
                      plain.suppression(),
                      plain.metric(),
                      plain.search(),
                      plain.empties(),
                      Optional.empty(),
                      Map.of(),
                      all)));
      List<Part> stored =
          Records.store(
              parts, plan, 0, rows.stream().map(row -> (List<String>) row).toList(), random);
      tables.put(
          name,
          new Anonymization(
              Methods.prepare(plan, new io.weir.engine.dataplane.pipeline.TestCatalogue()),
              parts,
              stored,
              _ -> Optional.empty(),
              (_, _, _, records) -> TrialRun.of(1, records),
              workers));
    }

    /** What is told of a person by visits that are not gone. */
    Map<String, Integer> told(int id, Set<Integer> gone) {
      Map<String, Integer> told = new TreeMap<>();
      for (int at = 0; at < visits.size(); at++) {
        List<@Nullable String> visit = visits.get(at);
        if (!gone.contains(at) && (id + ".50").equals(visit.get(0))) {
          told.merge((visit.get(1) == null ? "-" : "1.5") + visit.get(2), 1, Integer::sum);
        }
      }
      return told;
    }

    /** Rows by part of the records at some positions. */
    Function<PartId, RoaringBitmap> rows(Map<String, Set<Integer>> gone) {
      return id -> {
        TableRecords records = tables.get(id.table()).records();
        RoaringBitmap rows = new RoaringBitmap();
        for (int part = 0; part < records.parts().size(); part++) {
          if (records.parts().get(part).id().equals(id)) {
            for (int position : gone.getOrDefault(id.table(), Set.of())) {
              if (position >= records.first(part) && position < records.first(part + 1)) {
                rows.add((int) (position - records.first(part)));
              }
            }
          }
        }
        return rows;
      };
    }

    int[] codes(Map<String, Set<Integer>> gone, long memory) {
      try (JoinedColumns joined = new JoinedColumns(tables, TEMPORARY, memory)) {
        JoinedColumn column = joined.of(tables.get("people"), rows(gone)).orElseThrow();
        assertEquals("visits/price, visits/place", column.name());
        int[] codes = IntStream.range(0, people).map(column::code).toArray();
        assertEquals(
            column.distinct(), Arrays.stream(codes).filter(code -> code >= 0).distinct().count());
        return codes;
      }
    }
  }

  private static Set<Integer> some(Random random, int of) {
    Set<Integer> some = new HashSet<>();
    IntStream.range(0, of).filter(_ -> random.nextInt(4) == 0).forEach(some::add);
    return some;
  }

  @Property(tries = 200)
  void persons_have_the_same_code_exactly_if_the_same_is_left_of_them_elsewhere(@ForAll long seed) {
    Random random = new Random(seed);
    try (Workers workers = new Workers("test", 2, () -> false)) {
      Town town = new Town(random, workers, 30);
      Set<Integer> people = some(random, town.people);
      Set<Integer> visits = some(random, town.visits.size());
      int[] codes = town.codes(Map.of("people", people, "visits", visits), 1 << 20);
      Map<Integer, Map<String, Integer>> told = new HashMap<>();
      for (int id = 0; id < town.people; id++) {
        if (people.contains(id)) {
          assertEquals(-1, codes[id]);
        } else {
          Map<String, Integer> own = town.told(id, visits);
          assertEquals(own, told.computeIfAbsent(codes[id], _ -> own));
        }
      }
      assertEquals(told.size(), new HashSet<>(told.values()).size());
    }
  }

  /**
   * As after a crash: the records of those who were suppressed meanwhile are not there any more.
   */
  @Property(tries = 100)
  void the_codes_of_those_who_stay_are_in_the_same_order_or_had_again_when_others_are_gone(
      @ForAll long seed) {
    Random random = new Random(seed);
    try (Workers workers = new Workers("test", 2, () -> false)) {
      Town town = new Town(random, workers, 30);
      Anonymization table = town.tables.get("people");
      Set<Integer> people = some(random, town.people);
      Set<Integer> visits = new HashSet<>();
      for (int at = 0; at < town.visits.size(); at++) {
        String person = town.visits.get(at).get(0);
        if (person != null && people.contains((int) Double.parseDouble(person))) {
          visits.add(at);
        }
      }
      try (JoinedColumns joined = new JoinedColumns(town.tables, TEMPORARY, 1 << 20)) {
        Function<PartId, RoaringBitmap> gone =
            town.rows(Map.of("people", people, "visits", visits));
        JoinedColumn before = joined.of(table, town.rows(Map.of())).orElseThrow();
        JoinedColumn after = joined.of(table, gone).orElseThrow();
        JoinedColumn again = joined.again(table, gone, before.sums()).orElseThrow();
        for (int one = 0; one < town.people; one++) {
          assertEquals(people.contains(one) ? -1 : before.code(one), again.code(one));
          for (int other = 0; other < town.people; other++) {
            if (after.code(one) >= 0 && after.code(other) >= 0) {
              assertEquals(
                  Integer.compare(before.code(one), before.code(other)),
                  Integer.compare(after.code(one), after.code(other)));
            }
          }
        }
      }
    }
  }

  @Example
  void persons_who_differ_more_than_memory_allows_are_refused_and_named_by_their_columns() {
    try (Workers workers = new Workers("test", 1, () -> false)) {
      Town town = new Town(new Random(3), workers, 200);
      WeirException refused =
          assertThrows(WeirException.class, () -> town.codes(Map.of(), DistinctSums.BYTES));
      assertEquals(ErrorCode.METHOD_FAILED, refused.problem().code());
      assertTrue(
          refused.problem().message().startsWith("By visits/price, visits/place the persons of"),
          refused.problem()::message);
    }
  }

  @Property(tries = 50)
  void sums_are_the_same_on_the_heap_and_in_a_file(@ForAll long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(200);
    try (PersonSums heap = new PersonSums(size, TEMPORARY, new AtomicLong(1 << 20));
        PersonSums file = new PersonSums(size, TEMPORARY, new AtomicLong())) {
      List<Long> keys = new ArrayList<>(random.longs().distinct().limit(size).boxed().toList());
      for (int at = 0; at < size; at++) {
        heap.put(keys.get(at), at, at);
        file.put(keys.get(at), at, at);
      }
      long[] high = new long[size];
      long[] low = new long[size];
      for (int i = 0; i < 3 * size; i++) {
        int at = random.nextInt(size);
        long more = random.nextLong();
        heap.add(keys.get(at), at, more, ~more);
        file.add(keys.get(at), at, more, ~more);
        heap.add(keys.get(at), -1, more, more);
        high[at] += more;
        low[at] += ~more;
      }
      for (int at = 0; at < size; at++) {
        assertEquals(high[at], heap.high(at));
        assertEquals(low[at], heap.low(at));
        assertEquals(high[at], file.high(at));
        assertEquals(low[at], file.low(at));
      }
    }
  }

  @Property(tries = 100)
  void numbers_are_placed_as_they_are_sorted_even_if_their_upper_halves_agree(@ForAll long seed) {
    Random random = new Random(seed);
    DistinctSums distinct = new DistinctSums();
    TreeSet<BigInteger> expected = new TreeSet<>();
    List<long[]> all = new ArrayList<>();
    for (int i = random.nextInt(500); i >= 0; i--) {
      long[] number = {random.nextInt(3) == 0 ? 7 : random.nextLong(), random.nextInt(40) - 20};
      all.add(number);
      distinct.add(number[0], number[1]);
      expected.add(wide(number));
    }
    assertEquals(expected.size(), distinct.size());
    distinct.sort();
    List<BigInteger> order = List.copyOf(expected);
    for (long[] number : all) {
      assertEquals(
          Collections.binarySearch(order, wide(number)), distinct.place(number[0], number[1]));
    }
  }

  private static BigInteger wide(long[] number) {
    return BigInteger.valueOf(number[0]).shiftLeft(70).add(BigInteger.valueOf(number[1]));
  }
}
