package io.weir.plugins.generalization;

import static io.weir.plugins.generalization.Hierarchies.at;
import static io.weir.plugins.generalization.Hierarchies.levels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class HierarchyPropertiesTest {
  private static final Pattern ENDS = Pattern.compile("^\\[(-?\\d+), (-?\\d+)\\)$");

  /** Ancestor or self: what a level gives is what the value's own row says of that level. */
  @Property(tries = 100)
  void a_value_becomes_what_its_row_says(
      @ForAll @IntRange(min = 1, max = 300) int size,
      @ForAll @IntRange(min = 1, max = 6) int height,
      @ForAll Random random) {
    List<List<String>> rows = nested(size, height, random);
    PreparedMethod.OfLevels levels = levels(ValueType.STRING, Map.of("rows", rows));
    assertEquals(height, levels.highest());
    int[] picked = random.ints(500, 0, size).toArray();
    Column values =
        BytesColumn.ofStrings(
            IntStream.of(picked).mapToObj(i -> rows.get(i).getFirst()).toArray(String[]::new));
    for (int level = 0; level <= height; level++) {
      int at = level;
      assertEquals(
          IntStream.of(picked).mapToObj(i -> rows.get(i).get(at)).toList(),
          at(levels, level, values));
    }
  }

  /** An independent judge of nestedness: a level is a function of the one below. */
  @Property(tries = 300)
  void what_is_not_nested_is_refused_and_nothing_else(
      @ForAll @Size(min = 1, max = 5)
          List<@Size(3) List<@IntRange(min = 0, max = 2) Integer>> groups) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<String> row = new ArrayList<>(List.of("v" + i));
      groups.get(i).forEach(group -> row.add("g" + group));
      rows.add(row);
    }
    boolean nested = true;
    for (List<String> a : rows) {
      for (List<String> b : rows) {
        for (int level = 1; level < 3; level++) {
          nested &= !a.get(level).equals(b.get(level)) || a.get(level + 1).equals(b.get(level + 1));
        }
      }
    }
    if (nested) {
      levels(ValueType.STRING, Map.of("rows", rows));
    } else {
      assertThrows(InvalidParameters.class, () -> levels(ValueType.STRING, Map.of("rows", rows)));
    }
  }

  @Property(tries = 100)
  void csv_rows_and_map_say_the_same(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll Random random) {
    List<List<String>> rows = nested(size, 3, random);
    StringBuilder csv = new StringBuilder();
    Map<String, Object> map = new HashMap<>();
    for (List<String> row : rows) {
      csv.append(
          String.join(";", row.stream().map(it -> '"' + it.replace("\"", "\"\"") + '"').toList()));
      csv.append(random.nextBoolean() ? "\r\n" : "\n");
      map.put(row.getFirst(), row.subList(1, 4));
    }
    Column values = BytesColumn.ofStrings(rows.stream().map(List::getFirst).toArray(String[]::new));
    for (int level = 0; level <= 3; level++) {
      List<String> expected = at(levels(ValueType.STRING, Map.of("rows", rows)), level, values);
      assertEquals(
          expected, at(levels(ValueType.STRING, Map.of("csv", csv.toString())), level, values));
      assertEquals(expected, at(levels(ValueType.STRING, Map.of("map", map)), level, values));
    }
  }

  @Property(tries = 200)
  void an_interval_holds_its_numbers_and_the_narrower_interval(
      @ForAll @Size(min = 1, max = 50)
          List<@LongRange(min = -1_000_000, max = 1_000_000) Long> numbers,
      @ForAll @IntRange(min = 1, max = 50) int width,
      @ForAll @IntRange(min = -100, max = 100) int origin,
      @ForAll @IntRange(min = 2, max = 5) int factor) {
    PreparedMethod.OfLevels levels =
        levels(
            ValueType.INTEGER,
            Map.of(
                "intervals",
                Map.of(
                    "origin",
                    BigDecimal.valueOf(origin),
                    "widths",
                    List.of(BigDecimal.valueOf(width), BigDecimal.valueOf(width * factor)))));
    long[] values = numbers.stream().mapToLong(Long::longValue).toArray();
    Column column = new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
    List<long[]> narrow =
        at(levels, 1, column).stream().map(HierarchyPropertiesTest::ends).toList();
    List<long[]> wide = at(levels, 2, column).stream().map(HierarchyPropertiesTest::ends).toList();
    for (int row = 0; row < values.length; row++) {
      assertEquals(width, narrow.get(row)[1] - narrow.get(row)[0]);
      assertEquals(0, Math.floorMod(narrow.get(row)[0] - origin, width));
      assertTrue(narrow.get(row)[0] <= values[row] && values[row] < narrow.get(row)[1]);
      assertTrue(wide.get(row)[0] <= narrow.get(row)[0] && narrow.get(row)[1] <= wide.get(row)[1]);
    }
  }

  @Property(tries = 20)
  void batches_make_no_difference(
      @ForAll @IntRange(min = 1, max = 200) int batch, @ForAll Random random) {
    List<List<String>> rows = nested(6_000, 3, random);
    PreparedMethod.OfLevels levels = levels(ValueType.STRING, Map.of("rows", rows));
    Column all =
        BytesColumn.ofStrings(
            random
                .ints(1_000, 0, rows.size())
                .mapToObj(i -> random.nextInt(9) == 0 ? null : rows.get(i).getFirst())
                .toArray(String[]::new));
    for (int level = 0; level <= 3; level++) {
      List<String> pieces = new ArrayList<>();
      for (int first = 0; first < all.size(); first += batch) {
        int[] picked = IntStream.range(first, Math.min(all.size(), first + batch)).toArray();
        pieces.addAll(at(levels, level, all.select(picked, picked.length)));
      }
      assertEquals(at(levels, level, all), pieces);
    }
  }

  @Property(tries = 1)
  void a_big_hierarchy_is_read_and_applied() {
    int size = 150_000;
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < size; i++) {
      csv.append(i).append(";a").append(i / 10).append(";b").append(i / 1_000).append(";*\n");
    }
    PreparedMethod.OfLevels levels = levels(ValueType.INTEGER, Map.of("csv", csv.toString()));
    long[] values = LongStream.range(0, size).map(i -> i * 7 % size).toArray();
    Column column = new LongColumn(ValueType.INTEGER, values, size, Empties.none());
    List<String> fine = at(levels, 1, column);
    List<String> coarse = at(levels, 2, column);
    for (int row = 0; row < size; row++) {
      assertEquals("a" + values[row] / 10, fine.get(row));
      assertEquals("b" + values[row] / 1_000, coarse.get(row));
    }
    BytesColumn few =
        (BytesColumn)
            levels
                .level(1)
                .apply(new LongColumn(ValueType.INTEGER, new long[] {1, 99}, 2, Empties.none()));
    assertEquals(2, few.entries(), "a batch carries labels that it has no use for");
  }

  private static long[] ends(String label) {
    return ENDS.matcher(label)
        .results()
        .flatMapToLong(
            it -> LongStream.of(Long.parseLong(it.group(1)), Long.parseLong(it.group(2))))
        .toArray();
  }

  /** Random rows: each level's groups are put together at random from those below. */
  private static List<List<String>> nested(int size, int height, Random random) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rows.add(new ArrayList<>(List.of("v\";\n" + i)));
    }
    for (int level = 1; level <= height; level++) {
      Map<String, String> parents = new HashMap<>();
      int groups = 1 + random.nextInt(size);
      int at = level;
      for (List<String> row : rows) {
        row.add(
            parents.computeIfAbsent(
                row.getLast(), _ -> "g" + random.nextInt(groups) + (at % 2 == 0 ? "é" : "")));
      }
    }
    return rows.stream().map(List::copyOf).toList();
  }
}
