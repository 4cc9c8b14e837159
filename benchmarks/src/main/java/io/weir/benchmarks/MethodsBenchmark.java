package io.weir.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.engine.pluginhost.PluginCatalogue;
import io.weir.engine.pluginhost.PluginHost;
import io.weir.engine.pluginhost.Registered;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFilter;
import io.weir.spi.RecordFunction;
import io.weir.spi.TableSchema;
import io.weir.testkit.TrialRun;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What methods cost: each use of {@link #USES} on the table of {@link PeopleData}, on one thread,
 * everything from the first record observed to the last one changed. Records a second of CPU time,
 * the median of some repetitions after a warm-up.
 *
 * <p>Arguments: the folder of plugins, the number of records, and the methods wanted, all if none
 * is named.
 */
public final class MethodsBenchmark {
  private static final int WARM_UP = 8;
  private static final int REPETITIONS = 15;

  /**
   * One line of the result.
   *
   * @param column the column that the method stands at; empty where it stands at the table
   * @param parameters as a document writes them, without the method
   */
  private record Use(String method, String column, String parameters) {}

  /** To measure a method, add its uses here. */
  private static final List<Use> USES =
      List.of(
          new Use("drop-column", "name", "{}"),
          new Use("mask", "city", "{}"),
          new Use("mask", "postcode", "{'keepFirst': 2}"),
          new Use("mask", "name", "{'keepFirst': 2}"),
          new Use("generalize", "age", "{'width': 10}"),
          new Use("generalize", "income", "{'width': 500}"),
          new Use("generalize", "weight", "{'width': 0.5}"),
          new Use("generalize", "birth", "{'to': 'month'}"),
          new Use("generalize", "age", "{'hierarchy': {'csv': '" + PeopleData.agesCsv() + "'}}"),
          new Use(
              "generalize",
              "postcode",
              "{'hierarchy': {'csv': '" + PeopleData.postcodesCsv() + "'}}"),
          new Use("generalize", "postcode", "{'hierarchy': {'redact': {'levels': 5}}}"),
          new Use("generalize", "city", "{'hierarchy': {'redact': {'levels': 5}}}"),
          new Use("generalize", "income", "{'hierarchy': {'intervals': {'widths': [500, 1000]}}}"),
          new Use("generalize", "birth", "{'hierarchy': {'dates': ['month', 'year', 'decade']}}"),
          new Use("pseudonymize", "city", "{'secret': 'benchmark'}"),
          new Use("pseudonymize", "postcode", "{'secret': 'benchmark'}"),
          new Use("pseudonymize", "name", "{'secret': 'benchmark'}"),
          new Use(
              "pseudonymize",
              "age",
              "{'secret': 'benchmark', 'form': 'format-preserving', 'minimum': 0, 'maximum':"
                  + " 9999999}"),
          new Use(
              "pseudonymize",
              "name",
              "{'secret': 'benchmark', 'form': 'format-preserving', 'alphabet':"
                  + " 'alphanumeric'}"),
          new Use("shuffle-records", "", "{}"),
          new Use("suppress-cells", "city", "{'least': 500}"),
          new Use("suppress-cells", "age", "{'least': 5, 'to': 'empty'}"),
          new Use("suppress-cells", "name", "{'least': 5}"),
          new Use("suppress-records", "", "{'columns': ['city'], 'least': 500}"),
          new Use("suppress-records", "", "{'columns': ['age', 'postcode'], 'least': 5}"),
          new Use("suppress-records", "", "{'column': 'city', 'values': ['City 7', 'City 8']}"),
          new Use(
              "add-noise",
              "age",
              "{'distribution': 'laplace', 'scale': 2, 'bounds': [0, 120], 'per': 'name'}"),
          new Use("add-noise", "income", "{'distribution': 'gaussian', 'scale': 200}"),
          new Use("add-noise", "weight", "{'distribution': 'uniform', 'scale': 2, 'round': 0.1}"),
          new Use(
              "add-noise", "age", "{'distribution': 'laplace', 'epsilon': 1, 'bounds': [0, 120]}"),
          new Use("multiply-noise", "income", "{'scale': 0.1, 'per': 'name'}"),
          new Use("round-values", "income", "{'multiple': 100}"),
          new Use("shift-date", "birth", "{'days': 30, 'per': 'name'}"),
          new Use("randomize", "city", "{'keep': 0.8, 'per': 'name'}"),
          new Use("microaggregate", "weight", "{'k': 5}"),
          new Use("microaggregate", "", "{'columns': ['age', 'weight'], 'k': 5}"),
          new Use("add-correlated-noise", "", "{'columns': ['age', 'weight'], 'd': 0.1}"),
          new Use("permute", "income", "{}"),
          new Use("permute", "", "{'columns': ['name', 'income'], 'within': ['city']}"),
          new Use("permute-groups", "income", "{'k': 5, 'e': 100}"),
          new Use("rank-swap", "income", "{'percent': 5}"),
          new Use("anatomize", "", "{'sensitive': 'postcode', 'l': 4, 'empties': 'category'}"),
          new Use(
              "anatomize",
              "",
              "{'sensitive': 'city', 'l': 4, 'empties': 'category', 'order': 'kept'}"));

  /** Columns of a usual table: a record is done when all five are. */
  private static final List<Use> FIVE =
      List.of(
          new Use("mask", "name", "{'keepFirst': 2}"),
          new Use("generalize", "age", "{'width': 10}"),
          new Use("generalize", "birth", "{'to': 'month'}"),
          new Use("pseudonymize", "postcode", "{'secret': 'benchmark'}"),
          new Use("add-noise", "income", "{'distribution': 'gaussian', 'scale': 200}"));

  private final List<RecordBatch> table;
  private final long records;

  /** Where results go, so that making them is not left out. */
  private long sink;

  private MethodsBenchmark(long records) {
    this.records = records;
    table = PeopleData.batches(records);
  }

  public static void main(String[] args) throws Exception {
    Set<String> wanted = Set.copyOf(Arrays.asList(args).subList(2, args.length));
    MethodsBenchmark benchmark = new MethodsBenchmark(Long.parseLong(args[1].replace("_", "")));
    Path work = Files.createTempDirectory("weir-methods");
    try (PluginCatalogue installed = PluginHost.load(Path.of(args[0]), work)) {
      for (Use use : USES) {
        if (wanted.isEmpty() || wanted.contains(use.method)) {
          Registered<AnonymizationMethod> method = installed.anonymizationMethods().get(use.method);
          if (method == null) {
            throw new IllegalArgumentException(use.method + " is not installed in " + args[0]);
          }
          benchmark.measure(use, method.extension());
        }
      }
      if (wanted.isEmpty() || wanted.contains("five-columns")) {
        benchmark.measureTogether(installed);
      }
    }
  }

  private void measure(Use use, AnonymizationMethod method) throws Exception {
    PreparedMethod prepared = prepared(use, method);
    TrialRun run = run(prepared);
    List<List<RecordBatch>> inputs = inputs(prepared, use);
    for (int level = 0; level < inputs.size(); level++) {
      String shown = use.parameters.replace('\'', '"');
      tell(
          use.method,
          use.column,
          (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown)
              + (prepared instanceof PreparedMethod.OfLevels ? " level " + level : ""),
          seconds(prepared, run, inputs.get(level), level));
    }
  }

  /** Five columns after one another, as a batch goes through them. */
  private void measureTogether(PluginCatalogue installed) throws Exception {
    double seconds = 0;
    for (Use use : FIVE) {
      PreparedMethod prepared =
          prepared(use, installed.anonymizationMethods().get(use.method).extension());
      seconds += seconds(prepared, run(prepared), inputs(prepared, use).getFirst(), 0);
    }
    tell("five-columns", "", String.join(", ", FIVE.stream().map(Use::method).toList()), seconds);
  }

  private void tell(String method, String column, String what, double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-18s %-9s %-72s %,14.0f records/s%n",
        method,
        column,
        what,
        (sink == Long.MIN_VALUE ? 0 : records) / Math.max(seconds, 1e-6));
  }

  private static PreparedMethod prepared(Use use, AnonymizationMethod method) throws Exception {
    return method.prepare(
        new MethodRequest(
            PeopleData.SCHEMA,
            use.column.isEmpty() ? Optional.empty() : Optional.of(use.column),
            Optional.empty(),
            Map.of(),
            parameters(use.parameters)));
  }

  private TrialRun run(PreparedMethod prepared) {
    TrialRun run = TrialRun.of(1, records);
    for (String secret : prepared.secrets()) {
      run = run.with(secret);
    }
    return run;
  }

  /** The median of all repetitions. */
  private double seconds(
      PreparedMethod prepared, TrialRun run, List<RecordBatch> batches, int level) {
    double[] seconds = new double[REPETITIONS];
    for (int i = -WARM_UP; i < REPETITIONS; i++) {
      long begin = cpuNanos();
      sink += once(prepared, run, batches, level);
      seconds[Math.max(i, 0)] = (cpuNanos() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[REPETITIONS / 2];
  }

  /** What the method gets: once, or once for each level that it has. */
  private List<List<RecordBatch>> inputs(PreparedMethod prepared, Use use) {
    return switch (prepared) {
      case PreparedMethod.OfValues _ -> List.of(projected(List.of(use.column)));
      case PreparedMethod.OfLevels levels ->
          Collections.nCopies(levels.highest() + 1, projected(List.of(use.column)));
      case PreparedMethod.OfRecords it -> List.of(projected(it.inputs()));
      case PreparedMethod.OfSuppression it -> List.of(projected(it.inputs()));
    };
  }

  /** Gives something that depends on all results, so that nothing is left out. */
  private static long once(
      PreparedMethod prepared, MethodRun run, List<RecordBatch> batches, int level) {
    return switch (prepared) {
      case PreparedMethod.OfValues values ->
          values.output().isEmpty() ? batches.size() : all(values.open(run), batches);
      case PreparedMethod.OfLevels levels -> all(levels.level(level), batches);
      case PreparedMethod.OfRecords it -> {
        RecordFunction function = it.seal(run, seen(it.observer(run), batches));
        long sum = 0;
        long first = 0;
        for (RecordBatch batch : batches) {
          for (Column column : function.apply(batch, first)) {
            sum += column.empties().count();
          }
          first += batch.size();
        }
        yield sum;
      }
      case PreparedMethod.OfSuppression it -> {
        RecordFilter filter = it.seal(run, seen(it.observer(run), batches));
        long sum = 0;
        long first = 0;
        for (RecordBatch batch : batches) {
          sum += filter.suppressed(batch, first).cardinality();
          first += batch.size();
        }
        yield sum;
      }
    };
  }

  private static long all(ColumnFunction function, List<RecordBatch> batches) {
    long sum = 0;
    for (RecordBatch batch : batches) {
      sum += function.apply(batch.column(0)).empties().count();
    }
    return sum;
  }

  private static Optional<Observer> seen(Optional<Observer> observer, List<RecordBatch> batches) {
    observer.ifPresent(it -> {
      long first = 0;
      for (RecordBatch batch : batches) {
        it.observe(batch, first);
        first += batch.size();
      }
    });
    return observer;
  }

  private List<RecordBatch> projected(List<String> names) {
    int[] columns =
        names.stream().mapToInt(it -> PeopleData.SCHEMA.indexOf(it).orElseThrow()).toArray();
    List<ColumnSchema> schemas =
        IntStream.of(columns).mapToObj(PeopleData.SCHEMA.columns()::get).toList();
    TableSchema schema = new TableSchema(PeopleData.SCHEMA.name(), schemas);
    return table.stream()
        .map(batch ->
            new RecordBatch(
                schema, IntStream.of(columns).mapToObj(batch::column).toList(), batch.size()))
        .toList();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Parameters parameters(String json) throws Exception {
    Map<?, ?> values =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .readValue(json.replace('\'', '"'), Map.class);
    Map<String, Object> plain = new HashMap<>();
    values.forEach((name, value) -> plain.put((String) name, plain(value)));
    return new Parameters(plain);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case List<?> list -> new ArrayList<>(list.stream().map(MethodsBenchmark::plain).toList());
      case Map<?, ?> map ->
          map.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, it -> plain(it.getValue())));
      case Number number -> new BigDecimal(number.toString());
      default -> value;
    };
  }
}
