package io.weir.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.MaskFile;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.ProfileFile;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.Records;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.RiskFile;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.RunLedger;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.TableProfile;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.dataplane.pipeline.Ending;
import io.weir.engine.dataplane.pipeline.ExtractionLimits;
import io.weir.engine.dataplane.pipeline.Limits;
import io.weir.engine.dataplane.pipeline.Pipeline;
import io.weir.engine.dataplane.pipeline.TestCatalogue;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.SourcePlan.Access;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.run.RunReport.SourceReport;
import io.weir.engine.run.RunReport.TableReport;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** Whatever the dirt in the sources, the report accounts for every record. */
class ReportAddsUpPropertyTest {
  private static ActorSystem system;
  private static Materializer materializer;

  @BeforeContainer
  static void start() {
    system = ActorSystem.create("report-test");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterContainer
  static void stop() {
    system.terminate();
  }

  @Property(tries = 20)
  void every_record_of_every_source_is_accounted_for(@ForAll long seed) throws IOException {
    Path home = Files.createTempDirectory("weir-report");
    Random dirt = new Random(seed);
    Path sources = Files.createDirectory(home.resolve("sources"));
    for (String file : List.of("people-0", "people-1")) {
      Files.writeString(sources.resolve(file), people(dirt));
    }
    for (String file : List.of("visits-0", "visits-1")) {
      Files.writeString(sources.resolve(file), visits(dirt));
    }
    Connections connections =
        _ -> new Connections.Resolved("folder", new Settings(Map.of(), Map.of()));
    Pipeline pipeline =
        new Pipeline(
            materializer,
            new TestCatalogue(),
            connections,
            new DirectoryPartStore(home.resolve("parts")),
            limits());
    Book book = new Book();
    assertInstanceOf(
        Ending.Prepared.class,
        pipeline
            .prepare(plan(), RunFixture.ID, sources, Progress.none(), book)
            .toCompletableFuture()
            .join());
    RunReport report = RunTelling.report(book.fixture.state());
    assertTrue(report.settled());
    for (TableReport table : report.tables()) {
      check(table, pipeline.profile(report.run(), report.profile(table.table()).orElseThrow()));
    }
    assertTrue(report.flow().addsUp(true), report::toString);
  }

  private static void check(TableReport table, Optional<TableProfile> profile) {
    List<String> columns =
        plan().tables().stream()
            .filter(plan -> plan.name().equals(table.table()))
            .flatMap(plan -> plan.columns().stream().map(ColumnPlan::name))
            .toList();
    assertTrue(table.flow().addsUp(true), table::toString);
    for (SourceReport source : table.sources()) {
      assertTrue(source.flow().addsUp(true), source::toString);
      List<ColumnFlow> flows = ColumnFlow.of(source, columns);
      long in = source.read();
      for (ColumnFlow flow : flows) {
        assertEquals(in, flow.in());
        assertEquals(in, flow.passed() + flow.replaced() + flow.clamped() + flow.dropped());
        in -= flow.dropped();
      }
      assertEquals(source.extracted(), in);
    }
    profile
        .orElseThrow()
        .before()
        .forEach(column -> assertEquals(table.flow().extracted(), column.count()));
    profile
        .orElseThrow()
        .after()
        .forEach(column -> assertEquals(table.flow().prepared(), column.count()));
  }

  private static String people(Random dirt) {
    StringBuilder lines = new StringBuilder();
    for (int i = dirt.nextInt(200); i >= 0; i--) {
      lines
          .append("{\"id\": ")
          .append(pick(dirt, "null", "\"none\"", Integer.toString(dirt.nextInt(120))))
          .append(", \"chief\": ")
          .append(pick(dirt, "null", "null", Integer.toString(dirt.nextInt(130))))
          .append(", \"age\": ")
          .append(pick(dirt, "\"\"", "-3", Integer.toString(dirt.nextInt(130))))
          .append(", \"name\": ")
          .append(pick(dirt, "null", "\"\"", "\"n" + dirt.nextInt(9) + "\""))
          .append("}\n");
    }
    return lines.toString();
  }

  private static String visits(Random dirt) {
    StringBuilder lines = new StringBuilder();
    for (int i = dirt.nextInt(200); i >= 0; i--) {
      lines
          .append("{\"no\": ")
          .append(dirt.nextInt(300))
          .append(", \"person\": ")
          .append(pick(dirt, "null", "\"?\"", Integer.toString(dirt.nextInt(130))))
          .append("}\n");
    }
    return lines.toString();
  }

  private static String pick(Random dirt, String one, String other, String good) {
    return switch (dirt.nextInt(8)) {
      case 0 -> one;
      case 1 -> other;
      default -> good;
    };
  }

  private static Plan plan() {
    return new Plan(
        "m",
        "company",
        "1.0.0",
        List.of(
            new TablePlan(
                "visits",
                List.of(
                    column("no", ValueType.INTEGER, new OnEmpty.Drop(), OnTypeViolation.DROP),
                    column("person", ValueType.INTEGER, new OnEmpty.Pass(), OnTypeViolation.EMPTY)),
                sources("visits"),
                Optional.of(new TablePlan.KeyPlan("no", "drop-all")),
                List.of(Records.foreignKey("person", "people", "id"))),
            new TablePlan(
                "people",
                List.of(
                    column("id", ValueType.INTEGER, new OnEmpty.Drop(), OnTypeViolation.DROP),
                    column("chief", ValueType.INTEGER, new OnEmpty.Pass(), OnTypeViolation.DROP),
                    ranged("age", OnOutOfRange.CLAMP),
                    column(
                        "name",
                        ValueType.STRING,
                        new OnEmpty.Replace("nobody"),
                        OnTypeViolation.DROP)),
                sources("people"),
                Optional.of(new TablePlan.KeyPlan("id", "source-priority")),
                List.of(Records.foreignKey("chief", "people", "id")))),
        Optional.empty());
  }

  private static ColumnPlan column(
      String name, ValueType type, OnEmpty onEmpty, OnTypeViolation onViolation) {
    return new ColumnPlan(
        name, type, Set.of(""), onEmpty, Optional.empty(), onViolation, Optional.empty());
  }

  private static ColumnPlan ranged(String name, OnOutOfRange onOutOfRange) {
    return new ColumnPlan(
        name,
        ValueType.INTEGER,
        Set.of(""),
        new OnEmpty.Drop(),
        Optional.of(new ColumnPlan.Range(Optional.of("0"), Optional.of("110"), onOutOfRange)),
        OnTypeViolation.EMPTY,
        Optional.empty());
  }

  private static List<SourcePlan> sources(String table) {
    List<SourcePlan> sources = new ArrayList<>();
    for (int priority = 0; priority < 2; priority++) {
      sources.add(
          new SourcePlan(
              "s" + priority,
              priority,
              new Access.Connected("files", new Parameters(Map.of("file", table + "-" + priority))),
              Duration.ofSeconds(30)));
    }
    return sources;
  }

  private static Limits limits() {
    return new Limits(
        2_000,
        2,
        8,
        Path.of(System.getProperty("java.io.tmpdir")),
        new ExtractionLimits(
            new FramingLimits(300, 10_000),
            25,
            5_000,
            2,
            "pekko.actor.default-blocking-io-dispatcher"));
  }

  /** The ledger of a run without its actor. */
  private static final class Book implements RunLedger {
    private final RunFixture fixture = new RunFixture();

    Book() {
      Run.Start start = RunFixture.start();
      Pinned pinned = start.pinned();
      fixture.accept(
          new Run.Start(
              start.id(),
              new Pinned(
                  pinned.task(),
                  pinned.taskRevision(),
                  pinned.module(),
                  pinned.moduleVersion(),
                  pinned.extraction(),
                  pinned.uploading(),
                  pinned.fieldRules(),
                  pinned.anonymizationRules(),
                  pinned.scripts(),
                  pinned.plugins(),
                  plan().tables().stream()
                      .map(table -> new Pinned.Outline(table.name(), List.of("s0", "s1")))
                      .toList(),
                  Optional.empty()),
              start.origin()));
      fixture.accept(new Run.Begin(start.id(), "node"));
    }

    private synchronized Instruction enter(Run.Entry entry) {
      return ((Run.Told) fixture.accept(entry)).instruction();
    }

    @Override
    public Instruction partCommitted(
        Part part, ResumePoint resumePoint, long recordsRead, List<RuleCount> counts) {
      return enter(new Run.CommitPart(RunFixture.ID, 1, part, resumePoint, recordsRead, counts));
    }

    @Override
    public Instruction attemptFailed(
        SourceKey source, int attempt, ErrorCode code, Duration pause) {
      throw new AssertionError("no source fails for a passing reason here");
    }

    @Override
    public Instruction instruction() {
      return Instruction.GO_ON;
    }

    @Override
    public Instruction sourceRestarted(SourceKey source, String reason) {
      return enter(new Run.RestartSource(RunFixture.ID, 1, source, reason));
    }

    @Override
    public Instruction sourceCompleted(
        SourceKey source, long recordsRead, List<RuleCount> trailing) {
      return enter(new Run.CompleteSource(RunFixture.ID, 1, source, recordsRead, trailing));
    }

    @Override
    public Instruction keysResolved(List<MaskFile> masks, List<RuleCount> counts) {
      return enter(new Run.ResolveKeys(RunFixture.ID, 1, masks, counts));
    }

    @Override
    public Instruction recordsSuppressed(Suppressed suppressed, List<RuleCount> counts) {
      return enter(new Run.SuppressRecords(RunFixture.ID, 1, suppressed, counts));
    }

    @Override
    public Instruction profilesStored(List<ProfileFile> profiles) {
      return enter(new Run.StoreProfiles(RunFixture.ID, 1, profiles));
    }

    @Override
    public Instruction risksStored(List<RiskFile> risks) {
      return enter(new Run.StoreRisks(RunFixture.ID, 1, risks));
    }

    @Override
    public Instruction stageCompleted(Stage stage, Map<String, String> facts) {
      return enter(new Run.CompleteStage(RunFixture.ID, 1, stage, facts));
    }
  }
}
