package io.weir.engine.dataplane.pipeline;

import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.Parts;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.dataplane.profile.ProfileStore;
import io.weir.engine.dataplane.profile.ProfiledParts;
import io.weir.engine.dataplane.rejected.SampleStore;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.Parameters;
import io.weir.spi.RecordBatch;
import io.weir.spi.SourceFormat;
import io.weir.spi.ValueType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;

/**
 * Measures the way from a file to parts on disk: {@code folder rows rounds}. Makes the files when
 * they are not there; prints rows and CPU seconds per round, first of extraction, then of reading
 * the parts back.
 */
public final class ExtractionHarness {
  private static final List<String> CITIES =
      List.of("Berlin", "Hamburg", "München", "Köln", "Bremen", "Essen", "Dresden", "Leipzig", "");

  private ExtractionHarness() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rows = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    ActorSystem system = ActorSystem.create("harness");
    try {
      for (String kind : arguments.length > 3 ? List.of(arguments[3]) : List.of("csv", "ndjson")) {
        Path file = folder.resolve("people-" + rows + "." + kind);
        if (!Files.exists(file)) {
          generate(file, rows, kind.equals("csv"));
        }
        for (int round = 0; round < rounds; round++) {
          measure(kind, file, rows, folder, Materializer.createMaterializer(system));
        }
      }
    } finally {
      system.terminate();
    }
  }

  private static void measure(
      String kind, Path file, int rows, Path folder, Materializer materializer) throws Exception {
    DirectoryPartStore store = new DirectoryPartStore(folder.resolve("parts"));
    // Unless asked not to, columns are profiled as they are in runs.
    ArrowParts arrow = new ArrowParts(store);
    Plan plan = new Plan("m", "people", "1.0.0", List.of(table()), Optional.empty());
    Parts parts =
        Boolean.getBoolean("weir.harness.unprofiled")
            ? arrow
            : new ProfiledParts(arrow, new ProfileStore(store), plan);
    SourceFormat format =
        kind.equals("csv") ? SourceFormat.Csv.standard() : new SourceFormat.Json();
    TablePlan table = table();
    Recorder recorder = new Recorder();
    long wall = System.nanoTime();
    long cpu = cpu();
    new SourceExtraction(
            "run",
            table,
            table.sources().getFirst(),
            () -> new FileSource(format, file),
            parts,
            new SampleStore(store, SampleSeal.none()),
            recorder,
            ExtractionLimits.standard(),
            materializer)
        .extract(Optional.empty())
        .toCompletableFuture()
        .get();
    report(kind + " to parts", rows, Files.size(file), wall, cpu);
    long written = recorder.parts.stream().mapToLong(Part::bytes).sum();
    wall = System.nanoTime();
    cpu = cpu();
    long read = 0;
    for (Part part : recorder.parts) {
      try (Parts.Reader reader = parts.read(part)) {
        for (Optional<RecordBatch> next = reader.next(); next.isPresent(); next = reader.next()) {
          read += next.get().size();
        }
      }
    }
    report("parts read back, " + read + " records", rows, written, wall, cpu);
  }

  private static void report(String what, int rows, long bytes, long wallStart, long cpuStart)
      throws Exception {
    double wall = (System.nanoTime() - wallStart) / 1e9;
    double cpu = (cpu() - cpuStart) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f s, %.2f CPU s, %.2f M rows/s, %.2f M rows per CPU s, %.0f MB/s%n",
        what,
        wall,
        cpu,
        rows / wall / 1e6,
        rows / cpu / 1e6,
        bytes / wall / 1e6);
  }

  private static long cpu() throws Exception {
    return (long)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(
                new javax.management.ObjectName("java.lang:type=OperatingSystem"),
                "ProcessCpuTime");
  }

  static TablePlan table() {
    return new TablePlan(
        "people",
        List.of(
            column("id", ValueType.INTEGER, new OnEmpty.Drop()),
            column("name", ValueType.STRING, new OnEmpty.Pass()),
            column("city", ValueType.STRING, new OnEmpty.Replace("unknown")),
            column("sex", ValueType.STRING, new OnEmpty.Pass()),
            range("born", ValueType.DATE, "1900-01-01", "2026-12-31", OnOutOfRange.DROP),
            range("height", ValueType.DOUBLE, "30", "250", OnOutOfRange.CLAMP),
            range("income", ValueType.DECIMAL, "0", "1000000", OnOutOfRange.CLAMP),
            column("active", ValueType.BOOLEAN, new OnEmpty.Pass()),
            range("visits", ValueType.INTEGER, "0", "1000", OnOutOfRange.DROP),
            column("seen", ValueType.DATETIME, new OnEmpty.Pass())),
        List.of(
            new SourcePlan(
                "file",
                0,
                new SourcePlan.Access.Connected("files", Parameters.none()),
                Duration.ofMinutes(1))),
        Optional.empty(),
        List.of());
  }

  private static ColumnPlan column(String name, ValueType type, OnEmpty onEmpty) {
    return new ColumnPlan(
        name, type, Set.of(""), onEmpty, Optional.empty(), OnTypeViolation.DROP, Optional.empty());
  }

  private static ColumnPlan range(
      String name, ValueType type, String from, String to, OnOutOfRange onOutOfRange) {
    return new ColumnPlan(
        name,
        type,
        Set.of("", "NA"),
        new OnEmpty.Pass(),
        Optional.of(new ColumnPlan.Range(Optional.of(from), Optional.of(to), onOutOfRange)),
        OnTypeViolation.DROP,
        Optional.empty());
  }

  private static void generate(Path file, int rows, boolean csv) throws IOException {
    Random random = new Random(42);
    List<String> names = table().columns().stream().map(ColumnPlan::name).toList();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (csv) {
        out.write(String.join(",", names) + "\n");
      }
      for (int row = 0; row < rows; row++) {
        List<String> values = new ArrayList<>();
        values.add(Integer.toString(row));
        values.add("Person " + Integer.toString(random.nextInt(5_000_000), 36));
        values.add(CITIES.get(random.nextInt(CITIES.size())));
        values.add(random.nextInt(20) == 0 ? "" : random.nextBoolean() ? "female" : "male");
        values.add(
            random.nextInt(50) == 0
                ? "1850-01-01"
                : LocalDate.ofEpochDay(random.nextInt(30_000) - 10_000).toString());
        values.add(
            random.nextInt(30) == 0
                ? "NA"
                : String.format(Locale.ROOT, "%.1f", 150 + random.nextGaussian() * 30));
        values.add(String.format(Locale.ROOT, "%.2f", random.nextDouble() * 100_000));
        values.add(random.nextBoolean() ? "true" : "false");
        values.add(Integer.toString(random.nextInt(1_010)));
        values.add(
            LocalDate.ofEpochDay(18_000 + random.nextInt(2_000))
                + String.format(
                    Locale.ROOT, "T%02d:%02d:%02dZ", random.nextInt(24), row % 60, row % 59));
        if (csv) {
          out.write(String.join(",", values));
        } else {
          for (int i = 0; i < names.size(); i++) {
            boolean bare = (i == 0 || i == 6 || i == 7 || i == 8);
            out.write(i == 0 ? "{" : ",");
            out.write('"' + names.get(i) + "\":");
            out.write(bare ? values.get(i) : '"' + values.get(i) + '"');
          }
          out.write('}');
        }
        out.write('\n');
      }
    }
  }

  private static final class Recorder implements RunLedger {
    private final List<Part> parts = new ArrayList<>();

    @Override
    public Instruction partCommitted(
        Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
      parts.add(part);
      return Instruction.GO_ON;
    }

    @Override
    public Instruction attemptFailed(
        SourceKey source, int attempt, ErrorCode code, Duration pause) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction instruction() {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction sourceRestarted(SourceKey source, String reason) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction sourceCompleted(
        SourceKey source, long recordsRead, List<RuleCount> trailing) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction profilesStored(List<ProfileFile> stored) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction risksStored(List<RiskFile> stored) {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
      return Instruction.GO_ON;
    }
  }
}
