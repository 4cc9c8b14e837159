package io.weir.plugins.permutation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.plugins.notes.Ascending;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.MethodException;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.spi.Workspace;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NeighbourPropertiesTest {
  @Property(tries = 500)
  void no_grouping_has_a_lesser_sum_of_ranges(
      @ForAll @Size(min = 1, max = 14) List<@LongRange(min = -9, max = 30) Long> values,
      @ForAll @IntRange(min = 2, max = 5) int k,
      @ForAll @IntRange(max = 12) int e) {
    long[] sorted = values.stream().mapToLong(it -> it).sorted().toArray();
    Optional<List<long[]>> found = groups(values.stream().mapToLong(it -> it).toArray(), k, e);
    OptionalLong best = bruteForce(sorted, k, e);
    assertEquals(best.isPresent(), found.isPresent());
    found.ifPresent(groups -> {
      assertEquals(
          best.getAsLong(), groups.stream().mapToLong(it -> it[it.length - 1] - it[0]).sum());
      for (long[] group : groups) {
        assertTrue(LongStream.of(group).distinct().count() >= k);
        assertTrue(group[group.length - 1] - group[0] >= e);
      }
      assertEquals(
          Arrays.toString(sorted),
          Arrays.toString(groups.stream().flatMapToLong(Arrays::stream).toArray()));
    });
  }

  /** All ways to cut between different values. */
  private static OptionalLong bruteForce(long[] sorted, int k, int e) {
    long[] distinct = LongStream.of(sorted).distinct().toArray();
    OptionalLong best = OptionalLong.empty();
    for (int cuts = 0; cuts < 1 << distinct.length - 1; cuts++) {
      long sum = 0;
      boolean suits = true;
      int start = 0;
      for (int end = 1; end <= distinct.length; end++) {
        if (end == distinct.length || (cuts >> end - 1 & 1) != 0) {
          long range = distinct[end - 1] - distinct[start];
          suits &= end - start >= k && range >= e;
          sum += range;
          start = end;
        }
      }
      if (suits && (best.isEmpty() || sum < best.getAsLong())) {
        best = OptionalLong.of(sum);
      }
    }
    return best;
  }

  @Property(tries = 60)
  void values_stay_in_their_groups(
      @ForAll @IntRange(min = 50, max = 2_000) int rows,
      @ForAll @IntRange(min = 2, max = 9) int k,
      @ForAll @IntRange(max = 60) int e,
      @ForAll long seed) {
    long[] values = new Random(seed).longs(rows, 0, 300).toArray();
    RecordBatch table = Tables.ofLongs(values);
    OfRecords method = prepare(table, k, e);
    List<Long> after =
        Tables.run(method, table, seed).column("a").stream()
            .map(it -> Long.valueOf(it.substring(1)))
            .toList();
    for (long[] group : groups(values, k, e).orElseThrow()) {
      Set<Long> members = new HashSet<>(Arrays.stream(group).boxed().toList());
      List<Long> now = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        if (members.contains(values[row])) {
          now.add(after.get(row));
        }
      }
      assertEquals(Arrays.stream(group).boxed().toList(), now.stream().sorted().toList());
    }
  }

  @Test
  void every_value_of_a_group_is_equally_likely() {
    RecordBatch table = Tables.ofLongs(new long[] {30, 10, 20, 90, 70, 80});
    OfRecords method = prepare(table, 3, 10);
    int[][] counts = new int[6][10];
    for (long seed = 0; seed < 3_000; seed++) {
      List<String> after = Tables.run(method, table, seed).column("a");
      for (int row = 0; row < 6; row++) {
        counts[row][Integer.parseInt(after.get(row).substring(1)) / 10]++;
      }
    }
    for (int row = 0; row < 6; row++) {
      for (int value : row < 3 ? new int[] {1, 2, 3} : new int[] {7, 8, 9}) {
        // 1,000 are expected; five standard deviations are 129.
        assertTrue(Math.abs(counts[row][value] - 1_000) < 129, row + " " + value);
      }
    }
  }

  @Test
  void what_cannot_be_grouped_is_refused_without_a_value() {
    RecordBatch few = Tables.ofLongs(new long[] {7_001, 7_002, 7_001, 7_002});
    for (OfRecords method : List.of(prepare(few, 3, 0), prepare(few, 2, 2))) {
      MethodException refusal =
          assertThrows(MethodException.class, () -> Tables.run(method, few, 1));
      assertTrue(refusal.getMessage().startsWith("Column a of table t"), refusal.getMessage());
      assertFalse((refusal.getMessage() + refusal.advice()).contains("700"));
    }
  }

  @Test
  void ranges_are_those_of_the_texts_of_numbers() {
    // As binary numbers 0.1 and 0.3 are less than 0.2 apart.
    Optional<NeighbourGroups> groups =
        groups(new DoubleColumn(new double[] {0.3, 0.1}, 2, Empties.none()), "0.2");
    assertTrue(groups.isPresent());
    assertTrue(
        groups(new DoubleColumn(new double[] {0.3, 0.1}, 2, Empties.none()), "0.21").isEmpty());
  }

  @Test
  void numbers_that_are_not_finite_are_refused() {
    RecordBatch table =
        new RecordBatch(
            new TableSchema("t", List.of(new ColumnSchema("a", ValueType.DOUBLE))),
            List.of(new DoubleColumn(new double[] {1, Double.NaN, 3}, 3, Empties.none())),
            3);
    assertThrows(MethodException.class, () -> Tables.run(prepare(table, 2, 0), table, 1));
  }

  @Property(tries = 100)
  void ranks_move_by_at_most_the_percentage(
      @ForAll @IntRange(min = 10, max = 3_000) int rows,
      @ForAll @IntRange(min = 10, max = 100) int percent,
      @ForAll long seed) {
    List<Long> ranks = new ArrayList<>(LongStream.range(0, rows).boxed().toList());
    Collections.shuffle(ranks, new Random(seed));
    long[] values = ranks.stream().mapToLong(it -> it).toArray();
    RecordBatch table = Tables.ofLongs(values);
    OfRecords method =
        Tables.prepare(
            new RankSwap(),
            table,
            Map.of("columns", List.of("a"), "percent", BigDecimal.valueOf(percent)));
    List<String> after = Tables.run(method, table, seed).column("a");
    long[] swapped = new long[rows];
    for (int row = 0; row < rows; row++) {
      long other = Long.parseLong(after.get(row).substring(1));
      assertTrue(Math.abs(other - values[row]) <= percent * (long) rows / 100);
      swapped[(int) values[row]] = other;
    }
    int fixed = 0;
    for (int rank = 0; rank < rows; rank++) {
      assertEquals(rank, swapped[(int) swapped[rank]], "not swapped in pairs");
      fixed += swapped[rank] == rank ? 1 : 0;
    }
    assertEquals(rows % 2, fixed);
  }

  @Test
  void a_partner_is_drawn_from_the_whole_window() {
    long[] values = LongStream.range(0, 200).toArray();
    RecordBatch table = Tables.ofLongs(values);
    OfRecords method =
        Tables.prepare(
            new RankSwap(),
            table,
            Map.of("columns", List.of("a"), "percent", BigDecimal.valueOf(5)));
    Set<Long> partners = new TreeSet<>();
    int[] counts = new int[11];
    for (long seed = 0; seed < 2_000; seed++) {
      long partner =
          Long.parseLong(Tables.run(method, table, seed).column("a").get(0).substring(1));
      partners.add(partner);
      counts[(int) partner]++;
    }
    assertEquals(LongStream.rangeClosed(1, 10).boxed().toList(), List.copyOf(partners));
    for (int partner = 1; partner <= 10; partner++) {
      // 200 are expected; five standard deviations are 67.
      assertTrue(Math.abs(counts[partner] - 200) < 67, "" + counts[partner]);
    }
  }

  @Test
  void too_few_records_for_a_swap_are_refused() {
    RecordBatch table = Tables.ofLongs(new long[] {1, 2, 3});
    OfRecords method =
        Tables.prepare(
            new RankSwap(), table, Map.of("columns", List.of("a"), "percent", BigDecimal.TEN));
    assertThrows(MethodException.class, () -> Tables.run(method, table, 1));
  }

  private static OfRecords prepare(RecordBatch table, int k, int e) {
    return Tables.prepare(
        new PermuteGroups(),
        table,
        Map.of("column", "a", "k", BigDecimal.valueOf(k), "e", BigDecimal.valueOf(e)));
  }

  private static Optional<NeighbourGroups> groups(DoubleColumn column, String e) {
    Workspace workspace = TrialRun.of(1, column.size()).workspace();
    ValueNotes notes = new ValueNotes(column.type(), workspace, column.size());
    notes.note(column, 0);
    return NeighbourGroups.of(
        Ascending.of(notes, workspace, column.size()), notes, 2, new BigDecimal(e), workspace);
  }

  private static Optional<List<long[]>> groups(long[] values, int k, int e) {
    Workspace workspace = TrialRun.of(1, values.length).workspace();
    ValueNotes notes = new ValueNotes(ValueType.INTEGER, workspace, values.length);
    notes.note(Tables.ofLongs(values).column(0), 0);
    Ascending order = Ascending.of(notes, workspace, values.length);
    return NeighbourGroups.of(order, notes, k, BigDecimal.valueOf(e), workspace)
        .map(groups -> {
          List<long[]> all = new ArrayList<>();
          for (long group = 0; group < groups.count(); group++) {
            all.add(
                LongStream.range(groups.start(group), groups.start(group + 1))
                    .map(it -> values[(int) order.position(it)])
                    .toArray());
          }
          return all;
        });
  }
}
