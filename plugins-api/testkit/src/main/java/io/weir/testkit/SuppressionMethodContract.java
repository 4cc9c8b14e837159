package io.weir.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFilter;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every method promises that says which records disappear. */
public abstract class SuppressionMethodContract {
  /**
   * A use of the method.
   *
   * @param sample a whole table of which some records disappear and some stay
   */
  public record Example(RecordBatch sample, Parameters parameters) {
    /** A use on a table of 3,000 records with columns of {@link SampleColumns}. */
    public static Example of(List<ColumnSchema> columns, Map<String, Object> parameters) {
      List<Column> values = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        values.add(SampleColumns.of(columns.get(i).type(), 3_000, i));
      }
      return new Example(
          new RecordBatch(new TableSchema("table", columns), values, 3_000),
          new Parameters(parameters));
    }
  }

  /** The method under test; a new instance each time. */
  protected abstract AnonymizationMethod method();

  /** Uses of the method: at least one for each way it has to choose records. */
  protected abstract List<Example> examples();

  @Test
  void it_says_what_it_is() {
    Names.assertDescribed(method().describe());
    assertTrue(method().describe().places().contains(Place.TABLE), "records are of a table");
    assertEquals(method().describe(), method().describe());
  }

  @Test
  void it_refuses_a_parameter_it_does_not_know() {
    for (Example example : examplesThatBite()) {
      Map<String, Object> more = new HashMap<>(example.parameters.values());
      more.put("no-such-parameter", "x");
      InvalidParameters refusal =
          assertThrows(
              InvalidParameters.class,
              () -> method().prepare(request(example, new Parameters(more))));
      assertEquals("no-such-parameter", refusal.parameter());
      assertFalse(refusal.getMessage().isBlank());
    }
  }

  @Test
  void it_reads_columns_that_the_table_has() {
    for (Example example : examplesThatBite()) {
      for (String input : prepare(example).inputs()) {
        assertTrue(example.sample.schema().indexOf(input).isPresent(), input);
      }
    }
  }

  @Test
  void how_the_table_is_cut_into_batches_makes_no_difference() {
    for (Example example : examplesThatBite()) {
      BitSet expected = suppressed(prepare(example), example, example.sample.size(), 1, 0);
      for (int batch : new int[] {1_000, 64, 7}) {
        assertEquals(expected, suppressed(prepare(example), example, batch, 1, 0));
      }
    }
  }

  @Test
  void how_many_observers_there_are_and_how_they_are_merged_makes_no_difference() {
    for (Example example : examplesThatBite()) {
      BitSet expected = suppressed(prepare(example), example, 100, 1, 0);
      for (long order = 0; order < 6; order++) {
        assertEquals(expected, suppressed(prepare(example), example, 100, 1 + order, order));
      }
    }
  }

  @Test
  void the_same_run_suppresses_the_same_records_again() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfSuppression shared = prepare(example);
      BitSet expected = suppressed(shared, example, 100, 1, 0);
      assertEquals(expected, suppressed(shared, example, 100, 1, 0));
      assertEquals(expected, suppressed(prepare(example), example, 100, 1, 0));
    }
  }

  @Test
  void of_a_table_without_records_none_is_suppressed() {
    for (Example example : examplesThatBite()) {
      Example nothing = new Example(example.sample.select(new int[0], 0), example.parameters);
      assertEquals(new BitSet(), suppressed(prepare(nothing), nothing, 10, 2, 1));
    }
  }

  @Test
  void it_leaves_its_input_alone() {
    for (Example example : examplesThatBite()) {
      List<List<String>> before = values(example.sample);
      suppressed(prepare(example), example, example.sample.size(), 1, 0);
      assertEquals(before, values(example.sample));
    }
  }

  @Test
  void one_filter_serves_many_threads() {
    for (Example example : examplesThatBite()) {
      PreparedMethod.OfSuppression prepared = prepare(example);
      MethodRun run = run(prepared, example);
      RecordFilter shared = seal(prepared, run, example, 100, 1, 0);
      BitSet expected = filtered(prepared, shared, example, 100);
      IntStream.range(0, 8)
          .parallel()
          .forEach(i -> assertEquals(expected, filtered(prepared, shared, example, 100)));
    }
  }

  /** The examples, once it is sure that of each some records disappear and some stay. */
  private List<Example> examplesThatBite() {
    List<Example> examples = examples();
    assertFalse(examples.isEmpty(), "the test names no examples");
    for (Example example : examples) {
      int gone = suppressed(prepare(example), example, 500, 1, 0).cardinality();
      assertTrue(gone > 0, "no record is suppressed");
      assertTrue(gone < example.sample.size(), "no record is left");
    }
    return examples;
  }

  private PreparedMethod.OfSuppression prepare(Example example) {
    return (PreparedMethod.OfSuppression) method().prepare(request(example, example.parameters));
  }

  private static MethodRequest request(Example example, Parameters parameters) {
    return new MethodRequest(
        example.sample.schema(), Optional.empty(), Optional.empty(), Map.of(), parameters);
  }

  private static MethodRun run(PreparedMethod prepared, Example example) {
    TrialRun run = TrialRun.of(1, example.sample.size());
    for (String secret : prepared.secrets()) {
      run = run.with(secret);
    }
    return run;
  }

  private static BitSet suppressed(
      PreparedMethod.OfSuppression prepared,
      Example example,
      int batch,
      long observers,
      long seed) {
    RecordFilter filter = seal(prepared, run(prepared, example), example, batch, observers, seed);
    return filtered(prepared, filter, example, batch);
  }

  /** Lets several observers see batches in a shuffled order, and merges them in another. */
  private static RecordFilter seal(
      PreparedMethod.OfSuppression prepared,
      MethodRun run,
      Example example,
      int batch,
      long observers,
      long seed) {
    Random random = new Random(seed);
    List<Observer> all = new ArrayList<>();
    for (long i = 0; i < observers; i++) {
      prepared.observer(run).ifPresent(all::add);
    }
    if (all.isEmpty()) {
      return prepared.seal(run, Optional.empty());
    }
    List<Integer> firsts = new ArrayList<>(firsts(example, batch));
    Collections.shuffle(firsts, random);
    for (int first : firsts) {
      all.get(random.nextInt(all.size())).observe(input(prepared, example, first, batch), first);
    }
    while (all.size() > 1) {
      Observer other = all.remove(random.nextInt(all.size()));
      all.get(random.nextInt(all.size())).merge(other);
    }
    return prepared.seal(run, Optional.of(all.getFirst()));
  }

  private static BitSet filtered(
      PreparedMethod.OfSuppression prepared, RecordFilter filter, Example example, int batch) {
    BitSet all = new BitSet();
    for (int first : firsts(example, batch)) {
      RecordBatch input = input(prepared, example, first, batch);
      BitSet rows = filter.suppressed(input, first);
      assertTrue(rows.length() <= input.size(), "a row is suppressed that is not there");
      rows.stream().forEach(row -> all.set(first + row));
    }
    return all;
  }

  private static List<Integer> firsts(Example example, int batch) {
    List<Integer> firsts = new ArrayList<>();
    for (int first = 0; first < example.sample.size(); first += batch) {
      firsts.add(first);
    }
    return firsts;
  }

  private static RecordBatch input(
      PreparedMethod.OfSuppression prepared, Example example, int first, int batch) {
    int[] rows = IntStream.range(first, Math.min(first + batch, example.sample.size())).toArray();
    List<ColumnSchema> schemas = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (String input : prepared.inputs()) {
      int index = example.sample.schema().indexOf(input).orElseThrow();
      schemas.add(example.sample.schema().columns().get(index));
      columns.add(example.sample.column(index).select(rows, rows.length));
    }
    return new RecordBatch(
        new TableSchema(example.sample.schema().name(), schemas), columns, rows.length);
  }

  private static List<List<String>> values(RecordBatch batch) {
    List<List<String>> values = new ArrayList<>();
    for (Column column : batch.columns()) {
      values.add(
          IntStream.range(0, batch.size())
              .mapToObj(row -> column.isEmpty(row) ? "(empty)" : "=" + column.format(row))
              .toList());
    }
    return values;
  }
}
