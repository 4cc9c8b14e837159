package io.weir.benchmarks;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.anonymize.Anonymization;
import io.weir.engine.dataplane.anonymize.JoinedColumns;
import io.weir.engine.dataplane.anonymize.ModelSolution;
import io.weir.engine.dataplane.anonymize.ReadyTable;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.space.Workers;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.PrivacyModel;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.pluginhost.PluginCatalogue;
import io.weir.engine.pluginhost.PluginHost;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.testkit.TrialRun;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * What it costs to give each record the levels of its own tuple (local recoding, Mondrian, values
 * suppressed) instead of one level for a column: parts of {@link PeopleData} with three
 * quasi-identifiers are solved, then read, recoded and written. Beside it the same parts without a
 * model, which is the floor that reading and writing set, and a plain loop over codes that lie in
 * arrays. CPU time of one thread, the median of some repetitions after a warm-up.
 *
 * <p>Arguments: the folder of plugins, and the number of records.
 */
public final class RecodingBenchmark {
  private static final JoinedColumns NOTHING_JOINED =
      new JoinedColumns(Map.of(), Path.of(System.getProperty("java.io.tmpdir")), 0);
  private static final int WARM_UP = 3;
  private static final int REPETITIONS = 7;
  private static final int PART_ROWS = 250_000;
  private static final int BATCH_ROWS = 8_192;
  private static final long MEMORY = 512L << 20;

  private final long records;
  private final Parts parts;
  private final PluginCatalogue installed;
  private final Workers workers = new Workers("recoding", 1, () -> false);
  private final List<Part> collected = new ArrayList<>();

  private RecodingBenchmark(long records, Parts parts, PluginCatalogue installed) {
    this.records = records;
    this.parts = parts;
    this.installed = installed;
  }

  public static void main(String[] args) throws Exception {
    long records = Long.parseLong(args[1].replace("_", ""));
    Path work = Files.createTempDirectory("weir-recoding");
    try (PluginCatalogue installed = PluginHost.load(Path.of(args[0]), work.resolve("plugins"))) {
      RecodingBenchmark benchmark =
          new RecodingBenchmark(
              records, new ArrowParts(new DirectoryPartStore(work.resolve("parts"))), installed);
      benchmark.store();
      benchmark.measure();
      benchmark.workers.close();
    }
  }

  private void store() {
    List<RecordBatch> batches = PeopleData.batches(records);
    int perPart = PART_ROWS / BATCH_ROWS;
    for (int first = 0; first < batches.size(); first += perPart) {
      PartId id = new PartId("run", Stage.EXTRACT, "people", 0, first / perPart);
      try (Parts.Writer writer = parts.write(id, PeopleData.SCHEMA)) {
        batches.subList(first, Math.min(batches.size(), first + perPart)).forEach(writer::write);
        collected.add(writer.commit());
      }
    }
  }

  private void measure() {
    tell(
        "without a model",
        cpu(() -> written(anonymization(none()).ready(_ -> Optional.empty(), BATCH_ROWS))));
    for (PrivacyModel model : models()) {
      String name = model.search() + " " + model.suppression();
      Anonymization anonymization = anonymization(Optional.of(model));
      double[] solving = new double[1];
      ModelSolution solution =
          timed(
              solving,
              () ->
                  anonymization.solve(
                      _ -> new RoaringBitmap(),
                      Optional.empty(),
                      Optional.empty(),
                      NOTHING_JOINED,
                      MEMORY));
      System.out.printf(
          Locale.ROOT,
          "%-18s solved once, cold, in %.2f s of CPU: %s%n",
          name,
          solving[0],
          solution.facts());
      tell(
          name,
          cpu(() ->
              written(
                  anonymization.ready(
                      Optional.of(solution), List.of(), _ -> Optional.empty(), BATCH_ROWS))));
    }
    tell("plain loop", cpu(new PlainLoop(Math.toIntExact(records))));
  }

  private void tell(String what, double seconds) {
    System.out.printf(
        Locale.ROOT, "%-18s %8.3f s %,14.0f records/s%n", what, seconds, records / seconds);
  }

  /** All parts, one after the other. */
  private static long written(ReadyTable table) {
    long rows = 0;
    for (int part = 0; part < table.parts().size(); part++) {
      rows += table.write(part).rows();
    }
    return rows;
  }

  private static Optional<PrivacyModel> none() {
    return Optional.empty();
  }

  private static List<PrivacyModel> models() {
    return List.of(
        model("1", PrivacyModel.Suppression.VALUES, PrivacyModel.Search.LOCAL),
        model("1", PrivacyModel.Suppression.VALUES, PrivacyModel.Search.MONDRIAN),
        model("0.05", PrivacyModel.Suppression.VALUES, PrivacyModel.Search.OPTIMAL));
  }

