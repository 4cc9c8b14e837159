package io.weir.plugins.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import io.weir.spi.Workspace;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.SampleColumns;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NotesTest {
  private static final byte[] SEED = TrialRun.of(1, 0).runSeed();

  @Property(tries = 60)
  void values_come_back_from_any_position_whoever_noted_them(
      @ForAll ValueType type,
      @ForAll @IntRange(max = 20_000) int rows,
      @ForAll @IntRange(min = 1, max = 4) int observers,
      @ForAll long seed) {
    Column column = SampleColumns.of(type, rows, seed);
    ValueNotes notes = noted(column, observers, seed);
    Random random = new Random(seed);
    int[] picked = random.ints(rows == 0 ? 0 : 500, 0, Math.max(1, rows)).toArray();
    long[] positions = IntStream.of(picked).asLongStream().toArray();
    assertEquals(
        RecordsTrial.texts(column.select(picked, picked.length)),
        RecordsTrial.texts(notes.at(positions, positions.length)));
    for (int row : picked) {
      assertEquals(column.isEmpty(row), notes.isEmpty(row));
    }
  }

  @Property(tries = 40)
  void groups_are_those_of_equal_values(
      @ForAll ValueType type,
      @ForAll ValueType other,
      @ForAll @IntRange(max = 6_000) int rows,
      @ForAll long seed) {
    Workspace workspace = TrialRun.of(1, rows).workspace();
    Column one = SampleColumns.of(type, rows, seed);
    Column two = SampleColumns.of(other, rows, seed + 1);
    EqualityNotes notes = new EqualityNotes(SEED, workspace, rows);
    EqualityNotes more = new EqualityNotes(SEED, workspace, rows);
    int[] all = IntStream.range(0, rows).toArray();
    int half = rows / 2;
    int[] rest = IntStream.range(half, rows).toArray();
    notes.note(List.of(one.select(all, half)), List.of(two.select(all, half)), half, 0);
    more.note(
        List.of(one.select(rest, rest.length)),
        List.of(two.select(rest, rest.length)),
        rest.length,
        half);
    notes.merge(more);
    Groups groups = Groups.of(notes, workspace, rows);

    Map<List<Object>, Long> expected = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      List<Object> key = List.of(value(one, row), two.isEmpty(row));
      Long number = expected.putIfAbsent(key, (long) expected.size());
      assertEquals(number == null ? expected.size() - 1L : number, groups.group(row));
    }
    assertEquals(expected.size(), groups.count());
    Set<Long> seen = new HashSet<>();
    for (long group = 0; group < groups.count(); group++) {
      assertEquals(groups.size(group), groups.start(group + 1) - groups.start(group));
      for (long i = groups.start(group); i < groups.start(group + 1); i++) {
        assertEquals(group, groups.group(groups.positions().get(i)));
        assertTrue(seen.add(groups.positions().get(i)));
        assertTrue(
            i == groups.start(group) || groups.positions().get(i - 1) < groups.positions().get(i));
      }
    }
    assertEquals(rows, seen.size());
  }

  @Property(tries = 60)
  void ascending_order_is_that_of_values_and_then_of_positions(
      @ForAll @IntRange(max = 6_000) int rows, @ForAll long seed) {
    for (ValueType type :
        List.of(
            ValueType.INTEGER,
            ValueType.DOUBLE,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME,
            ValueType.DECIMAL)) {
      Column column = SampleColumns.of(type, rows, seed);
      ValueNotes notes = noted(column, 2, seed);
      List<Long> expected =
          LongStream.range(0, rows)
              .filter(it -> !column.isEmpty((int) it))
              .boxed()
              .sorted(Comparator.comparing(it -> number(column, it.intValue())))
              .toList();
      Ascending order = Ascending.of(notes, TrialRun.of(1, rows).workspace(), rows);
      assertEquals(expected, LongStream.range(0, order.size()).mapToObj(order::position).toList());
      for (int i = 1; i < expected.size(); i++) {
        int before = expected.get(i - 1).intValue();
        int after = expected.get(i).intValue();
        assertEquals(number(column, before).equals(number(column, after)), order.equal(i - 1, i));
        assertTrue(notes.compare(before, after) <= 0 || type == ValueType.DECIMAL);
      }
    }
  }

  @Test
  void numbers_of_one_size_are_equal_however_they_are_written() {
    BigDecimal large = new BigDecimal(BigInteger.ONE.shiftLeft(80));
    DecimalColumn decimals =
        DecimalColumn.of(
            new BigDecimal("1.50"),
            new BigDecimal("1.5"),
            new BigDecimal("15"),
            large,
            large.setScale(3),
            new BigDecimal("0.000"),
            BigDecimal.ZERO,
            new BigDecimal("1E+30"),
            new BigDecimal("1E+30").setScale(0),
            new BigDecimal("9223372036854775807"),
            new BigDecimal("9223372036854775807.0"));
    assertEquals(List.of(0L, 0L, 1L, 2L, 2L, 3L, 3L, 4L, 4L, 5L, 5L), groups(decimals));
    DoubleColumn doubles =
        new DoubleColumn(new double[] {0.0, -0.0, Double.NaN, Double.NaN}, 4, Empties.none());
    assertEquals(List.of(0L, 0L, 1L, 1L), groups(doubles));
  }

  private static List<Long> groups(Column column) {
    Workspace workspace = TrialRun.of(1, column.size()).workspace();
    EqualityNotes notes = new EqualityNotes(SEED, workspace, column.size());
    notes.note(List.of(column), List.of(), column.size(), 0);
    Groups groups = Groups.of(notes, workspace, column.size());
    return LongStream.range(0, column.size()).mapToObj(groups::group).toList();
  }

  /** Notes of a column, by observers that saw batches in a random order. */
  private static ValueNotes noted(Column column, int observers, long seed) {
    Random random = new Random(seed);
    int rows = column.size();
    List<ValueNotes> all = new ArrayList<>();
    for (int i = 0; i < observers; i++) {
      all.add(new ValueNotes(column.type(), TrialRun.of(1, rows).workspace(), rows));
    }
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < rows; from += 777) {
      batches.add(IntStream.range(from, Math.min(rows, from + 777)).toArray());
    }
    Collections.shuffle(batches, random);
    for (int[] batch : batches) {
      all.get(random.nextInt(observers)).note(column.select(batch, batch.length), batch[0]);
    }
    while (all.size() > 1) {
      ValueNotes other = all.remove(random.nextInt(all.size()));
      all.get(random.nextInt(all.size())).merge(other);
    }
    return all.getFirst();
  }

  private static Object value(Column column, int row) {
    if (column.isEmpty(row)) {
      return "empty";
    }
    return switch (column) {
      case DecimalColumn decimals -> decimals.value(row).stripTrailingZeros();
      case DoubleColumn doubles -> doubles.value(row) + 0.0;
      case Column other -> "=" + other.format(row);
    };
  }

  /** The value as exactly as ranks tell values apart. */
  private static BigDecimal number(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> BigDecimal.valueOf(longs.value(row));
      case DoubleColumn doubles -> new BigDecimal(doubles.value(row));
      case DecimalColumn decimals -> new BigDecimal(decimals.value(row).doubleValue());
      case Column other -> throw new IllegalArgumentException("" + other.type());
    };
  }
}
