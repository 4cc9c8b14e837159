package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodException;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial.Cut;
import io.weir.testkit.RecordsTrial.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every anonymization method promises that changes records as a whole, be it declared at a
 * column or at the table.
 */
public abstract class RecordsMethodContract {
  /**
   * A use of the method.
   *
   * @param sample records of the request's table on which the method has something to do
   * @param random whether the result depends on the run's seeds
   */
  public record Example(MethodRequest request, RecordBatch sample, boolean random) {
    /** A use at the table, on records of {@link SampleColumns}, with a random result. */
    public static Example atTable(
        List<ColumnSchema> columns, Map<String, Object> parameters, int rows) {
      return of(columns, Optional.empty(), parameters, rows);
    }

    /** A use at one of the columns, on records of {@link SampleColumns}, with a random result. */
    public static Example atColumn(
        String column, List<ColumnSchema> columns, Map<String, Object> parameters, int rows) {
      return of(columns, Optional.of(column), parameters, rows);
    }

    private static Example of(
        List<ColumnSchema> columns,
        Optional<String> column,
        Map<String, Object> parameters,
        int rows) {
      TableSchema table = new TableSchema("people", columns);
      List<Column> values = new ArrayList<>();
      for (ColumnSchema each : columns) {
        values.add(SampleColumns.of(each.type(), rows, values.size()));
      }
      return new Example(
          new MethodRequest(table, column, Optional.empty(), Map.of(), new Parameters(parameters)),
          new RecordBatch(table, values, rows),
          true);
    }

    /** The same use, whose result no seed changes. */
    public Example notRandom() {
      return new Example(request, sample, false);
    }

    private MethodRequest with(Map<String, Object> parameters) {
      return new MethodRequest(
          request.table(),
          request.column(),
          request.primaryKey(),
          request.roles(),
          new Parameters(parameters));
    }
  }

  /**
   * A use that must be refused.
   *
   * @param parameter the one at fault
   */
  public record Refused(String parameter, MethodRequest request) {}

  /** The method under test; a new instance each time. */
  protected abstract AnonymizationMethod method();

  /**
   * Uses of the method: at least one for each type of column it says it can work on. The types of
   * columns that it changes or removes count, not of those that it only reads.
   */
  protected abstract List<Example> examples();

  /** Uses with values of parameters, or columns, that do not suit; at least one. */
  protected abstract List<Refused> refused();

  @Test
  void it_says_what_it_is() {
    MethodDescription description = method().describe();
    Names.assertDescribed(description);
    assertFalse(description.types().isEmpty(), "it can work on no type of column");
    assertEquals(description, method().describe());
  }

  @Test
  void it_is_tried_on_every_type_it_can_work_on_and_in_every_place() {
    Set<ValueType> types = EnumSet.noneOf(ValueType.class);
    Set<MethodDescription.Place> places = new HashSet<>();
    for (Example example : examplesThatBite()) {
      worksOn(example).forEach(column -> types.add(column.type()));
      places.add(
          example.request.column().isPresent()
              ? MethodDescription.Place.COLUMN
              : MethodDescription.Place.TABLE);
    }
    assertEquals(method().describe().types(), types);
    assertEquals(method().describe().places(), places);
  }

  @Test
  void it_refuses_a_parameter_it_does_not_know() {
    for (Example example : examples()) {
      Map<String, Object> more = new HashMap<>(example.request.parameters().values());
      more.put("no-such-parameter", "x");
      assertEquals("no-such-parameter", refusal(example.with(more)).parameter());
    }
  }

  @Test
  void it_refuses_parameters_that_are_missing_or_of_a_wrong_kind() {
    List<MethodParameter> parameters = method().describe().parameters();
    for (Example example : examplesThatBite()) {
      for (MethodParameter parameter : parameters) {
        Map<String, Object> other = new HashMap<>(example.request.parameters().values());
        if (other.remove(parameter.name()) != null && parameter.required()) {
          assertEquals(parameter.name(), refusal(example.with(other)).parameter());
        }
        other.put(parameter.name(), Map.of("no-such-word", true));
        refusal(example.with(other));
      }
    }
  }

