package io.weir.engine.dataplane.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartStore;
import io.weir.engine.dataplane.Progress;
import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.dataplane.SolutionFile;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.dataplane.decode.FramingLimits;
import io.weir.engine.definition.DocumentReader;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.main.Installed;
import io.weir.engine.oracle.MemoryPartStore;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.spi.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was decided in ANONYMIZE is what is published, however often that is interrupted. */
class InterruptedAnonymizationTest {
  private static final int PERSONS = 240;
  private static final Limits SMALL =
      new Limits(
          4 << 20,
          2,
          64,
          Path.of(System.getProperty("java.io.tmpdir")),
          new ExtractionLimits(
              new FramingLimits(600, 10_000),
              50,
              1 << 20,
              2,
              "pekko.actor.default-blocking-io-dispatcher"));

  /** Promises whose solutions are found in different ways and published in different forms. */
  enum Promised {
    OPTIMAL("\"k\": 4, \"maxSuppressed\": 0.1"),
    OPTIMAL_VALUES("\"k\": 4, \"maxSuppressed\": 0.1, \"suppress\": \"values\""),
    LOCAL("\"k\": 6, \"maxSuppressed\": 0.15, \"search\": \"local\""),
    LOCAL_CLOSE(
        "\"k\": 3, \"maxSuppressed\": 0.2, \"search\": \"local\","
            + " \"closeness\": [{\"column\": \"diagnosis\", \"t\": 0.35, \"distance\": \"equal\"}]"),
    MONDRIAN("\"k\": 9, \"maxSuppressed\": 0.2, \"search\": \"mondrian\""),
    MONDRIAN_CLOSE(
        "\"k\": 3, \"search\": \"mondrian\", \"maxSuppressed\": 0.1,"
            + " \"closeness\": [{\"column\": \"diagnosis\", \"t\": 0.3, \"distance\": \"equal\"}]"),
    MONDRIAN_VALUES(
        "\"k\": 4, \"search\": \"mondrian\", \"maxSuppressed\": 0.1, \"suppress\": \"values\"");

    private final String model;

    Promised(String model) {
      this.model = model;
    }
  }

