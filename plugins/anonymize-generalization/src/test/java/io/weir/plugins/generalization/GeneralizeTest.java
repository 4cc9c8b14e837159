package io.weir.plugins.generalization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.InvalidParameters;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneralizeTest extends AnonymizationMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new Generalize();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (String unit : List.of("decade", "year", "quarter", "month", "week")) {
      examples.add(Example.of(ValueType.DATE, Map.of("to", unit)));
    }
    examples.add(Example.of(ValueType.DATETIME, Map.of("to", "day")));
    examples.add(Example.of(ValueType.TIME, Map.of("to", "hour")));
    for (ValueType type : List.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE)) {
      examples.add(Example.of(type, Map.of("width", number("10"))));
      examples.add(Example.of(type, Map.of("width", number("7"), "origin", number("-3"))));
      examples.add(
          Example.of(type, Map.of("breaks", List.of(number("0"), number("18"), number("65")))));
    }
    for (ValueType type : ValueType.values()) {
      examples.add(
          Example.of(type, Map.of("hierarchy", Map.of("redact", Map.of()), "level", number("2"))));
    }
    return examples;
  }

  @Test
  void a_date_becomes_a_span_of_the_calendar() {
    assertEquals(
        List.of("1987", "2000", "-0044"), dates("year", "1987-05-21", "2000-01-01", "-0044-03-15"));
    assertEquals(List.of("1987-Q2", "1987-Q4"), dates("quarter", "1987-05-21", "1987-10-01"));
    assertEquals(List.of("1987-05", "0987-12"), dates("month", "1987-05-21", "0987-12-31"));
    assertEquals(List.of("1987-05-21"), dates("day", "1987-05-21"));
    assertEquals(
        List.of("1980s", "1990s", "-0010s"),
        dates("decade", "1989-12-31", "1990-01-01", "-0001-06-01"));
  }

  @Test
  void weeks_are_those_of_iso_8601() {
    assertEquals(
        List.of("1987-W21", "2020-W53", "2020-W53", "2021-W01", "2025-W01"),
        dates("week", "1987-05-21", "2020-12-31", "2021-01-03", "2021-01-04", "2024-12-30"));
  }

  @Test
  void a_datetime_is_read_in_utc() {
    long micros = Instant.parse("1986-12-31T23:59:59.999999Z").toEpochMilli() * 1_000 + 999;
    Column column =
        new LongColumn(ValueType.DATETIME, new long[] {micros, micros + 1, -1}, 3, Empties.none());
    assertEquals(
        List.of("1986-12-31", "1987-01-01", "1969-12-31"),
        generalized(column, Map.of("to", "day")));
  }

  @Test
  void a_time_becomes_its_hour() {
    long[] values =
        List.of("00:00", "09:59:59.999999", "23:30").stream()
            .mapToLong(text -> LocalTime.parse(text).toNanoOfDay() / 1_000)
            .toArray();
    assertEquals(
        List.of("00:00", "09:00", "23:00"),
        generalized(
            new LongColumn(ValueType.TIME, values, 3, Empties.none()), Map.of("to", "hour")));
  }

  @Test
  void a_number_becomes_the_interval_of_its_width() {
    assertEquals(
        List.of("[20, 30)", "[20, 30)", "[30, 40)", "[-10, 0)", "[0, 10)"),
        generalized(integers(20, 29, 30, -1, 0), Map.of("width", number("10"))));
    assertEquals(
        List.of("[15, 25)", "[25, 35)"),
        generalized(integers(24, 25), Map.of("width", number("1E1"), "origin", number("5.0"))));
    assertEquals(
        List.of("[0.5, 0.75)", "[-0.25, 0)"),
        generalized(
            DecimalColumn.of(number("0.7499999"), number("-1E-30")),
            Map.of("width", number("0.25"))));
  }

  @Test
  void a_number_becomes_the_interval_between_breaks() {
    Map<String, Object> ages = Map.of("breaks", List.of(number("18"), number("65.5")));
    assertEquals(
        List.of("(-inf, 18)", "[18, 65.5)", "[65.5, inf)", "(-inf, 18)"),
        generalized(
            DecimalColumn.of(
                number("17.9999999999999999999999999"),
                number("18"),
                number("65.50"),
                number("-1E40")),
            ages));
    assertEquals(
        List.of("(-inf, 18)", "[18, 65.5)", "[65.5, inf)"),
        generalized(doubles(Math.nextDown(18.0), 18, 65.5), ages));
  }

  @Test
  void nothing_overflows_at_the_ends_of_the_longs() {
    assertEquals(
        List.of(
            "[-9223372036854775810, -9223372036854775800)",
            "[9223372036854775800, 9223372036854775810)"),
        generalized(integers(Long.MIN_VALUE, Long.MAX_VALUE), Map.of("width", number("10"))));
    assertEquals(
        List.of(
            "[-9223372036854775808, -9223372036854775807)",
            "[9223372036854775807, 9223372036854775808)"),
        generalized(
            integers(Long.MIN_VALUE, Long.MAX_VALUE),
            Map.of("width", number("1"), "origin", number("999999999999999999"))));
  }

  @Test
  void a_double_counts_as_the_decimal_it_is_written_as() {
    assertEquals(
        List.of("[0.3, 0.4)", "[0.2, 0.3)", "[0.7, 0.8)", "[-0.1, 0)", "[0, 0.1)"),
        generalized(
            doubles(0.3, Math.nextDown(0.3), 0.7, -Double.MIN_VALUE, -0.0),
            Map.of("width", number("0.1"))));
    assertEquals(
        List.of("NaN", "inf", "-inf"),
        generalized(
            doubles(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
            Map.of("width", number("1"))));
  }

  @Test
  void numbers_of_absurd_size_get_an_open_interval() {
    assertEquals(
        List.of("[1E+400, inf)", "(-inf, -1E+400]", "[0, 10)", "[-10, 0)"),
        generalized(
            DecimalColumn.of(
                number("1E+999999999"),
                number("-7E+400"),
                number("1E-999999999"),
                number("-1E-999999999")),
            Map.of("width", number("10"))));
  }

  @Test
  void labels_are_a_dictionary_of_distinct_entries() {
    BytesColumn column =
        (BytesColumn)
            prepared(ValueType.INTEGER, Map.of("width", number("1000")))
                .apply(SampleColumns.of(ValueType.INTEGER, 8_000, 3));
    assertTrue(column.isDeduplicated());
    assertTrue(column.entries() <= 4, () -> column.entries() + " entries");
  }

  @Test
  void mistakes_are_named_with_a_way_out() {
    refused("to", ValueType.DATE, Map.of());
    refused("to", ValueType.DATE, Map.of("to", "hour"));
    refused("to", ValueType.TIME, Map.of("to", "year"));
    refused("to", ValueType.INTEGER, Map.of("to", "year"));
    refused("width", ValueType.DATE, Map.of("width", number("10")));
    refused("width", ValueType.INTEGER, Map.of());
    refused("width", ValueType.DOUBLE, Map.of("width", number("0")));
    refused("width", ValueType.DOUBLE, Map.of("width", number("-1")));
    refused("width", ValueType.INTEGER, Map.of("width", number("2.5")));
    refused("width", ValueType.DECIMAL, Map.of("width", number("1E+999999999")));
    refused("width", ValueType.DECIMAL, Map.of("width", number("1E-999999999")));
    refused("width", ValueType.DECIMAL, Map.of("width", "ten"));
    refused("origin", ValueType.INTEGER, Map.of("width", number("10"), "origin", number("0.5")));
    refused(
        "origin", ValueType.INTEGER, Map.of("breaks", List.of(number("1")), "origin", number("1")));
    refused("breaks", ValueType.INTEGER, Map.of("breaks", List.of()));
    refused("breaks", ValueType.INTEGER, Map.of("breaks", List.of(number("2"), number("2.0"))));
    refused("method", ValueType.STRING, Map.of("to", "year"));
    assertEquals(
        "\"width\" is for numbers, and column value is of type date; write \"to\": one of decade, year,"
            + " quarter, month, week, day instead",
        refused("width", ValueType.DATE, Map.of("width", number("10"))).getMessage());
    assertFalse(refused("width", ValueType.INTEGER, Map.of()).getMessage().isBlank());
  }

  private InvalidParameters refused(
      String parameter, ValueType type, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(
            InvalidParameters.class,
            () ->
                method()
                    .prepare(
                        MethodRequest.of(
                            new ColumnSchema("value", type), new Parameters(parameters))));
    assertEquals(parameter, refusal.parameter());
    return refusal;
  }

  private List<String> dates(String unit, String... days) {
    long[] values =
        Arrays.stream(days).mapToLong(day -> LocalDate.parse(day).toEpochDay()).toArray();
    return generalized(
        new LongColumn(ValueType.DATE, values, values.length, Empties.none()), Map.of("to", unit));
  }

  private List<String> generalized(Column column, Map<String, Object> parameters) {
    Column result = prepared(column.type(), parameters).apply(column);
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < result.size(); row++) {
      texts.add(result.format(row));
    }
    return texts;
  }

  private ColumnAnonymizer prepared(ValueType type, Map<String, Object> parameters) {
    return (ColumnAnonymizer)
        method()
            .prepare(MethodRequest.of(new ColumnSchema("value", type), new Parameters(parameters)));
  }

  private static LongColumn integers(long... values) {
    return new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
  }

  private static DoubleColumn doubles(double... values) {
    return new DoubleColumn(values, values.length, Empties.none());
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }
}