  @Test
  void it_refuses_uses_that_make_no_sense() {
    assertFalse(refused().isEmpty(), "the test names no uses that are refused");
    for (Refused refused : refused()) {
      assertEquals(refused.parameter, refusal(refused.request).parameter());
    }
  }

  @Test
  void it_refuses_types_it_cannot_work_on() {
    Set<ValueType> types = method().describe().types();
    for (Example example : examplesThatBite()) {
      for (ColumnSchema column : worksOn(example)) {
        for (ValueType type : ValueType.values()) {
          if (!types.contains(type)) {
            refusal(retyped(example.request, column.name(), type));
          }
        }
      }
    }
  }

  @Test
  void what_it_reads_and_makes_fits_the_table() {
    for (Example example : examplesThatBite()) {
      TableSchema table = example.request.table();
      OfRecords prepared = prepare(example);
      assertEquals(prepared.inputs().size(), new HashSet<>(prepared.inputs()).size());
      prepared.inputs().forEach(name -> assertTrue(table.indexOf(name).isPresent(), name));
      MethodOutput output = prepared.output();
      Set<String> made = new HashSet<>();
      for (ColumnSchema column : output.columns()) {
        assertTrue(made.add(column.name()), "makes a column twice: " + column.name());
        assertFalse(output.removed().contains(column.name()), "makes a column it removes");
      }
      output.removed().forEach(name -> assertTrue(table.indexOf(name).isPresent(), name));
      Set<String> tables = new HashSet<>(Set.of(table.name()));
      output.tables().forEach(added -> assertTrue(tables.add(added.name()), added.name()));
      example
          .request
          .column()
          .ifPresent(own -> {
            assertTrue(Set.of(own).containsAll(made), "changes columns it does not stand at");
            assertTrue(Set.of(own).containsAll(output.removed()), "removes another column");
          });
    }
  }

  @Test
  void it_works_on_few_records_and_on_none_or_says_why_not() {
    for (Example example : examplesThatBite()) {
      for (int rows : new int[] {0, 1, 2, 63, 64, 65}) {
        RecordBatch few = example.sample.select(IntStream.range(0, rows).toArray(), rows);
        try {
          outcome(example, few, Cut.batches(50));
        } catch (MethodException e) {
          assertNotEquals(0, rows, "refuses a table without records");
          assertFalse(e.getMessage().isBlank());
          assertFalse(e.advice().isBlank());
        }
      }
    }
  }

  @Test
  void the_same_run_gives_the_same_result_again() {
    for (Example example : examplesThatBite()) {
      OfRecords prepared = prepare(example);
      Outcome first = RecordsTrial.run(prepared, example.sample, run(example), Cut.whole());
      assertEquals(first, RecordsTrial.run(prepared, example.sample, run(example), Cut.whole()));
      assertEquals(first, outcome(example, Cut.whole()));
    }
  }

  @Test
  void another_run_gives_another_result_unless_it_should_not() {
    for (Example example : examplesThatBite()) {
      OfRecords prepared = prepare(example);
      boolean stable = prepared.traits().contains(Trait.STABLE_ACROSS_VERSIONS);
      TrialRun run = run(example);
      TrialRun second =
          new TrialRun(run.module(), run.seed() + 1, run.records(), run.memory(), run.secrets());
      Outcome first = RecordsTrial.run(prepared, example.sample, run, Cut.whole());
      assertEquals(
          !example.random || stable,
          first.equals(RecordsTrial.run(prepared, example.sample, second, Cut.whole())),
          "the same result in another run of the module");
      assertEquals(
          !example.random,
          first.equals(RecordsTrial.run(prepared, example.sample, run.ofModule(7), Cut.whole())),
          "the same result in a run of another module");
    }
  }

