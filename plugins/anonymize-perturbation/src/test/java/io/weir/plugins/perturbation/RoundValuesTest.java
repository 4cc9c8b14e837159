package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.ValueType;
import io.weir.testkit.AnonymizationMethodContract;
import io.weir.testkit.RecordsTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rounding to the nearest is a function of the value. */
class RoundValuesTest extends AnonymizationMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new RoundValues();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : Perturbation.TYPES) {
      examples.add(Example.of(type, Map.of("multiple", number("10"))));
      examples.add(Example.of(type, Map.of("multiple", number("7"), "mode", "nearest")));
    }
    return examples;
  }

  @Test
  void halves_go_to_the_even_multiple() {
    assertEquals(
        List.of("=0", "=20", "=20", "=-20", "=0", "=10"),
        rounded(Trials.integers(5, 15, 25, -15, -5, 14), number("10")));
    assertEquals(
        List.of("=0.0", "=1.0", "=1.5", "=-0.5"),
        rounded(Trials.decimals("0.25", "0.75", "1.4999", "-0.4"), number("0.5")));
    assertEquals(
        List.of("=0.3", "=0.1", "=1.0E15", "=NaN"),
        rounded(Trials.doubles(0.1 + 0.2, 0.14, 1e15, Double.NaN), number("0.1")));
  }

  @Test
  void dates_and_times_are_rounded_to_days_and_durations() {
    assertEquals(
        List.of("=1970-01-08", "=1969-12-25"),
        rounded(Trials.longs(ValueType.DATE, 5, -6), number("7")));
    assertEquals(
        List.of("=00:15", "=23:45"),
        rounded(Trials.longs(ValueType.TIME, 500_000_000, 86_399_000_000L), "PT15M"));
  }

  @Test
  void nothing_overflows_at_the_ends_of_the_longs() {
    assertEquals(
        List.of("=9223372036854775800", "=-9223372036854775800"),
        rounded(Trials.integers(Long.MAX_VALUE, Long.MIN_VALUE), number("100")));
  }

  @Test
  void mistakes_are_named() {
    for (Map<String, Object> parameters :
        List.<Map<String, Object>>of(
            Map.of(), Map.of("multiple", number("0")), Map.of("multiple", number("2.5")))) {
      Trials.refused(
          "multiple",
          method(),
          MethodRequest.of(
              new ColumnSchema("value", ValueType.INTEGER), new Parameters(parameters)));
    }
    Trials.refused(
        "per",
        method(),
        MethodRequest.of(
            new ColumnSchema("value", ValueType.INTEGER),
            new Parameters(Map.of("multiple", number("5"), "per", "value"))));
  }

  private List<String> rounded(Column column, Object multiple) {
    MethodRequest request =
        MethodRequest.of(
            new ColumnSchema("value", column.type()), new Parameters(Map.of("multiple", multiple)));
    return RecordsTrial.texts(((ColumnAnonymizer) method().prepare(request)).apply(column));
  }
}
