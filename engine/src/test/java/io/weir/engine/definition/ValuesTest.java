package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.Values.Reading;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN|true|true",
        "BOOLEAN|0|false",
        "INTEGER|-9223372036854775808|-9223372036854775808",
        "INTEGER|+007|7",
        "INTEGER|-0|0",
        "DECIMAL|1.50|1.5",
        "DECIMAL|-.5|-0.5",
        "DECIMAL|12.|12",
        "DECIMAL|1.2e3|1200",
        "DECIMAL|-0.0|0",
        "DOUBLE|1|1.0",
        "DOUBLE|1e-400|0.0",
        "DOUBLE|-0|-0.0",
        "DOUBLE|INF|INF",
        "DOUBLE|-INF|-INF",
        "DOUBLE|NaN|NaN",
        "DATE|2024-02-29|2024-02-29",
        "DATE|0000-01-01|0000-01-01",
        "TIME|23:59|23:59:00",
        "TIME|00:00:00.100000|00:00:00.1",
        "TIME|12:34:56.000001|12:34:56.000001",
        "DATETIME|2026-07-01T12:00:00+02:00|2026-07-01T10:00:00Z",
        "DATETIME|2026-07-01 12:00:00.5-0330|2026-07-01T15:30:00.5Z",
        "DATETIME|1969-12-31T23:59:59.999999+00|1969-12-31T23:59:59.999999Z",
        "DATETIME|2026-09-27T02:45|2026-09-27T02:45:00Z",
        "BINARY|AAE=|AAE=",
        "JSON|{\"a\": [1, null]}|{\"a\": [1, null]}",
        "STRING|ıI|ıI",
      })
  void a_text_is_read_and_written_in_its_canonical_form(
      ValueType type, String text, String canonical) {
    assertEquals(canonical, Values.write(type, Values.require(type, text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "BOOLEAN|True",
        "BOOLEAN|yes",
        "INTEGER| 1",
        "INTEGER|1.0",
        "INTEGER|1e3",
        "INTEGER|9223372036854775808",
        "INTEGER|٣",
        "INTEGER|+",
        "DECIMAL|1,5",
        "DECIMAL|.",
        "DECIMAL|1e1000",
        "DECIMAL|1e-1001",
        "DECIMAL|0e1001",
        "DECIMAL|1e99999999999",
        "DECIMAL|NaN",
        "DOUBLE|1f",
        "DOUBLE|0x1p3",
        "DOUBLE|Infinity",
        "DOUBLE|+INF",
        "DOUBLE|1e999",
        "DOUBLE|1 ",
        "DATE|2025-02-29",
        "DATE|2025-2-09",
        "DATE|20250209",
        "DATE|-0044-03-15",
        "DATE|2025-02-09Z",
        "TIME|24:00:00",
        "TIME|23:59:60",
        "TIME|12:00:00.1234567",
        "TIME|12:00:00.",
        "TIME|12:00:00Z",
        "TIME|12",
        "DATETIME|2026-07-01",
        "DATETIME|2026-07-01t12:00:00",
        "DATETIME|2026-07-01T12:00:00z",
        "DATETIME|2026-07-01T12:00:00+19:00",
        "DATETIME|2026-07-01T12:00:00+18:01",
        "DATETIME|2026-07-01T12:00:00+02:60",
        "DATETIME|2026-07-01T12:00:00.1234567Z",
        "DATETIME|2026-02-29T12:00:00Z",
        "DATETIME|9999-12-31T23:59:59-01:00",
        "DATETIME|0000-01-01T00:00:00+01",
        "BINARY|AAE",
        "BINARY|AAF=",
        "BINARY|AA E=",
        "JSON|{a: 1}",
        "JSON|1 2",
        "JSON|NaN",
      })
  void a_text_that_does_not_match_its_type_is_never_guessed_at(ValueType type, String text) {
    assertInstanceOf(Reading.Unreadable.class, Values.read(type, text));
  }

  @Test
  void an_empty_text_is_only_a_text_or_no_bytes() {
    for (ValueType type : ValueType.values()) {
      boolean readable = Values.read(type, "") instanceof Reading.Readable;
      assertEquals(type == ValueType.STRING || type == ValueType.BINARY, readable, type.name());
    }
  }

  @Test
  void values_are_held_in_the_units_of_the_plugin_api() {
    assertEquals(new Value.Whole(-1), Values.require(ValueType.DATE, "1969-12-31"));
    assertEquals(
        new Value.Whole(3_661_000_001L), Values.require(ValueType.TIME, "01:01:01.000001"));
    assertEquals(
        new Value.Whole(-1), Values.require(ValueType.DATETIME, "1969-12-31T23:59:59.999999Z"));
    assertEquals(
        new Value.Exact(new BigDecimal("1.50")), Values.require(ValueType.DECIMAL, "1.50"));
  }

  @Test
  void a_very_long_number_is_refused_quickly() {
    String digits = "9".repeat(5_000_000);
    assertInstanceOf(Reading.Unreadable.class, Values.read(ValueType.DECIMAL, digits));
    assertInstanceOf(Reading.Unreadable.class, Values.read(ValueType.INTEGER, digits));
    assertInstanceOf(Reading.Unreadable.class, Values.read(ValueType.DOUBLE, digits));
  }

  @Test
  void json_may_be_a_thousand_levels_deep_and_no_deeper() {
    assertInstanceOf(
        Reading.Readable.class, Values.read(ValueType.JSON, "[".repeat(1_000) + "]".repeat(1_000)));
    assertInstanceOf(
        Reading.Unreadable.class,
        Values.read(ValueType.JSON, "[".repeat(1_001) + "]".repeat(1_001)));
  }

  @Test
  void texts_are_ordered_by_code_point() {
    Value astral = new Value.Text("\ud83d\ude00");
    Value privateUse = new Value.Text("\uffee");
    assertTrue(Values.compare(astral, privateUse) > 0);
    assertTrue(Values.compare(new Value.Text("a"), new Value.Text("ab")) < 0);
    assertTrue(Values.compare(new Value.Text("I"), new Value.Text("i")) < 0);
  }

  @Test
  void both_zeros_are_equal_and_nan_lies_outside_every_range() {
    Range range = new Range(Optional.of("0"), Optional.empty(), OnOutOfRange.DROP);
    assertTrue(Values.isInside(ValueType.DOUBLE, range, new Value.Floating(-0.0)));
    assertTrue(
        Values.isInside(ValueType.DOUBLE, range, new Value.Floating(Double.POSITIVE_INFINITY)));
    assertFalse(Values.isInside(ValueType.DOUBLE, range, new Value.Floating(Double.NaN)));
  }

  @Test
  void a_range_includes_its_bounds() {
    Range range = new Range(Optional.of("1.5"), Optional.of("2"), OnOutOfRange.CLAMP);
    for (String inside : new String[] {"1.50", "2.00", "1.75"}) {
      assertTrue(
          Values.isInside(ValueType.DECIMAL, range, Values.require(ValueType.DECIMAL, inside)));
    }
    for (String outside : new String[] {"1.49", "2.01"}) {
      assertFalse(
          Values.isInside(ValueType.DECIMAL, range, Values.require(ValueType.DECIMAL, outside)));
    }
  }

  @Test
  void a_range_may_be_without_its_bounds() {
    Range range =
        new Range(Optional.of("1.5"), Optional.of("2"), true, true, OnOutOfRange.DROP);
    for (String inside : new String[] {"1.51", "1.99"}) {
      assertTrue(
          Values.isInside(ValueType.DECIMAL, range, Values.require(ValueType.DECIMAL, inside)));
    }
    for (String outside : new String[] {"1.50", "2.0", "1", "3"}) {
      assertFalse(
          Values.isInside(ValueType.DECIMAL, range, Values.require(ValueType.DECIMAL, outside)));
    }
  }
}