  @Test
  void batches_may_be_of_any_size() {
    everyExample((example, whole) -> {
      for (int batch : new int[] {1, 7, 64, 1_000}) {
        assertEquals(whole, outcome(example, Cut.batches(batch)), "in batches of " + batch);
      }
    });
  }

  @Test
  void observers_may_share_the_records_in_any_way() {
    everyExample((example, whole) -> {
      for (int observers : new int[] {1, 2, 3, 8}) {
        for (long shuffled = 0; shuffled < 4; shuffled++) {
          assertEquals(whole, outcome(example, Cut.shared(97, observers, shuffled)));
        }
      }
      // More observers than batches: some saw nothing.
      assertEquals(whole, outcome(example, Cut.shared(2_000, 9, 5)));
    });
  }

  @Test
  void batches_are_told_apart_by_their_positions_alone() {
    everyExample((example, whole) -> {
      OfRecords prepared = prepare(example);
      RecordBatch inputs = RecordsTrial.inputs(prepared, example.sample);
      RecordFunction sealed = RecordsTrial.seal(prepared, inputs, run(example), Cut.batches(640));
      for (long shuffled = 0; shuffled < 3; shuffled++) {
        assertEquals(
            whole, RecordsTrial.outcome(prepared, sealed, inputs, Cut.shared(113, 1, shuffled)));
      }
    });
  }

  @Test
  void one_prepared_method_serves_many_threads() {
    everyExample((example, whole) -> {
      OfRecords shared = prepare(example);
      RecordBatch inputs = RecordsTrial.inputs(shared, example.sample);
      RecordFunction sealed = RecordsTrial.seal(shared, inputs, run(example), Cut.whole());
      IntStream.range(0, 8)
          .parallel()
          .forEach(i -> {
            Cut cut = Cut.shared(211, 2, i);
            assertEquals(whole, RecordsTrial.outcome(shared, sealed, inputs, cut));
            assertEquals(whole, RecordsTrial.run(shared, example.sample, run(example), cut));
          });
    });
  }

  @Test
  void little_memory_makes_no_difference() {
    everyExample((example, whole) ->
        assertEquals(
            whole,
            RecordsTrial.run(
                prepare(example),
                example.sample,
                run(example).withMemory(4_096),
                Cut.shared(97, 2, 1))));
  }

  @Test
  void it_leaves_its_input_alone() {
    everyExample((example, whole) -> {
      List<List<String>> before =
          example.sample.columns().stream().map(RecordsTrial::texts).toList();
      outcome(example, Cut.batches(300));
      assertEquals(before, example.sample.columns().stream().map(RecordsTrial::texts).toList());
    });
  }

  @Test
  void what_its_traits_say_of_values_holds() {
    everyExample((example, whole) -> {
      Set<Trait> traits = prepare(example).traits();
      for (ColumnSchema column : worksOn(example)) {
        List<String> before = before(example, column.name());
        List<String> after = whole.column(column.name());
        if (after == null) {
          continue;
        }
        if (traits.contains(Trait.EMPTIES_STAY)) {
          for (int row = 0; row < before.size(); row++) {
            assertEquals(
                before.get(row).equals("(empty)"), after.get(row).equals("(empty)"), "row " + row);
          }
        }
        if (traits.contains(Trait.VALUES_STAY)) {
          assertEquals(before.stream().sorted().toList(), after.stream().sorted().toList());
        }
        if (traits.contains(Trait.DISTINCT_STAYS_DISTINCT)) {
          assertEquals(before.stream().distinct().count(), after.stream().distinct().count());
        }
      }
      if (traits.contains(Trait.RECORDS_MOVE)) {
        movesRecords(example, whole);
      }
    });
  }

  private void movesRecords(Example example, Outcome whole) {
    List<List<String>> before = new ArrayList<>();
    List<List<String>> after = new ArrayList<>();
    for (ColumnSchema column : example.request.table().columns()) {
      if (!prepare(example).output().removed().contains(column.name())) {
        before.add(before(example, column.name()));
        after.add(whole.column(column.name()));
      }
    }
    assertFalse(after.contains(null), "a column does not move");
    assertEquals(records(before), records(after));
  }

