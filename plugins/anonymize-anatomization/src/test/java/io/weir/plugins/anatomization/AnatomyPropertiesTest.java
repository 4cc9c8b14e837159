package io.weir.plugins.anatomization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.MethodException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnatomyPropertiesTest {
  @Property(tries = 1_000)
  void it_succeeds_if_and_only_if_no_value_exceeds_its_share(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 8) Long> values,
      @ForAll @IntRange(min = 2, max = 6) int l,
      @ForAll boolean shuffled,
      @ForAll long seed) {
    long[] sensitive = values.stream().mapToLong(it -> it).toArray();
    long most =
        values.stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
            .values()
            .stream()
            .mapToLong(it -> it)
            .max()
            .orElseThrow();
    String order = shuffled ? "shuffled" : "kept";
    if (most * l <= values.size()) {
      assertAnatomy(sensitive, l, Published.of(sensitive, l, order, seed));
    } else {
      assertThrows(MethodException.class, () -> Published.of(sensitive, l, order, seed));
    }
  }

  @Property(tries = 40)
  void groups_of_many_records_are_l_diverse(
      @ForAll @IntRange(min = 2_000, max = 9_000) int rows,
      @ForAll @IntRange(min = 2, max = 12) int l,
      @ForAll long seed) {
    Random random = new Random(seed);
    // Skewed: low values are far more frequent, a twentieth each.
    long[] values =
        random
            .doubles(rows)
            .mapToLong(it -> it < 0.5 ? (long) (it * 20) : (long) (500 * it * it))
            .toArray();
    assertAnatomy(values, l, Published.of(values, l, "shuffled", seed));
  }

  private static void assertAnatomy(long[] values, int l, Published published) {
    Map<Long, List<Integer>> places = published.places();
    Map<Long, List<Long>> groups = published.values();
    assertEquals(places.keySet(), groups.keySet());
    assertEquals(values.length / l, groups.size());
    assertEquals(values.length, published.ids().size());
    assertEquals(values.length, new HashSet<>(published.ids()).size());
    groups.forEach((number, held) -> {
      assertTrue(number >= 1 && number <= groups.size());
      assertTrue(held.size() >= l && held.size() <= 2 * l - 1, "a group of " + held.size());
      assertEquals(held.size(), new HashSet<>(held).size(), "a value twice");
      assertEquals(held.size(), places.get(number).size());
      List<Long> own =
          places.get(number).stream()
              .map(place -> values[published.ids().get(place).intValue()])
              .sorted()
              .toList();
      assertEquals(own, held);
    });
    assertTrue(published.sensitive().stream().allMatch(it -> it.get(2).equals("=1")));
    assertEquals(
        Arrays.stream(values).sorted().boxed().toList(),
        groups.values().stream().flatMap(List::stream).sorted().toList());
    Comparator<List<String>> byGroupAndValue =
        Comparator.<List<String>, Long>comparing(it -> Published.number(it.get(0)))
            .thenComparing(it -> Published.number(it.get(1)));
    assertEquals(
        published.sensitive().stream().sorted(byGroupAndValue).toList(), published.sensitive());
  }

  @Test
  void who_matches_records_and_values_by_their_order_guesses_no_better_than_one_in_l() {
    int l = 4;
    int rows = 4_000;
    long[] sorted = LongStream.range(0, rows).map(it -> it / 100).toArray();
    long[] mixed = LongStream.range(0, rows).map(it -> it * 7_919 % 40).toArray();
    for (long seed = 0; seed < 20; seed++) {
      assertGuessesBadly(sorted, l, Published.of(sorted, l, "shuffled", seed));
      assertGuessesBadly(mixed, l, Published.of(mixed, l, "shuffled", seed));
    }
  }

  private static void assertGuessesBadly(long[] values, int l, Published published) {
    int hits = 0;
    Map<Long, List<Long>> held = published.values();
    for (Map.Entry<Long, List<Integer>> group : published.places().entrySet()) {
      for (int i = 0; i < group.getValue().size(); i++) {
        long guess = held.get(group.getKey()).get(i);
        hits += guess == values[published.ids().get(group.getValue().get(i)).intValue()] ? 1 : 0;
      }
    }
    // One right guess a group is expected; its variance is 1. Six standard deviations above.
    int groups = held.size();
    assertTrue(hits < groups + 6 * Math.sqrt(groups), hits + " of " + values.length);
    assertTrue(groups <= values.length / l);
  }

  @Test
  void numbers_of_groups_tell_nothing_of_values() {
    int rows = 4_000;
    long[] sorted = LongStream.range(0, rows).map(it -> it / 100).toArray();
    for (String order : List.of("kept", "shuffled")) {
      for (long seed = 0; seed < 20; seed++) {
        Published published = Published.of(sorted, 4, order, seed);
        double[] numbers = published.groups().stream().mapToDouble(it -> it).toArray();
        double[] values =
            published.ids().stream().mapToDouble(it -> sorted[it.intValue()]).toArray();
        double[] places = IntStream.range(0, rows).mapToDouble(it -> it).toArray();
        // Six standard deviations of the correlation of what is independent.
        assertTrue(Math.abs(correlation(numbers, values)) < 6 / Math.sqrt(rows));
        assertTrue(Math.abs(correlation(numbers, places)) < 6 / Math.sqrt(rows));
      }
    }
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void a_record_is_with_each_other_of_another_value_equally_often() {
    long[] values = {1, 2, 3, 1, 2, 3};
    int[][] together = new int[6][6];
    for (long seed = 0; seed < 3_000; seed++) {
      List<Long> groups = Published.of(values, 3, "kept", seed).groups();
      for (int one = 0; one < 6; one++) {
        for (int other = 0; other < 6; other++) {
          together[one][other] += groups.get(one).equals(groups.get(other)) ? 1 : 0;
        }
      }
    }
    for (int one = 0; one < 6; one++) {
      for (int other = 0; other < 6; other++) {
        if (values[one] != values[other]) {
          // 1,500 are expected; six standard deviations are 164.
          assertTrue(Math.abs(together[one][other] - 1_500) < 164, one + " and " + other);
        }
      }
    }
  }

  @Test
  void the_refusal_tells_column_and_share_and_no_value() {
    long[] values = {7_001, 7_001, 7_001, 7_002, 7_003};
    MethodException refusal =
        assertThrows(MethodException.class, () -> Published.of(values, 2, "kept", 1));
    assertEquals(
        "Column value of table people cannot be anatomized with l = 2: its most frequent value is"
            + " in 3 of 5 records (60.0 %), more than 1 / l of them.",
        refusal.getMessage());
    assertFalse((refusal.getMessage() + refusal.advice()).contains("700"));
  }
}
