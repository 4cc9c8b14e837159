package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.numbers;
import static io.weir.plugins.perturbation.Trials.table;
import static io.weir.plugins.perturbation.Trials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.PrivacyCost;
import io.weir.spi.PrivacyCost.Recurrence;
import io.weir.spi.RecordBatch;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.SampleColumns;
import io.weir.testkit.TrialRun;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddNoiseTest extends RecordsMethodContract {
  private static final int ROWS = 1_200;

  @Override
  protected AnonymizationMethod method() {
    return new AddNoise();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : Perturbation.TYPES) {
      Column sample = SampleColumns.of(type, ROWS, 3);
      RecordBatch unknown = table("value", sample);
      RecordBatch known = table("id", Trials.keys(ROWS), "value", sample);
      RecordBatch words =
          table("value", sample, "name", SampleColumns.of(ValueType.STRING, ROWS, 4));
      examples.add(
          Trials.example(unknown, Map.of("distribution", "gaussian", "scale", number("20000.5"))));
      examples.add(
          Trials.example(
              words, Map.of("distribution", "uniform", "scale", number("9000"), "per", "name")));
      for (String policy : List.of("clamp", "reflect", "redraw")) {
        Map<String, Object> parameters =
            new HashMap<>(
                Map.of(
                    "distribution",
                    "laplace",
                    "scale",
                    number("30"),
                    "policy",
                    policy,
                    "bounds",
                    bounds(type)));
        examples.add(Trials.example(known, parameters));
        parameters.put("round", number("7"));
        examples.add(Trials.example(unknown, parameters));
      }
      examples.add(
          Trials.example(
              known,
              Map.of(
                  "distribution",
                  "laplace",
                  "epsilon",
                  number("0.5"),
                  "bounds",
                  bounds(type),
                  "policy",
                  "reflect",
                  "round",
                  number("1"))));
      examples.add(
          Trials.example(
              unknown,
              Map.of(
                  "distribution",
                  "gaussian",
                  "epsilon",
                  number("3"),
                  "delta",
                  number("0.001"),
                  "bounds",
                  bounds(type),
                  "policy",
                  "none",
                  "round",
                  number("1"))));
    }
    return examples;
  }

  private static List<Object> bounds(ValueType type) {
    return switch (type) {
      case DATE -> List.of("1950-01-01", "2020-12-31");
      case TIME -> List.of("06:00", "22:00");
      case DATETIME -> List.of("1990-01-01", "1990-02-01T00:00:00Z");
      case INTEGER, DECIMAL, DOUBLE, STRING, BOOLEAN, BINARY, JSON -> numbers("-100", "250");
    };
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch known = table("id", Trials.keys(3), "value", Trials.integers(1, 2, 3));
    List<Refused> refused = new ArrayList<>();
    Map<String, Object> noise = Map.of("distribution", "laplace", "scale", number("1"));
    Map<String, Object> proven =
        Map.of("distribution", "laplace", "epsilon", number("1"), "bounds", numbers("0", "10"));
    refused.add(with("distribution", known, noise, "distribution", "cauchy"));
    refused.add(with("scale", known, noise, "scale", number("0")));
    refused.add(with("scale", known, noise, "scale", number("1E+99")));
    refused.add(with("scale", known, noise, "scale", "P1D"));
    refused.add(with("bounds", known, noise, "bounds", numbers("3", "2")));
    refused.add(with("bounds", known, noise, "bounds", numbers("3")));
    refused.add(with("bounds", known, noise, "bounds", numbers("0.5", "2")));
    refused.add(with("bounds", known, noise, "policy", "clamp"));
    refused.add(with("policy", known, noise, "policy", "wrap"));
    refused.add(with("round", known, noise, "round", number("0.5")));
    refused.add(with("delta", known, noise, "delta", number("0.1")));
    refused.add(with("sensitivity", known, noise, "sensitivity", number("1")));
    refused.add(with("per", known, noise, "per", "nobody"));
    refused.add(with("scale", known, proven, "scale", number("1")));
    refused.add(with("distribution", known, proven, "distribution", "uniform"));
    refused.add(with("delta", known, proven, "delta", number("0.1")));
    refused.add(with("delta", known, proven, "distribution", "gaussian"));
    refused.add(with("policy", known, proven, "policy", "redraw"));
    refused.add(with("per", known, proven, "per", "value"));
    refused.add(with("round", known, proven, "round", number("3")));
    refused.add(with("sensitivity", known, proven, "sensitivity", number("9")));
    refused.add(with("epsilon", known, proven, "epsilon", number("-1")));
    refused.add(with("epsilon", known, proven, "epsilon", number("1E-40")));
    refused.add(
        new Refused(
            "bounds", atValue(known, Map.of("distribution", "laplace", "epsilon", number("1")))));
    refused.add(new Refused("round", atValue(table("value", Trials.doubles(1)), proven)));
    return refused;
  }

  private static Refused with(
      String fault, RecordBatch table, Map<String, Object> good, String name, Object value) {
    Map<String, Object> parameters = new HashMap<>(good);
    parameters.put(name, value);
    return new Refused(fault, atValue(table, parameters));
  }

  @Test
  void noise_of_dates_is_in_days_and_of_times_in_seconds_or_a_duration() {
    for (Object scale : List.of(number("2"), "P2D")) {
      LongColumn dates =
          (LongColumn)
              value(
                  method(),
                  table("value", Trials.repeated(ValueType.DATE, 1_000, 500)),
                  Map.of("distribution", "uniform", "scale", scale));
      assertEquals(List.of(998L, 999L, 1_000L, 1_001L, 1_002L), distinct(dates));
    }
    LongColumn times =
        (LongColumn)
            value(
                method(),
                table("value", Trials.repeated(ValueType.DATETIME, 0, 500)),
                Map.of("distribution", "uniform", "scale", number("3"), "round", "PT1S"));
    assertEquals(
        List.of(-3_000_000L, -2_000_000L, -1_000_000L, 0L, 1_000_000L, 2_000_000L, 3_000_000L),
        distinct(times));
  }

  @Test
  void a_time_of_the_day_passes_midnight() {
    LongColumn times =
        (LongColumn)
            value(
                method(),
                table("value", Trials.repeated(ValueType.TIME, 0, 400)),
                Map.of("distribution", "uniform", "scale", "PT1H", "round", "PT1H"));
    assertEquals(List.of(0L, 3_600_000_000L, 82_800_000_000L), distinct(times));
  }

  @Test
  void whole_numbers_stay_at_the_ends_of_what_they_can_be() {
    LongColumn result =
        (LongColumn)
            value(
                method(),
                table("value", Trials.integers(Long.MAX_VALUE, Long.MIN_VALUE)),
                Map.of("distribution", "uniform", "scale", number("1E+25")));
    for (int row = 0; row < 2; row++) {
      long drawn = result.value(row);
      assertTrue(drawn == Long.MAX_VALUE || drawn == Long.MIN_VALUE, () -> "" + drawn);
    }
    LongColumn dates =
        (LongColumn)
            value(
                method(),
                table("value", Trials.longs(ValueType.DATE, 2_932_896, -719_162)),
                Map.of("distribution", "laplace", "scale", number("1E+9")));
    for (int row = 0; row < 2; row++) {
      long drawn = dates.value(row);
      assertTrue(drawn == 2_932_896 || drawn == -719_162, () -> "" + drawn);
    }
  }

  @Test
  void decimals_keep_their_digits_or_get_those_they_are_rounded_to() {
    RecordBatch table =
        table(
            "value",
            Trials.decimals("1.50", "7", "123456789012345678901234567890.123", "1E+3", "0.5"));
    Map<String, Object> parameters =
        new HashMap<>(Map.of("distribution", "gaussian", "scale", number("4")));
    DecimalColumn kept = (DecimalColumn) value(method(), table, parameters);
    assertEquals(List.of(2, 0, 3, 0, 1), scales(kept));
    parameters.put("round", number("0.05"));
    DecimalColumn rounded = (DecimalColumn) value(method(), table, parameters);
    assertEquals(List.of(2, 2, 2, 2, 2), scales(rounded));
    for (int row = 0; row < rounded.size(); row++) {
      assertEquals(0, rounded.value(row).remainder(number("0.05")).signum());
    }
    assertTrue(
        kept.value(2)
                .subtract(number("123456789012345678901234567890.123"))
                .abs()
                .compareTo(BigDecimal.valueOf(40))
            < 0);
  }

  @Test
  void a_decimal_of_pages_of_digits_is_refused_rather_than_worked_on() {
    RecordBatch table = table("value", Trials.decimals("1E+999999999"));
    MethodException refusal =
        assertThrows(
            MethodException.class,
            () -> value(method(), table, Map.of("distribution", "laplace", "scale", number("1"))));
    assertTrue(!refusal.advice().isBlank());
  }

  @Test
  void the_same_record_gets_the_same_noise_in_every_version_until_its_value_changes() {
    Map<String, Object> parameters = Map.of("distribution", "laplace", "scale", number("1000"));
    RecordBatch first = table("id", Trials.integers(1, 2, 3), "value", Trials.integers(10, 20, 30));
    RecordBatch second =
        table("id", Trials.integers(9, 3, 2, 1), "value", Trials.integers(90, 30, 21, 10));
    List<String> before = RecordsTrial.texts(value(method(), first, parameters));
    List<String> after =
        RecordsTrial.texts(
            Trials.columns(method(), atValue(second, parameters), second, TrialRun.of(2, 4))
                .getFirst());
    assertEquals(before.get(0), after.get(3));
    assertEquals(before.get(2), after.get(1));
    long then = Long.parseLong(before.get(1).substring(1));
    long now = Long.parseLong(after.get(2).substring(1));
    assertNotEquals(then + 1, now, "a changed value tells by how much it changed");
  }

  @Test
  void only_a_record_with_an_identity_is_stable() {
    Map<String, Object> parameters = Map.of("distribution", "laplace", "scale", number("1"));
    RecordBatch known = table("id", Trials.keys(1), "value", Trials.integers(1));
    RecordBatch unknown = table("value", Trials.integers(1));
    assertTrue(prepared(known, parameters).traits().contains(Trait.STABLE_ACROSS_VERSIONS));
    assertEquals(java.util.Set.of(Trait.EMPTIES_STAY), prepared(unknown, parameters).traits());
  }

  @Test
  void it_tells_what_it_spends_where_that_is_proven() {
    Map<String, Object> proven =
        Map.of("distribution", "laplace", "epsilon", number("0.5"), "bounds", numbers("0", "10"));
    RecordBatch known = table("id", Trials.keys(1), "value", Trials.integers(1));
    RecordBatch unknown = table("value", Trials.integers(1));
    assertEquals(
        Optional.of(new PrivacyCost(number("0.5"), BigDecimal.ZERO, Recurrence.EACH_NEW_VALUE)),
        prepared(known, proven).cost());
    assertEquals(
        Optional.of(new PrivacyCost(number("0.5"), BigDecimal.ZERO, Recurrence.EACH_VERSION)),
        prepared(unknown, proven).cost());
    assertEquals(
        Optional.empty(),
        prepared(known, Map.of("distribution", "laplace", "scale", number("1"))).cost());
  }

  @Test
  void private_noise_refuses_records_that_share_an_empty_key() {
    RecordBatch table =
        table("id", SampleColumns.allEmpty(ValueType.INTEGER, 2), "value", Trials.integers(1, 1));
    assertThrows(
        MethodException.class,
        () ->
            value(
                method(),
                table,
                Map.of(
                    "distribution",
                    "laplace",
                    "epsilon",
                    number("1"),
                    "bounds",
                    numbers("0", "10"))));
  }

  private OfRecords prepared(RecordBatch table, Map<String, Object> parameters) {
    return (OfRecords) method().prepare(atValue(table, parameters));
  }

  private static List<Long> distinct(LongColumn column) {
    return java.util.Arrays.stream(column.values()).distinct().sorted().boxed().toList();
  }

  private static List<Integer> scales(DecimalColumn column) {
    List<Integer> scales = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      scales.add(column.value(row).scale());
    }
    return scales;
  }
}