  /** The records of some columns, sorted. */
  private static List<String> records(List<List<String>> columns) {
    return IntStream.range(0, columns.isEmpty() ? 0 : columns.getFirst().size())
        .mapToObj(row -> columns.stream().map(column -> column.get(row)).toList().toString())
        .sorted()
        .toList();
  }

  @Test
  void it_knows_no_table_but_those_it_promised() {
    for (Example example : examplesThatBite()) {
      OfRecords prepared = prepare(example);
      RecordBatch inputs = RecordsTrial.inputs(prepared, example.sample);
      RecordFunction sealed = RecordsTrial.seal(prepared, inputs, run(example), Cut.whole());
      TableSchema strange = new TableSchema("no-such-table", List.of());
      assertThrows(IllegalArgumentException.class, () -> sealed.records(strange));
      for (TableSchema promised : prepared.output().tables()) {
        assertTrue(sealed.records(promised).hasNext(), "no records in " + promised.name());
      }
    }
  }

  private void everyExample(BiConsumer<Example, Outcome> test) {
    for (Example example : examplesThatBite()) {
      test.accept(example, outcome(example, Cut.whole()));
    }
  }

  /** The examples, once it is sure that the method does something to each of them. */
  private List<Example> examplesThatBite() {
    List<Example> examples = examples();
    assertFalse(examples.isEmpty(), "the test names no examples");
    for (Example example : examples) {
      Outcome after = outcome(example, Cut.whole());
      assertTrue(
          !prepare(example).output().removed().isEmpty()
              || after.columns().entrySet().stream()
                  .anyMatch(column -> !column.getValue().equals(before(example, column.getKey()))),
          () -> "records come out as they went in: " + example.request.parameters());
    }
    return examples;
  }

  /** The columns of the table that a use changes or removes. */
  private List<ColumnSchema> worksOn(Example example) {
    MethodOutput output = prepare(example).output();
    return example.request.table().columns().stream()
        .filter(column ->
            output.removed().contains(column.name())
                || output.columns().stream().anyMatch(made -> made.name().equals(column.name())))
        .toList();
  }

  private static List<String> before(Example example, String column) {
    return example.request.table().indexOf(column).stream()
        .mapToObj(index -> RecordsTrial.texts(example.sample.column(index)))
        .findFirst()
        .orElse(List.of());
  }

  private InvalidParameters refusal(MethodRequest request) {
    InvalidParameters refusal =
        assertThrows(
            InvalidParameters.class,
            () -> method().prepare(request),
            () -> "accepts " + request.parameters() + " on " + request.table());
    assertFalse(refusal.getMessage().isBlank());
    return refusal;
  }

  private static MethodRequest retyped(MethodRequest request, String name, ValueType type) {
    List<ColumnSchema> columns =
        request.table().columns().stream()
            .map(it -> it.name().equals(name) ? new ColumnSchema(name, type) : it)
            .toList();
    return new MethodRequest(
        new TableSchema(request.table().name(), columns),
        request.column(),
        request.primaryKey(),
        request.roles(),
        request.parameters());
  }

  private OfRecords prepare(Example example) {
    return (OfRecords) method().prepare(example.request);
  }

  private TrialRun run(Example example) {
    TrialRun run = TrialRun.of(1, example.sample.size());
    for (String secret : prepare(example).secrets()) {
      run = run.with(secret);
    }
    return run;
  }

  private Outcome outcome(Example example, Cut cut) {
    return outcome(example, example.sample, cut);
  }

  private Outcome outcome(Example example, RecordBatch records, Cut cut) {
    TrialRun run = run(example);
    MethodRun fitting =
        new TrialRun(run.module(), run.seed(), records.size(), run.memory(), run.secrets());
    return RecordsTrial.run(prepare(example), records, fitting, cut);
  }
}
