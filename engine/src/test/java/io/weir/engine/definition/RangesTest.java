package io.weir.engine.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.Range;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds in all their spellings become one range. */
class RangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "integer; \"minExclusive\": 5, \"maxExclusive\": 8; 6; 7",
        "byte; \"minExclusive\": -5; -4; ",
        "date; \"minExclusive\": \"2024-02-28\", \"maxExclusive\": \"2024-03-01\"; 2024-02-29; 2024-02-29",
        "time; \"maxExclusive\": \"12:00\"; ; 11:59:59.999999",
        "datetime; \"minExclusive\": \"1999-12-31T23:59:59.999999Z\"; 2000-01-01T00:00:00Z; ",
        "decimal; \"minInclusive\": 0.10, \"maxInclusive\": 2; 0.1; 2",
        "string; \"minimum\": \"a\", \"maxInclusive\": \"b\"; a; b",
      })
  void bounds_are_included_wherever_there_is_a_next_value(
      String base, String bounds, String minimum, String maximum) {
    assertEquals(
        new Range(Optional.ofNullable(minimum), Optional.ofNullable(maximum), OnOutOfRange.CLAMP),
        range(base, bounds, "clamp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "decimal; \"minExclusive\": 0, \"maximum\": 5; 0; 5; true; false",
        "double; \"minExclusive\": 0, \"maxExclusive\": 5; 0.0; 5.0; true; true",
        "string; \"maxExclusive\": \"m\"; ; m; false; true",
        "unsignedLong; \"minExclusive\": 0, \"maxExclusive\": 2; 0; 2; true; true",
      })
  void other_bounds_stay_excluded(
      String base, String bounds, String minimum, String maximum, boolean low, boolean high) {
    assertEquals(
        new Range(
            Optional.ofNullable(minimum),
            Optional.ofNullable(maximum),
            low,
            high,
            OnOutOfRange.DROP),
        range(base, bounds, "drop"));
  }

  private static Range range(String base, String bounds, String policy) {
    return Documents.resolved(
            Documents.module(
                Documents.table(
                    "t",
                    "{\"name\": \"c\", \"onOutOfRange\": \"%s\", \"datatype\": {\"base\": \"%s\", %s}}"
                        .formatted(policy, base, bounds))))
        .plan()
        .tables()
        .getFirst()
        .columns()
        .getFirst()
        .range()
        .orElseThrow();
  }
}
