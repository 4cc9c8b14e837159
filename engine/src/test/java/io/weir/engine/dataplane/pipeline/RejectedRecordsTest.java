package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.RejectedRecord;
import io.weir.engine.dataplane.RejectedRecord.Field;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.decode.BytesSource;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.ColumnPlan.OnOutOfRange;
import io.weir.engine.definition.ColumnPlan.OnTypeViolation;
import io.weir.engine.definition.Plan;
import io.weir.engine.definition.SourcePlan;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.storage.SampleKey;
import io.weir.spi.Parameters;
import io.weir.spi.Settings;
import io.weir.spi.SourceFormat;
import io.weir.spi.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which rejected records of two dirty sources are kept. */
class RejectedRecordsTest {
  private static final String CANARY = "Canary";
  private static final int RECORDS = 120;
  private static final Limits SMALL = limits(300, 25, 2);

  private static ActorSystem system;
  private static Materializer materializer;

  @TempDir private Path home;

  /** What the sources deliver, and what of it must be rejected: found out in another way. */
  private final List<RejectedRecord> rejected = new ArrayList<>();

  private final Map<String, String> texts = Map.of("0", text(0), "1", text(1));

  @BeforeAll
  static void start() {
    system = ActorSystem.create("rejected-records");
    materializer = SystemMaterializer.get(system).materializer();
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private String text(int source) {
    Random random = new Random(source);
    StringBuilder text = new StringBuilder("id,name,age,photo\n");
    for (int row = 1; row <= RECORDS; row++) {
      String id = Integer.toString(source * 1000 + row);
      String name = random.nextInt(4) == 0 ? "" : CANARY + row;
      String age = List.of("7", "17", "200", "x").get(random.nextInt(4));
      text.append("%s,%s,%s,AQID\n".formatted(id, name, age));
      Optional<Map.Entry<String, Rule>> why =
          name.isEmpty()
              ? Optional.of(Map.entry("name", Rule.EMPTY_DROPPED))
              : switch (age) {
                case "200" -> Optional.of(Map.entry("age", Rule.OUT_OF_RANGE_DROPPED));
                case "x" -> Optional.of(Map.entry("age", Rule.TYPE_VIOLATION_DROPPED));
                default -> Optional.empty();
              };
      int position = row;
      why.ifPresent(rule ->
          rejected.add(
              new RejectedRecord(
                  source,
                  position,
                  rule.getKey(),
                  rule.getValue(),
                  List.of(
                      new Field("id", id, false),
                      new Field("name", name, false),
                      new Field("age", age, false),
                      new Field("photo", "AQID", false)),
                  false)));
    }
    return text.toString();
  }

  private static Limits limits(int chunk, int partRows, int threads) {
    return new Limits(
        2_000,
        threads,
        8,
        Path.of(System.getProperty("java.io.tmpdir")),
        new ExtractionLimits(
            new FramingLimits(chunk, 10_000),
            partRows,
            5_000,
            threads,
            "pekko.actor.default-blocking-io-dispatcher"));
  }

  private static TablePlan table(int most) {
    return new TablePlan(
        "people",
        List.of(
            column("id", ValueType.INTEGER, new OnEmpty.Pass()),
            column("name", ValueType.STRING, new OnEmpty.Drop()),
            new ColumnPlan(
                "age",
                ValueType.INTEGER,
                Set.of(""),
                new OnEmpty.Pass(),
                Optional.of(
                    new ColumnPlan.Range(Optional.of("0"), Optional.of("150"), OnOutOfRange.DROP)),
                OnTypeViolation.DROP,
                Optional.empty()),
            column("photo", ValueType.BINARY, new OnEmpty.Pass())),
        List.of(source(0), source(1)),
        Optional.empty(),
        List.of(),
        most);
  }

  private static ColumnPlan column(String name, ValueType type, OnEmpty onEmpty) {
    return new ColumnPlan(
        name, type, Set.of(""), onEmpty, Optional.empty(), OnTypeViolation.DROP, Optional.empty());
  }

  private static SourcePlan source(int priority) {
    return new SourcePlan(
        "s" + priority,
        priority,
        new SourcePlan.Access.Connected(
            "given", new Parameters(Map.of("file", Integer.toString(priority)))),
        Duration.ofSeconds(30));
  }

  private Pipeline pipeline(PartStore store, Limits limits, long readSeed) {
    GivenConnector given =
        new GivenConnector(request ->
            new BytesSource(
                SourceFormat.Csv.standard(),
                texts
                    .get(request.parameters().values().get("file"))
                    .getBytes(StandardCharsets.UTF_8),
                readSeed));
    Connections connections =
        name -> new Connections.Resolved("given", new Settings(Map.of(), Map.of()));
    return new Pipeline(
        materializer,
        new TestCatalogue(Map.of("given", given)),
        connections,
        store,
        new SampleKey(Optional.empty(), home),
        limits);
  }

  private Ending prepare(Pipeline pipeline, String run, int most, RememberingLedger ledger) {
    Plan plan = new Plan("m", "people", "1.0.0", List.of(table(most)), Optional.empty());
    return pipeline
        .prepare(plan, run, home, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  private PartStore store(String name) throws IOException {
    return new DirectoryPartStore(home.resolve(name));
  }

  private List<RejectedRecord> sample(String store, String run, int most, Limits limits)
      throws IOException {
    Pipeline pipeline = pipeline(store(store), limits, store.hashCode());
    assertInstanceOf(Ending.Prepared.class, prepare(pipeline, run, most, new RememberingLedger()));
    return pipeline.rejected(run, table(most)).orElseThrow();
  }

  @Test
  void as_many_are_kept_as_are_rejected_with_place_rule_and_fields_as_delivered()
      throws IOException {
    assertTrue(rejected.size() > 100, () -> "only " + rejected.size());
    assertEquals(rejected, sample("all", "run", 1000, SMALL));
    assertEquals(rejected, sample("just", "run", rejected.size(), SMALL));
  }

  @Test
  void the_same_few_are_kept_whatever_the_chunks_parts_and_threads() throws IOException {
    List<RejectedRecord> few = sample("few", "run", 7, SMALL);
    assertEquals(7, few.size());
    assertTrue(rejected.containsAll(few), few::toString);
    assertEquals(few, sample("whole", "run", 7, limits(100_000, 1000, 1)));
    assertEquals(few, sample("tiny", "run", 7, limits(60, 1, 4)));
    assertTrue(sample("more", "run", 20, limits(500, 9, 3)).containsAll(few));
    assertNotEquals(few, sample("other", "another-run", 7, SMALL));
  }

  @ParameterizedTest
  @EnumSource
  void an_execution_that_ends_after_any_entry_keeps_the_same_records(RememberingLedger.Cut cut)
      throws IOException {
    List<RejectedRecord> expected = sample("expected", "run", 9, SMALL);
    RememberingLedger counting = new RememberingLedger();
    prepare(pipeline(store("counted"), SMALL, 1), "run", 9, counting);
    for (int entry = 0; entry < counting.entries(); entry++) {
      Pipeline pipeline = pipeline(store(cut + "-" + entry), SMALL, entry);
      RememberingLedger broken = new RememberingLedger();
      broken.cut(entry, cut);
      prepare(pipeline, "run", 9, broken);
      broken.cut(-1, cut);
      assertInstanceOf(Ending.Prepared.class, prepare(pipeline, "run", 9, broken));
      assertEquals(
          Optional.of(expected), pipeline.rejected("run", table(9)), "cut at entry " + entry);
    }
  }

  @Test
  void what_is_stored_is_sealed_and_opens_with_the_same_key_alone() throws IOException {
    sample("sealed", "run", 1000, SMALL);
    boolean found = false;
    for (String path : store("sealed").list("run")) {
      if (path.startsWith("run/rejec")) {
        found = true;
        String bytes =
            Files.readString(home.resolve("sealed").resolve(path), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(CANARY), path);
      }
    }
    assertTrue(found);
    Files.delete(home.resolve("sample.key"));
    assertEquals(
        io.weir.engine.vocabulary.ErrorCode.DAMAGED_PART,
        org.junit.jupiter.api.Assertions.assertThrows(
                io.weir.engine.vocabulary.WeirException.class,
                () -> pipeline(store("sealed"), SMALL, 1).rejected("run", table(1000)))
            .problem()
            .code());
  }

  @Test
  void nothing_is_stored_of_a_table_that_is_not_sampled() throws IOException {
    PartStore store = store("none");
    assertInstanceOf(
        Ending.Prepared.class,
        prepare(pipeline(store, SMALL, 1), "run", 0, new RememberingLedger()));
    assertTrue(store.list("run").stream().noneMatch(path -> path.startsWith("run/rejec")));
    try (Stream<Path> files = Files.list(home)) {
      assertTrue(files.noneMatch(file -> file.endsWith("sample.key")));
    }
  }
}
