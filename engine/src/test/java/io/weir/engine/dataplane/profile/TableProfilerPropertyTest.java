package io.weir.engine.dataplane.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.ColumnProfile;
import io.weir.engine.dataplane.ColumnProfile.Bin;
import io.weir.engine.dataplane.parts.ArbitraryBatches;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TableProfilerPropertyTest {
  private static TableProfiler profiler(Set<String> withheld) {
    return new TableProfiler(ArbitraryBatches.schema(), withheld);
  }

  @Property(tries = 200)
  void neither_the_order_of_records_nor_their_division_among_parts_matters(@ForAll long seed) {
    List<RecordBatch> batches = new ArrayList<>(ArbitraryBatches.batches(seed));
    TableProfiler whole = profiler(Set.of());
    batches.forEach(whole::add);

    Random random = new Random(seed);
    Collections.shuffle(batches, random);
    TableProfiler merged = profiler(Set.of());
    for (RecordBatch batch : batches) {
      TableProfiler part = profiler(Set.of());
      part.add(shuffled(batch, random));
      assertTrue(merged.add(part.bytes("part"), "part"));
    }
    assertEquals(whole.profiles(), merged.profiles());
    assertArrayEquals(whole.bytes("x"), merged.bytes("x"));
  }

  private static RecordBatch shuffled(RecordBatch batch, Random random) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      rows.add(row);
    }
    Collections.shuffle(rows, random);
    return batch.select(rows.stream().mapToInt(row -> row).toArray(), batch.size());
  }

  @Property(tries = 200)
  void a_profile_is_what_counting_value_by_value_gives(@ForAll long seed) {
    List<RecordBatch> batches = ArbitraryBatches.batches(seed);
    TableProfiler profiler = profiler(Set.of());
    batches.forEach(profiler::add);
    List<ColumnProfile> profiles = profiler.profiles();
    for (int i = 0; i < profiles.size(); i++) {
      int index = i;
      check(profiles.get(i), batches.stream().map(batch -> batch.column(index)).toList());
    }
  }

  private static void check(ColumnProfile profile, List<Column> columns) {
    Set<Object> distinct = new HashSet<>();
    List<BigDecimal> measured = new ArrayList<>();
    long rows = 0;
    long empty = 0;
    for (Column column : columns) {
      for (int row = 0; row < column.size(); row++, rows++) {
        if (column.isEmpty(row)) {
          empty++;
          continue;
        }
        distinct.add(identity(column, row));
        if (measurable(column, row)) {
          measured.add(measure(column, row));
        }
      }
    }
    assertEquals(rows, profile.count(), profile.column());
    assertEquals(empty, profile.empty(), profile.column());
    if (profile.estimated()) {
      assertEquals(distinct.size(), profile.distinct(), 0.12 * distinct.size(), profile.column());
    } else {
      assertEquals(distinct.size(), profile.distinct(), profile.column());
    }
    assertEquals(distinct.size() > 2048, profile.estimated(), profile.column());
    assertEquals(measured.isEmpty(), profile.minimum().isEmpty(), profile.column());
    if (!measured.isEmpty()) {
      bounds(profile, new TreeSet<>(measured));
      bins(profile, measured);
    }
  }

  private static void bounds(ColumnProfile profile, TreeSet<BigDecimal> measured) {
    // A decimal of very many digits is told rounded.
    double close = profile.type() == ValueType.DECIMAL ? 1e-12 : 0;
    assertClose(measured.first(), parse(profile, profile.minimum().orElseThrow()), close);
    assertClose(measured.last(), parse(profile, profile.maximum().orElseThrow()), close);
  }

  private static void assertClose(BigDecimal expected, BigDecimal is, double close) {
    BigDecimal off = expected.subtract(is).abs();
    assertTrue(
        off.compareTo(expected.abs().multiply(BigDecimal.valueOf(close))) <= 0,
        () -> expected + " is told as " + is);
  }

  private static void bins(ColumnProfile profile, List<BigDecimal> measured) {
    List<Bin> bins = profile.histogram();
    assertTrue(!bins.isEmpty() && bins.size() <= 20, () -> profile.column() + " " + bins);
    assertEquals(measured.size(), bins.stream().mapToLong(Bin::count).sum(), profile.column());
    boolean flags = profile.type() == ValueType.BOOLEAN;
    for (int i = 0; i < bins.size() && !flags; i++) {
      BigDecimal from = rounded(profile, parse(profile, bins.get(i).from()));
      BigDecimal to = rounded(profile, parse(profile, bins.get(i).to()));
      boolean last = i == bins.size() - 1;
      long expected =
          measured.stream()
              .map(value -> rounded(profile, value))
              .filter(value -> value.compareTo(from) >= 0)
              .filter(value -> last || value.compareTo(to) < 0)
              .count();
      assertEquals(expected, bins.get(i).count(), () -> profile.column() + " from " + from);
    }
  }

  /** Decimals find their bin by their nearest double, and bins of theirs begin at one. */
  private static BigDecimal rounded(ColumnProfile profile, BigDecimal value) {
    return profile.type() == ValueType.DECIMAL ? new BigDecimal(value.doubleValue()) : value;
  }

  private static boolean measurable(Column column, int row) {
    return column.type() != ValueType.DOUBLE
        || Double.isFinite(Double.parseDouble(column.format(row)));
  }

  private static Object identity(Column column, int row) {
    return switch (column.type()) {
      case DECIMAL -> ((DecimalColumn) column).value(row).stripTrailingZeros();
      case DOUBLE -> Double.parseDouble(column.format(row)) + 0.0;
      default -> column.format(row);
    };
  }

  private static BigDecimal measure(Column column, int row) {
    return switch (column) {
      case DecimalColumn decimals -> decimals.value(row);
      case BytesColumn texts ->
          BigDecimal.valueOf(
              column.type() == ValueType.BINARY
                  ? texts.bytes(row).length
                  : texts.text(row).codePoints().count());
      default -> number(column.type(), column.format(row));
    };
  }

  private static BigDecimal parse(ColumnProfile profile, String text) {
    return profile.ofLengths() ? new BigDecimal(text) : number(profile.type(), text);
  }

  private static BigDecimal number(ValueType type, String text) {
    return switch (type) {
      case BOOLEAN -> text.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO;
      case DOUBLE, DECIMAL -> {
        // A bound is told as the shortest text of its double.
        double nearest = Double.parseDouble(text);
        yield type == ValueType.DOUBLE || text.contains("E") || text.endsWith(".0")
            ? new BigDecimal(nearest)
            : new BigDecimal(text);
      }
      case INTEGER -> new BigDecimal(text);
      case DATE -> BigDecimal.valueOf(LocalDate.parse(text).toEpochDay());
      case TIME ->
          BigDecimal.valueOf(
              text.equals("24:00") ? 86_400_000_000L : LocalTime.parse(text).toNanoOfDay() / 1_000);
      case DATETIME -> {
        Instant instant = Instant.parse(text);
        yield BigDecimal.valueOf(instant.getEpochSecond())
            .multiply(BigDecimal.valueOf(1_000_000))
            .add(BigDecimal.valueOf(instant.atZone(ZoneOffset.UTC).getNano() / 1_000));
      }
      case STRING, JSON, BINARY -> throw new AssertionError("told by length");
    };
  }

  @Property(tries = 50)
  void of_withheld_columns_nothing_is_kept_but_numbers_of_values(@ForAll long seed) {
    Set<String> all = new HashSet<>();
    ArbitraryBatches.schema().columns().forEach(column -> all.add(column.name()));
    TableProfiler open = profiler(Set.of());
    TableProfiler withheld = profiler(all);
    ArbitraryBatches.batches(seed).forEach(open::add);
    ArbitraryBatches.batches(seed).forEach(withheld::add);
    for (int i = 0; i < all.size(); i++) {
      ColumnProfile shown = open.profiles().get(i);
      ColumnProfile kept = withheld.profiles().get(i);
      assertTrue(kept.withheld() && !shown.withheld());
      assertEquals(shown.count(), kept.count());
      assertEquals(shown.empty(), kept.empty());
      assertEquals(shown.distinct(), kept.distinct());
      assertTrue(kept.minimum().isEmpty() && kept.maximum().isEmpty());
      assertTrue(kept.histogram().isEmpty());
    }
  }

  @Property(tries = 100)
  void what_was_kept_of_another_part_or_is_damaged_is_not_taken(@ForAll long seed) {
    TableProfiler profiler = profiler(Set.of());
    ArbitraryBatches.batches(seed).forEach(profiler::add);
    byte[] bytes = profiler.bytes("sum");
    TableProfiler other = profiler(Set.of());
    assertFalse(other.add(bytes, "another"));
    bytes[new Random(seed).nextInt(bytes.length)] ^= 4;
    assertFalse(other.add(bytes, "sum"));
    assertFalse(other.add(Arrays.copyOf(bytes, 5), "sum"));
    assertEquals(profiler(Set.of()).profiles(), other.profiles());
  }

  @Property(tries = 300)
  void lengths_are_counted_in_code_points(@ForAll String text) {
    String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    assertEquals(whole.codePoints().count(), Texts.codePoints(bytes, 0, bytes.length));
  }
}
