package io.weir.engine.dataplane.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.dataplane.ColumnProfile.Bin;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
  private static List<Bin> histogram(Column column) {
    ColumnProfiler profiler = new ColumnProfiler("c", column.type(), false, 100);
    profiler.add(column, new Room());
    return profiler.profile().histogram();
  }

  private static Column longs(ValueType type, long... values) {
    return new LongColumn(type, values, values.length, Empties.none());
  }

  private static Column doubles(double... values) {
    return new DoubleColumn(values, values.length, Empties.none());
  }

  private static String bounds(List<Bin> bins) {
    return bins.getFirst().from() + " " + bins.getFirst().to() + " " + bins.getLast().to();
  }

  @Test
  void whole_numbers_lie_in_bins_of_one_or_five_times_a_power_of_ten() {
    assertEquals("-3 -2 5", bounds(histogram(longs(ValueType.INTEGER, -3, 4))));
    assertEquals("0 5 100", bounds(histogram(longs(ValueType.INTEGER, 0, 99))));
    assertEquals("0 100 1100", bounds(histogram(longs(ValueType.INTEGER, 0, 1_000))));
  }

  @Test
  void all_of_the_64_bit_numbers_have_a_place() {
    List<Bin> bins = histogram(longs(ValueType.INTEGER, Long.MIN_VALUE, 0, Long.MAX_VALUE));
    assertEquals(3, bins.stream().mapToLong(Bin::count).sum());
    assertEquals(Long.toString(Long.MIN_VALUE), bins.getFirst().from());
    assertEquals(Long.toString(Long.MAX_VALUE), bins.getLast().to());
  }

  @Test
  void one_value_alone_is_a_bin_of_its_own() {
    assertEquals(List.of(new Bin("0.1", "0.1", 2)), histogram(doubles(0.1, 0.1)));
  }

  @Test
  void doubles_of_any_size_have_a_place_and_infinities_and_nan_have_none() {
    List<Bin> bins =
        histogram(
            doubles(
                -Double.MAX_VALUE,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY));
    assertEquals(4, bins.stream().mapToLong(Bin::count).sum());
    assertEquals("0.1 0.15 0.35", bounds(histogram(doubles(0.1, 0.2, 0.3))));
  }

  @Test
  void decimals_are_told_exactly() {
    Column column =
        DecimalColumn.of(new BigDecimal("0.10"), new BigDecimal("99999999999999999999.01"));
    ColumnProfiler profiler = new ColumnProfiler("c", ValueType.DECIMAL, false, 100);
    profiler.add(column, new Room());
    assertEquals("0.1", profiler.profile().minimum().orElseThrow());
    assertEquals("99999999999999999999.01", profiler.profile().maximum().orElseThrow());
  }

  @Test
  void dates_lie_in_days_months_and_years() {
    assertEquals("2024-02-28 2024-02-29 2024-03-02", dates("2024-02-28", "2024-03-01"));
    assertEquals("2024-02-21 2024-03-01 2024-06-11", dates("2024-02-28", "2024-06-01"));
    assertEquals("2024-02-01 2024-03-01 2025-06-01", dates("2024-02-28", "2025-05-31"));
    assertEquals("1900-01-01 1910-01-01 2030-01-01", dates("1901-01-01", "2026-12-31"));
  }

  private static String dates(String... dates) {
    return bounds(
        histogram(
            longs(
                ValueType.DATE,
                Arrays.stream(dates)
                    .mapToLong(date -> LocalDate.parse(date).toEpochDay())
                    .toArray())));
  }

  @Test
  void times_end_with_the_day() {
    assertEquals("00:00 02:00 24:00", bounds(histogram(longs(ValueType.TIME, 0, 86_399_999_999L))));
  }
}