  private static PrivacyModel model(
      String suppressed, PrivacyModel.Suppression suppression, PrivacyModel.Search search) {
    PrivacyModel plain = PrivacyModel.ofK(5);
    return new PrivacyModel(
        plain.k(),
        plain.diversity(),
        plain.closeness(),
        plain.population(),
        new BigDecimal(suppressed),
        suppression,
        plain.metric(),
        search,
        plain.empties(),
        plain.timeLimit(),
        plain.levels(),
        plain.joined());
  }

  private Anonymization anonymization(Optional<PrivacyModel> model) {
    TablePlan plan =
        new TablePlan(
            "people",
            PeopleData.SCHEMA.columns().stream().map(this::column).toList(),
            List.of(),
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            model);
    PreparedTable table =
        PreparedTable.of(
            plan,
            (_, _, use, request) ->
                installed.anonymizationMethods().get(use.method()).extension().prepare(request));
    return new Anonymization(
        table,
        parts,
        collected,
        _ -> Optional.empty(),
        (_, _, _, size) -> TrialRun.of(1, size),
        workers);
  }

  private ColumnPlan column(ColumnSchema column) {
    Optional<Map<String, Object>> hierarchy =
        switch (column.name()) {
          case "age" -> Optional.of(Map.of("intervals", Map.of("widths", numbers(5, 10, 20, 40))));
          case "city" -> Optional.of(Map.of("redact", Map.of("levels", BigDecimal.valueOf(9))));
          case "weight" -> Optional.of(Map.of("intervals", Map.of("widths", numbers(5, 20, 60))));
          default -> Optional.empty();
        };
    return new ColumnPlan(
        column.name(),
        column.type(),
        Facets.NONE,
        Set.of(""),
        new ColumnPlan.OnEmpty.Pass(),
        Optional.empty(),
        ColumnPlan.OnTypeViolation.FAIL,
        hierarchy.map(it ->
            new ColumnPlan.Anonymization(
                "generalize",
                new Parameters(
                    column.name().equals("weight")
                        ? Map.of("hierarchy", it, "levels", numbers(1, 4))
                        : Map.of("hierarchy", it)))),
        hierarchy.map(_ -> ColumnRole.QUASI_IDENTIFYING));
  }

  private static List<BigDecimal> numbers(int... values) {
    return Arrays.stream(values).mapToObj(BigDecimal::valueOf).toList();
  }

  /**
   * Three codes a record, an index of their combinations, three codes out: what is at least to do.
   */
  private static final class PlainLoop implements Supplier<Long> {
    private final int[][] codes;
    private final long[] keys = new long[1 << 22];
    private final int[] classes = new int[1 << 22];
    private final int[] out;

    PlainLoop(int records) {
      java.util.SplittableRandom random = new java.util.SplittableRandom(3);
      codes = new int[3][records];
      for (int row = 0; row < records; row++) {
        codes[0][row] = random.nextInt(100);
        codes[1][row] = random.nextInt(45) * random.nextInt(45);
        codes[2][row] = random.nextInt(24);
        int slot = slot(row);
        keys[slot] = key(row);
        classes[slot] = row & 1023;
      }
      out = new int[records];
    }

    private long key(int row) {
      return 1L << 62 | (long) codes[0][row] << 32 | (long) codes[1][row] << 8 | codes[2][row];
    }

    private int slot(int row) {
      long key = key(row);
      int at = (int) (key * 0x9E3779B97F4A7C15L >>> 42);
      while (keys[at] != 0 && keys[at] != key) {
        at = at + 1 & keys.length - 1;
      }
      return at;
    }

    @Override
    public Long get() {
      long sum = 0;
      for (int row = 0; row < out.length; row++) {
        int of = classes[slot(row)];
        for (int[] column : codes) {
          out[row] = column[row] >> (of & 3);
          sum += out[row];
        }
      }
      return sum;
    }
  }

  private static double cpu(Supplier<Long> work) {
    double[] seconds = new double[REPETITIONS];
    long sink = 0;
    for (int i = -WARM_UP; i < REPETITIONS; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      sink += work.get();
      seconds[Math.max(i, 0)] =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return sink == Long.MIN_VALUE ? 0 : seconds[REPETITIONS / 2];
  }

  private static <T> T timed(double[] seconds, Supplier<T> work) {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long begin = system.getProcessCpuTime();
    T made = work.get();
    seconds[0] = (system.getProcessCpuTime() - begin) / 1e9;
    return made;
  }
}