  private static final Seeds SEEDS =
      new Seeds() {
        @Override
        public byte[] runSeed(String run, String table, String place, String method) {
          return sha256(String.join("/", "run", run, table, place, method));
        }

        @Override
        public byte[] moduleSeed(String module, String table, String place, String method) {
          return sha256(String.join("/", "module", module, table, place, method));
        }
      };

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new AssertionError(everyJdkHasIt);
    }
  }

  private static ActorSystem system;
  private static Materializer materializer;
  private static Installed installed;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    system =
        ActorSystem.create(
            "interrupted",
            ConfigFactory.parseString("pekko.loglevel = WARNING")
                .withFallback(ConfigFactory.load()));
    materializer = SystemMaterializer.get(system).materializer();
    installed = new Installed();
  }

  @AfterAll
  static void stop() {
    installed.close();
    system.terminate();
  }

  @BeforeEach
  void deliver() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder people = new StringBuilder("id,age,sex,postcode,diagnosis\n");
    StringBuilder visits = new StringBuilder("no,person\n");
    for (int i = 0; i < PERSONS; i++) {
      boolean odd = i % 30 == 0;
      people.append(
          "%d,%d,%s,%s,%s\n"
              .formatted(
                  i,
                  odd ? 95 + random.nextInt(20) : 20 + random.nextInt(50),
                  random.nextBoolean() ? "f" : "m",
                  odd ? "9%03d".formatted(random.nextInt(1_000)) : "10%02d".formatted(i % 37),
                  odd ? "rare" : List.of("flu", "cold", "gout", "asthma").get(random.nextInt(4))));
      visits.append("%d,%d\n".formatted(i, random.nextInt(PERSONS)));
    }
    Files.writeString(folder.resolve("people.csv"), people);
    Files.writeString(folder.resolve("visits.csv"), visits);
  }

  private static Plan plan(String model) {
    String document =
        """
        { "@context": "https://w3id.org/weir/v1", "id": "https://data.example.org/modules/clinic/",
          "type": "DataModule", "name": "clinic", "version": "1.0.0",
          "tables": [
            { "url": "people", "collect": [ { "source": "clinic", "file": "people.csv" } ],
              "privacyModel": { %s },
              "tableSchema": { "primaryKey": "id", "onKeyConflict": "source-priority",
                "columns": [
                { "name": "id", "datatype": "integer", "role": "insensitive" },
                { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize",
                    "hierarchy": { "intervals": { "origin": 0, "widths": [10, 20, 40] } } } },
                { "name": "sex", "datatype": "string", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize", "hierarchy": { "order": [["f", "m"]] } } },
                { "name": "postcode", "datatype": "string", "role": "quasi-identifying",
                  "anonymize": { "method": "generalize", "levels": [0, 2],
                    "hierarchy": { "redact": { "from": "right", "levels": 4, "token": "*" } } } },
                { "name": "diagnosis", "datatype": "string", "role": "sensitive" } ] } },
            { "url": "visits", "collect": [ { "source": "clinic", "file": "visits.csv" } ],
              "tableSchema": { "primaryKey": "no", "onKeyConflict": "source-priority",
                "columns": [
                { "name": "no", "datatype": "integer" },
                { "name": "person", "datatype": "integer", "references": "people/id",
                  "onParentGone": "cascade" } ] } } ] }
        """
            .formatted(model);
    return read(document);
  }

  private static Plan read(String document) {
    DocumentReader reader = installed.documentReader();
    return switch (reader.read(document)) {
      case DocumentResult.Resolved(Plan plan, _) -> plan;
      case DocumentResult.Rejected rejected -> throw new AssertionError(rejected);
    };
  }

  private Ending prepare(PartStore store, Plan plan, RememberingLedger ledger) {
    Connections beside =
        name ->
            new Connections.Resolved(
                "files", new Settings(Map.of("root", folder.toString()), Map.of()));
    return new Pipeline(
            materializer,
            installed.catalogue(),
            beside,
            store,
            SampleSeal.none(),
            SEEDS,
            Secrets.none(),
            SMALL)
        .prepare(plan, "run", folder, ledger.progress(), ledger)
        .toCompletableFuture()
        .join();
  }

  /** All files but the solutions, which are only read again by the run itself. */
  private static Map<String, String> files(PartStore store) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String path : store.list("")) {
      if (!path.startsWith("run/solutions/")) {
        contents.put(path, new String(bytes(store, path), StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  private static byte[] bytes(PartStore store, String path) throws IOException {
    try (var channel = store.open(path)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
      while (channel.read(bytes) > 0) {
        // until it is full
      }
      return bytes.array();
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_was_decided_is_published_after_an_interruption_at_any_entry(Promised promised)
      throws IOException {
    Plan plan = plan(promised.model);
    PartStore whole = new MemoryPartStore();
    RememberingLedger alone = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(whole, plan, alone));
    Map<String, String> expected = files(whole);
    Suppressed decided = alone.progress().suppressed().orElseThrow();
    assertEquals(1, decided.files().size());
    int decision = alone.entryOf("recordsSuppressed");
    int last = alone.entryOf("stageCompleted ANONYMIZE");
    assertTrue(last - decision > 4, () -> "only " + (last - decision) + " entries between");

    for (int entry = decision; entry <= last; entry++) {
      PartStore store = new MemoryPartStore();
      RememberingLedger broken = new RememberingLedger();
      broken.cut(entry, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(Ending.Failed.class, prepare(store, plan, broken));
      int made = broken.progress().prepared().size();
      assertTrue(entry != decision || made == 0);
      broken.cut(-1, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(
          Ending.Prepared.class,
          prepare(store, plan, broken),
          () -> "after " + made + " parts: " + broken.facts());
      assertEquals(expected, files(store), () -> "after " + made + " parts");
      assertEquals(alone.facts(), broken.facts(), () -> "after " + made + " parts");
      assertEquals(alone.counts(), broken.counts(), () -> "after " + made + " parts");
      assertEquals(1, solutions(store).size());
    }
  }

  /** Noise, permutation, groups, and an added table: all that is drawn is drawn again alike. */
  @Test
  void what_methods_draw_is_published_after_an_interruption_at_any_entry() throws IOException {
    Plan plan =
        read(
            """
            { "@context": "https://w3id.org/weir/v1",
              "id": "https://data.example.org/modules/clinic/",
              "type": "DataModule", "name": "clinic", "version": "1.0.0",
              "tables": [
                { "url": "people", "collect": [ { "source": "clinic", "file": "people.csv" } ],
                  "anonymization": [
                    { "method": "microaggregate", "columns": ["age"], "k": 5 },
                    { "method": "anatomize", "sensitive": "diagnosis", "l": 3 } ],
                  "tableSchema": { "columns": [
                    { "name": "id", "datatype": "integer",
                      "anonymize": { "method": "drop-column" } },
                    { "name": "age", "datatype": "integer", "role": "quasi-identifying" },
                    { "name": "sex", "datatype": "string", "role": "quasi-identifying" },
                    { "name": "postcode", "datatype": "string",
                      "anonymize": { "method": "permute" } },
                    { "name": "diagnosis", "datatype": "string", "role": "sensitive" } ] } },
                { "url": "visits", "collect": [ { "source": "clinic", "file": "visits.csv" } ],
                  "tableSchema": { "columns": [
                    { "name": "no", "datatype": "integer",
                      "anonymize": { "method": "add-noise", "distribution": "laplace", "scale": 3 } },
                    { "name": "person", "datatype": "integer",
                      "anonymize": { "method": "rank-swap", "percent": 5 } } ] } } ] }
            """);
    PartStore whole = new MemoryPartStore();
    RememberingLedger alone = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(whole, plan, alone), alone.facts()::toString);
    Map<String, String> expected = files(whole);
    assertTrue(expected.keySet().stream().anyMatch(it -> it.contains("people_sensitive")));
    int first = alone.entryOf("stageCompleted TRANSFORM") + 1;
    int last = alone.entryOf("stageCompleted ANONYMIZE");
    assertTrue(last - first > 6, () -> "only " + (last - first) + " entries between");
    for (int entry = first; entry <= last; entry++) {
      PartStore store = new MemoryPartStore();
      RememberingLedger broken = new RememberingLedger();
      broken.cut(
          entry,
          entry % 2 == 0 ? RememberingLedger.Cut.DIE_AFTER : RememberingLedger.Cut.DIE_BEFORE);
      assertInstanceOf(Ending.Failed.class, prepare(store, plan, broken));
      broken.cut(-1, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(Ending.Prepared.class, prepare(store, plan, broken));
      int at = entry;
      assertEquals(expected, files(store), () -> "cut at entry " + at);
      assertEquals(alone.facts(), broken.facts(), () -> "cut at entry " + at);
    }
  }

  @Test
  void records_are_suppressed_by_the_models_that_are_interrupted() {
    for (Promised promised : Promised.values()) {
      RememberingLedger ledger = new RememberingLedger();
      assertInstanceOf(
          Ending.Prepared.class, prepare(new MemoryPartStore(), plan(promised.model), ledger));
      String suppressed = ledger.facts().get(Stage.ANONYMIZE).get("people suppressed");
      assertFalse(suppressed.startsWith("0 "), () -> promised + " " + suppressed);
    }
  }

  private static List<String> solutions(PartStore store) throws IOException {
    return store.list("").stream().filter(path -> path.startsWith("run/solutions/")).toList();
  }

  @Test
  void a_solution_that_was_written_but_not_entered_is_passed_over() throws IOException {
    Plan plan = plan(Promised.LOCAL.model);
    PartStore whole = new MemoryPartStore();
    RememberingLedger alone = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(whole, plan, alone));

    PartStore store = new MemoryPartStore();
    RememberingLedger broken = new RememberingLedger();
    broken.cut(alone.entryOf("recordsSuppressed"), RememberingLedger.Cut.DIE_BEFORE);
    assertInstanceOf(Ending.Failed.class, prepare(store, plan, broken));
    assertEquals(Optional.empty(), broken.progress().suppressed());
    List<String> orphan = solutions(store);
    assertEquals(1, orphan.size());
    broken.cut(-1, RememberingLedger.Cut.DIE_AFTER);
    assertInstanceOf(Ending.Prepared.class, prepare(store, plan, broken));
    assertEquals(files(whole), files(store));
    assertEquals(2, solutions(store).size());
    assertNotEquals(
        orphan.getFirst(),
        broken.progress().suppressed().orElseThrow().file("people").orElseThrow().path());
  }

  @Test
  void a_damaged_or_missing_solution_ends_the_run_and_is_not_searched_again() throws IOException {
    Plan plan = plan(Promised.MONDRIAN_CLOSE.model);
    for (boolean missing : List.of(true, false)) {
      MemoryPartStore store = new MemoryPartStore();
      RememberingLedger ledger = new RememberingLedger();
      RememberingLedger alone = new RememberingLedger();
      assertInstanceOf(Ending.Prepared.class, prepare(new MemoryPartStore(), plan, alone));
      ledger.cut(alone.entryOf("recordsSuppressed") + 2, RememberingLedger.Cut.DIE_AFTER);
      assertInstanceOf(Ending.Failed.class, prepare(store, plan, ledger));
      ledger.cut(-1, RememberingLedger.Cut.DIE_AFTER);
      SolutionFile file = ledger.progress().suppressed().orElseThrow().file("people").orElseThrow();
      byte[] good = bytes(store, file.path());
      if (missing) {
        store.delete(file.path());
      } else {
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        put(store, file.path(), bad);
      }
      var problem = assertInstanceOf(Ending.Failed.class, prepare(store, plan, ledger)).problem();
      assertEquals(ErrorCode.DAMAGED_PART, problem.code());
      assertEquals("people", problem.where().get("table"));
      assertTrue(problem.message().contains(missing ? "is not there" : "not as it was written"));
      put(store, file.path(), good);
      assertInstanceOf(Ending.Prepared.class, prepare(store, plan, ledger));
    }
  }

  /** A disk that is full for some file, whose path begins so. */
  private static final class FullStore implements PartStore {
    private final MemoryPartStore files = new MemoryPartStore();
    private String full = "nothing";

    @Override
    public Draft create(String path) {
      Draft draft = files.create(path);
      return new Draft() {
        @Override
        public int write(ByteBuffer source) throws IOException {
          if (path.startsWith(full)) {
            throw new IOException("No space left on device");
          }
          return draft.write(source);
        }

        @Override
        public Committed commit() throws IOException {
          return draft.commit();
        }

        @Override
        public boolean isOpen() {
          return draft.isOpen();
        }

        @Override
        public void close() throws IOException {
          draft.close();
        }
      };
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
      return files.open(path);
    }

    @Override
    public List<String> list(String folder) {
      return files.list(folder);
    }

    @Override
    public void delete(String path) {
      files.delete(path);
    }
  }

  @Test
  void a_disk_that_is_full_at_any_file_is_told_and_nothing_is_lost() throws IOException {
    Plan plan = plan(Promised.LOCAL_CLOSE.model);
    PartStore whole = new MemoryPartStore();
    assertInstanceOf(Ending.Prepared.class, prepare(whole, plan, new RememberingLedger()));
    Map<String, String> expected = files(whole);
    List<String> paths = new ArrayList<>(expected.keySet());
    paths.removeIf(path -> path.startsWith("run/extract/") || path.startsWith("run/profile"));
    paths.add("run/solutions/");
    assertTrue(paths.size() > 10, paths::toString);
    for (String path : paths) {
      FullStore store = new FullStore();
      RememberingLedger ledger = new RememberingLedger();
      store.full = path;
      var problem =
          assertInstanceOf(Ending.Failed.class, prepare(store, plan, ledger), path).problem();
      assertEquals(ErrorCode.STORAGE_FAILED, problem.code(), path);
      assertTrue(problem.advice().contains("space left"), () -> path + problem);
      store.full = "nothing";
      assertInstanceOf(Ending.Prepared.class, prepare(store, plan, ledger), path);
      assertEquals(expected, files(store), path);
    }
  }

  private static void put(PartStore store, String path, byte[] bytes) throws IOException {
    try (PartStore.Draft draft = store.create(path)) {
      draft.write(ByteBuffer.wrap(bytes));
      draft.commit();
    }
  }

  /** As versions did that kept no files. */
  @Test
  void a_decision_that_was_entered_without_files_is_found_again() {
    Plan plan = plan(Promised.OPTIMAL.model);
    RememberingLedger alone = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(new MemoryPartStore(), plan, alone));
    PartStore store = new MemoryPartStore();
    RememberingLedger old = new RememberingLedger();
    old.cut(alone.entryOf("recordsSuppressed"), RememberingLedger.Cut.DIE_AFTER);
    assertInstanceOf(Ending.Failed.class, prepare(store, plan, old));
    old.cut(-1, RememberingLedger.Cut.DIE_AFTER);
    old.forgetFiles();
    assertInstanceOf(Ending.Prepared.class, prepare(store, plan, old));
    assertEquals(
        alone.progress().prepared().values().stream().map(Part::checksum).sorted().toList(),
        old.progress().prepared().values().stream().map(Part::checksum).sorted().toList());
  }

  @Test
  void a_solution_holds_no_value_of_the_data() throws IOException {
    PartStore store = new MemoryPartStore();
    RememberingLedger ledger = new RememberingLedger();
    assertInstanceOf(Ending.Prepared.class, prepare(store, plan(Promised.MONDRIAN.model), ledger));
    Progress progress = ledger.progress();
    byte[] kept =
        bytes(store, progress.suppressed().orElseThrow().file("people").orElseThrow().path());
    String text = new String(kept, StandardCharsets.ISO_8859_1);
    for (String line : Files.readAllLines(folder.resolve("people.csv")).subList(1, PERSONS)) {
      String[] values = line.split(",");
      assertFalse(text.contains(values[3]), "a postcode");
      assertFalse(text.contains(values[4]), "a diagnosis");
    }
    assertTrue(text.contains("postcode"), () -> Arrays.toString(kept));
  }
}
