package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every anonymization method that makes values of the values of one column promises. */
public abstract class AnonymizationMethodContract {
  /**
   * A use of the method.
   *
   * @param sample rows on which the method has something to do
   */
  public record Example(ColumnSchema column, Parameters parameters, Column sample) {
    /** A use on 3,000 rows of {@link SampleColumns}. */
    public static Example of(ValueType type, Map<String, Object> parameters) {
      return new Example(
          new ColumnSchema("value", type),
          new Parameters(parameters),
          SampleColumns.of(type, 3_000, parameters.size()));
    }
  }

  /** The method under test; a new instance each time. */
  protected abstract AnonymizationMethod method();

  /** Uses of the method: at least one for each type of column it says it can work on. */
  protected abstract List<Example> examples();

  @Test
  void it_says_what_it_is() {
    MethodDescription description = method().describe();
    Names.assertDescribed(description);
    assertFalse(description.types().isEmpty(), "it can work on no type of column");
    assertEquals(description, method().describe());
  }

  @Test
  void it_is_tried_on_every_type_it_can_work_on() {
    Set<ValueType> tried = EnumSet.noneOf(ValueType.class);
    examplesThatBite().forEach(example -> tried.add(example.column.type()));
    assertEquals(method().describe().types(), tried);
  }

  @Test
  void it_refuses_a_parameter_it_does_not_know() {
    for (Example example : examples()) {
      Map<String, Object> more = new HashMap<>(example.parameters.values());
      more.put("no-such-parameter", "x");
      InvalidParameters refusal =
          assertThrows(
              InvalidParameters.class,
              () -> method().prepare(MethodRequest.of(example.column, new Parameters(more))));
      assertEquals("no-such-parameter", refusal.parameter());
      assertFalse(refusal.getMessage().isBlank());
    }
  }

  @Test
  void it_refuses_types_it_cannot_work_on() {
    Set<ValueType> types = method().describe().types();
    for (Example example : examplesThatBite()) {
      for (ValueType type : ValueType.values()) {
        ColumnSchema column = new ColumnSchema("value", type);
        if (!types.contains(type)) {
          assertThrows(
              InvalidParameters.class,
              () -> method().prepare(MethodRequest.of(column, example.parameters)),
              () -> "accepts " + type + " although it says it cannot work on it");
        }
      }
    }
  }

  @Test
  void it_keeps_the_columns_name() {
    for (Example example : examplesThatBite()) {
      prepare(example)
          .output()
          .ifPresent(output -> assertEquals(example.column.name(), output.name()));
    }
  }

  @Test
  void it_gives_as_many_rows_of_the_type_promised() {
    for (Example example : examplesThatBite()) {
      for (int rows : new int[] {0, 1, 63, 64, 65, 1_000}) {
        Column input = SampleColumns.of(example.column.type(), rows, rows);
        apply(example, input).ifPresent(result -> assertEquals(rows, result.size()));
      }
    }
  }

  @Test
  void empties_stay_as_promised() {
    for (Example example : examplesThatBite()) {
      boolean noOthers = prepare(example).traits().contains(Trait.EMPTIES_STAY);
      Optional<Column> result = apply(example, example.sample);
      result.ifPresent(column -> {
        for (int row = 0; row < column.size(); row++) {
          assertTrue(!example.sample.isEmpty(row) || column.isEmpty(row), "row " + row);
          assertTrue(
              !noOthers || !column.isEmpty(row) || example.sample.isEmpty(row), "row " + row);
        }
      });
      apply(example, SampleColumns.allEmpty(example.column.type(), 70))
          .ifPresent(column -> assertEquals(70, column.empties().count()));
    }
  }

  @Test
  void the_same_value_always_becomes_the_same_value() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfValues anonymizer = prepare(example);
      Map<String, String> seen = new HashMap<>();
      for (long seed = 0; seed < 4; seed++) {
        Column input =
            seed == 0 ? example.sample : SampleColumns.of(example.column.type(), 700, seed);
        List<String> before = values(input);
        apply(anonymizer, input)
            .ifPresent(result -> {
              List<String> after = values(result);
              for (int row = 0; row < before.size(); row++) {
                String other = seen.putIfAbsent(before.get(row), after.get(row));
                assertTrue(other == null || other.equals(after.get(row)), "row " + row);
              }
            });
      }
    }
  }

  @Test
  void different_values_stay_different_where_that_is_promised() {
    for (Example example : examplesThatBite()) {
      if (prepare(example).traits().contains(Trait.DISTINCT_STAYS_DISTINCT)) {
        List<String> before = values(example.sample);
        List<String> after = apply(example, example.sample).map(this::values).orElseThrow();
        assertEquals(before.stream().distinct().count(), after.stream().distinct().count());
      }
    }
  }

  @Test
  void the_same_column_gives_the_same_values_again() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfValues anonymizer = prepare(example);
      Optional<List<String>> first = apply(anonymizer, example.sample).map(this::values);
      assertEquals(first, apply(anonymizer, example.sample).map(this::values));
      assertEquals(first, apply(example, example.sample).map(this::values));
    }
  }

  @Test
  void selecting_rows_before_or_after_makes_no_difference() {
    for (Example example : examplesThatBite()) {
      Random random = new Random(11);
      int[] rows = random.ints(500, 0, example.sample.size()).toArray();
      for (int length : new int[] {500, 3, 0}) {
        Optional<List<String>> before =
            apply(example, example.sample.select(rows, length)).map(this::values);
        Optional<List<String>> after =
            apply(example, example.sample).map(result -> values(result.select(rows, length)));
        assertEquals(after, before);
      }
    }
  }

  @Test
  void it_leaves_its_input_alone() {
    for (Example example : examplesThatBite()) {
      List<String> before = values(example.sample);
      apply(example, example.sample);
      assertEquals(before, values(example.sample));
    }
  }

  @Test
  void one_anonymizer_serves_many_threads() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfValues shared = prepare(example);
      Optional<List<String>> expected = apply(example, example.sample).map(this::values);
      IntStream.range(0, 16)
          .parallel()
          .forEach(i -> assertEquals(expected, apply(shared, example.sample).map(this::values)));
    }
  }

  /** The examples, once it is sure that the method does something to each of them. */
  private List<Example> examplesThatBite() {
    List<Example> examples = examples();
    assertFalse(examples.isEmpty(), "the test names no examples");
    for (Example example : examples) {
      Optional<Column> result = apply(example, example.sample);
      assertTrue(
          result.isEmpty() || !values(example.sample).equals(values(result.get())),
          () -> "a column of " + example.column.type() + " comes out as it went in");
    }
    return examples;
  }

  private PreparedMethod.OfValues prepare(Example example) {
    return (PreparedMethod.OfValues)
        method().prepare(MethodRequest.of(example.column, example.parameters));
  }

  private Optional<Column> apply(Example example, Column input) {
    return apply(prepare(example), input);
  }

  private static Optional<Column> apply(PreparedMethod.OfValues prepared, Column input) {
    TrialRun run = TrialRun.of(1, input.size());
    for (String secret : prepared.secrets()) {
      run = run.with(secret);
    }
    MethodRun trial = run;
    return prepared
        .output()
        .map(output -> {
          Column result = prepared.open(trial).apply(input);
          assertEquals(output.type(), result.type());
          assertEquals(input.size(), result.size());
          return result;
        });
  }

  private List<String> values(Column column) {
    List<String> values = new ArrayList<>(column.size());
    for (int row = 0; row < column.size(); row++) {
      values.add(column.isEmpty(row) ? "(empty)" : "=" + column.format(row));
    }
    return values;
  }
}
