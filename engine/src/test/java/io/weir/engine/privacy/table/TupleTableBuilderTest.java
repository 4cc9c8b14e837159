package io.weir.engine.privacy.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TupleTableBuilderTest {
  private static final long MEGABYTE = 1 << 20;

  @Property(tries = 300)
  void tuples_and_sensitive_values_are_counted_as_by_a_map(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int columns) {
    Random random = new Random(seed);
    int[] domains = random.ints(columns, 1, 3).map(bits -> 1 << bits * 5).toArray();
    Map<String, Map<Integer, Integer>> counted = new HashMap<>();
    TupleTableBuilder[] parts = {
      new TupleTableBuilder(columns, 1, MEGABYTE), new TupleTableBuilder(columns, 1, MEGABYTE)
    };
    List<int[]> known = new ArrayList<>();
    for (int record = 0; record < 300; record++) {
      int[] codes =
          !known.isEmpty() && random.nextBoolean()
              ? known.get(random.nextInt(known.size()))
              : Arrays.stream(domains).map(random::nextInt).toArray();
      known.add(codes);
      int value = random.nextInt(5);
      int count = 1 + random.nextInt(3);
      parts[random.nextInt(2)].add(codes, new int[] {value}, count);
      counted
          .computeIfAbsent(Arrays.toString(codes), none -> new HashMap<>())
          .merge(value, count, Integer::sum);
    }
    parts[0].merge(parts[1]);
    TupleTable table = parts[0].build(flat(domains));
    TupleIndex index = new TupleIndex(table);
    assertEquals(counted.size(), table.size());
    for (int tuple = 0; tuple < table.size(); tuple++) {
      int[] codes = new int[columns];
      for (int column = 0; column < columns; column++) {
        codes[column] = table.code(tuple, column);
      }
      assertEquals(tuple, index.finder().find(codes));
      int[][] two = new int[columns][2];
      for (int column = 0; column < columns; column++) {
        two[column][1] = codes[column];
      }
      two[columns - 1][0] = domains[columns - 1];
      assertArrayEquals(new int[] {-1, tuple}, index.find(two, 2));
      Map<Integer, Integer> values = new HashMap<>();
      Histograms histograms = table.sensitive(0);
      for (int at = histograms.offsets()[tuple]; at < histograms.offsets()[tuple + 1]; at++) {
        values.put(histograms.values()[at], histograms.counts()[at]);
      }
      assertEquals(counted.get(Arrays.toString(codes)), values);
      assertEquals(values.values().stream().mapToInt(Integer::intValue).sum(), table.count(tuple));
    }
  }

  private static List<LevelTable> flat(int[] domains) {
    List<LevelTable> columns = new ArrayList<>();
    for (int domain : domains) {
      int[] same = new int[domain];
      Arrays.setAll(same, value -> value);
      columns.add(LevelTable.of("c" + columns.size(), new int[][] {same, new int[domain]}, true));
    }
    return columns;
  }

  @Test
  void more_tuples_than_memory_are_refused_without_a_value() {
    TupleTableBuilder builder = new TupleTableBuilder(1, 0, 100_000);
    WeirException refused =
        assertThrows(
            WeirException.class,
            () -> {
              for (int code = 0; code < 100_000; code++) {
                builder.add(new int[] {code}, new int[0], 1);
              }
            });
    assertEquals(ErrorCode.METHOD_FAILED, refused.problem().code());
    assertTrue(refused.problem().message().contains("distinct combinations"));
  }

  @Test
  void more_records_than_an_int_counts_are_refused() {
    TupleTableBuilder builder = new TupleTableBuilder(1, 0, MEGABYTE);
    builder.add(new int[] {0}, new int[0], Integer.MAX_VALUE);
    assertThrows(WeirException.class, () -> builder.add(new int[] {1}, new int[0], 1));
  }

  @Test
  void a_value_without_a_place_in_its_hierarchy_is_refused_if_it_occurs() {
    int[][] codes = {{0, 1}, {0, LevelTable.UNMAPPED}};
    LevelTable partial = LevelTable.of("age", codes, false);
    TupleTableBuilder builder = new TupleTableBuilder(1, 0, MEGABYTE);
    builder.add(new int[] {0}, new int[0], 1);
    assertEquals(1, builder.build(List.of(partial)).size());
    builder.add(new int[] {1}, new int[0], 1);
    WeirException refused =
        assertThrows(WeirException.class, () -> builder.build(List.of(partial)));
    assertEquals("age", refused.problem().where().get("column"));
    assertEquals(2, builder.build(List.of(partial.between(0, 0))).size());
  }

  @Test
  void levels_must_be_nested_and_total_if_said_so() {
    int[][] crossing = {{0, 1, 2, 3}, {0, 0, 1, 1}, {0, 1, 0, 1}};
    assertThrows(WeirException.class, () -> LevelTable.of("age", crossing, true));
    int[][] partial = {{0, 1}, {0, LevelTable.UNMAPPED}};
    assertThrows(WeirException.class, () -> LevelTable.of("age", partial, true));
    int[][] ragged = {{0, 1}, {0}};
    assertThrows(WeirException.class, () -> LevelTable.of("age", ragged, true));
    assertThrows(
        WeirException.class, () -> LevelTable.of("age", new int[][] {{0}}, true).between(0, 1));
  }

  @Test
  void empties_stay_alone_below_the_top() {
    LevelTable alone = LevelTable.of("age", new int[][] {{0, 1, 2}, {0, 1, 1}, {0, 0, 0}}, true);
    assertTrue(alone.withEmpty(0).empty().isPresent());
    assertThrows(WeirException.class, () -> alone.withEmpty(1));
    assertFalse(alone.single(1));
  }
}
