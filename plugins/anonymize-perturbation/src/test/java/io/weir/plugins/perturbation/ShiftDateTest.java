package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.SampleColumns;
import io.weir.testkit.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShiftDateTest extends RecordsMethodContract {
  private static final long DAY = 86_400_000_000L;

  @Override
  protected AnonymizationMethod method() {
    return new ShiftDate();
  }

  @Override
  protected List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (ValueType type : List.of(ValueType.DATE, ValueType.DATETIME)) {
      RecordBatch table =
          table(
              "id",
              Trials.keys(1_000),
              "value",
              SampleColumns.of(type, 1_000, 3),
              "patient",
              SampleColumns.of(ValueType.STRING, 1_000, 4));
      examples.add(Trials.example(table, Map.of("days", number("30"))));
      examples.add(Trials.example(table, Map.of("days", number("365"), "per", "patient")));
    }
    return examples;
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch table = table("id", Trials.keys(1), "value", Trials.longs(ValueType.DATE, 1));
    RecordBatch unknown = table("value", Trials.longs(ValueType.DATE, 1));
    return List.of(
        new Refused("days", atValue(table, Map.of("days", number("0")))),
        new Refused("days", atValue(table, Map.of("days", number("1.5")))),
        new Refused("days", atValue(table, Map.of("days", number("99999")))),
        new Refused("per", atValue(table, Map.of("days", number("3"), "per", "nobody"))),
        new Refused("per", atValue(unknown, Map.of("days", number("3")))));
  }

  @Property(tries = 200)
  void intervals_of_a_person_are_kept_in_all_columns_tables_and_versions(
      @ForAll @IntRange(min = -5_000, max = 30_000) int born,
      @ForAll @IntRange(min = -5_000, max = 30_000) int seen,
      @ForAll long person,
      @ForAll @IntRange(min = 1, max = 400) int days) {
    RecordBatch people =
        table("id", Trials.integers(person), "born", Trials.longs(ValueType.DATE, born));
    RecordBatch visits =
        table(
            "visit",
            Trials.keys(2),
            "seen",
            Trials.longs(ValueType.DATETIME, seen * DAY + 7, seen * DAY),
            "patient",
            Trials.integers(person, person + 1));
    Map<String, Object> parameters = Map.of("days", number("" + days));
    LongColumn birth = shifted(people, "born", Optional.of("id"), parameters, TrialRun.of(1, 1));
    LongColumn visit =
        shifted(
            visits,
            "seen",
            Optional.of("visit"),
            Map.of("days", number("" + days), "per", "patient"),
            TrialRun.of(2, 2));
    long shift = birth.value(0) - born;
    assertTrue(Math.abs(shift) <= days);
    assertEquals(seen * DAY + 7 + shift * DAY, visit.value(0));
  }

  @Test
  void a_secret_makes_modules_agree() {
    RecordBatch table =
        table("id", Trials.keys(50), "value", SampleColumns.of(ValueType.DATE, 50, 1));
    Map<String, Object> parameters = Map.of("days", number("1000"), "secret", "shifts");
    assertEquals(Set.of("shifts"), method().prepare(atValue(table, parameters)).secrets());
    TrialRun run = TrialRun.of(1, 50).with("shifts");
    Optional<String> key = Optional.of("id");
    assertEquals(
        texts(shifted(table, "value", key, parameters, run)),
        texts(shifted(table, "value", key, parameters, run.ofModule(9))));
    assertNotEquals(
        texts(shifted(table, "value", key, parameters, run)),
        texts(shifted(table, "value", key, Map.of("days", number("1000")), run)));
  }

  @Test
  void every_shift_is_equally_probable_none_included() {
    int rows = 70_000;
    RecordBatch table =
        table("id", Trials.keys(rows), "value", Trials.repeated(ValueType.DATE, 0, rows));
    LongColumn result =
        shifted(
            table, "value", Optional.of("id"), Map.of("days", number("3")), TrialRun.of(1, rows));
    long[] seen = new long[7];
    for (int row = 0; row < rows; row++) {
      seen[(int) result.value(row) + 3]++;
    }
    double statistic = 0;
    for (long count : seen) {
      statistic += Math.pow(count - rows / 7.0, 2) / (rows / 7.0);
    }
    assertTrue(statistic < 33, "χ² of 6 degrees: " + statistic);
  }

  @Test
  void dates_stay_inside_of_the_years_that_can_be_written() {
    RecordBatch table =
        table(
            "id",
            Trials.keys(4),
            "value",
            Trials.longs(ValueType.DATE, 2_932_896, -719_162, Long.MAX_VALUE, Long.MIN_VALUE));
    LongColumn result =
        shifted(table, "value", Optional.of("id"), Map.of("days", number("3")), TrialRun.of(1, 4));
    for (int row = 0; row < 4; row++) {
      assertTrue(result.value(row) <= 2_932_896 && result.value(row) >= -719_162);
    }
  }

  private LongColumn shifted(
      RecordBatch table,
      String column,
      Optional<String> key,
      Map<String, Object> parameters,
      MethodRun run) {
    MethodRequest request =
        new MethodRequest(
            new TableSchema("any", List.<ColumnSchema>copyOf(table.schema().columns())),
            Optional.of(column),
            key,
            Map.of(),
            new Parameters(parameters));
    return (LongColumn) Trials.columns(method(), request, table, run).getFirst();
  }

  private static List<String> texts(LongColumn column) {
    return io.weir.testkit.RecordsTrial.texts(column);
  }
}
