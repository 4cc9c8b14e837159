package io.weir.engine.main;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.main.client.Workbench;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.v1.Outbox;
import io.weir.v1.ProfileState;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is killed (SIGKILL) at seeded moments between the events of a run and started again.
 * However often and wherever that happens, the run ends with the same bytes and the same report as
 * one that was left alone, and the target holds each record once.
 *
 * <p>{@code -Dweir.kill.moments=1000 -Dweir.kill.seed=7} makes more, or other, moments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillAnywhereIT {
  private static final int MOMENTS = Integer.getInteger("weir.kill.moments", 50);
  private static final long SEED = Long.getLong("weir.kill.seed", 20261123);
  private static final List<String> SMALL_PARTS =
      List.of(
          "-Dweir.limits.part-records=1500",
          "-Dweir.limits.chunk-bytes=32768",
          "-Dweir.limits.batch-records=512");
  private static final String MODULE =
      """
      {
        "@context": "https://w3id.org/weir/v1",
        "id": "https://data.example.org/modules/harbour/",
        "type": "DataModule",
        "name": "harbour",
        "version": "1.0.0",
        "tables": [
          { "url": "ship",
            "collect": [
              { "source": "register", "file": "ships-a.csv" },
              { "source": "survey", "file": "ships-b.csv" } ],
            "tableSchema": {
              "primaryKey": "id",
              "onKeyConflict": "new-keys",
              "columns": [
                { "name": "id", "datatype": "integer" },
                { "name": "captain", "datatype": "string", "anonymize": { "method": "mask" } },
                { "name": "built", "datatype": "date", "onEmpty": "drop",
                  "anonymize": { "method": "generalize", "to": "year" } },
                { "name": "crew", "datatype": { "base": "integer", "minimum": 0, "maximum": 40 },
                  "onOutOfRange": "clamp" } ] } },
          { "url": "call",
            "collect": [ { "source": "survey", "file": "calls.ndjson" } ],
            "tableSchema": {
              "primaryKey": "no",
              "onKeyConflict": "drop-all",
              "columns": [
                { "name": "no", "datatype": "integer" },
                { "name": "ship", "datatype": "integer", "references": "ship/id" },
                { "name": "tons", "datatype": "decimal", "onEmpty": "replace", "default": "0" } ] } }
        ],
        "upload": { "connection": "warehouse", "protocol": "rewrite", "bump": "minor" }
      }
      """;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

  /** How often it is killed in ANONYMIZE besides. */
  private static final int ANONYMIZING = Integer.getInteger("weir.kill.anonymizing", 3);

  /** One table per way of the search, and one with all that draws. */
  private static final String ANONYMIZED =
      """
      {
        "@context": "https://w3id.org/weir/v1",
        "id": "https://data.example.org/modules/crews/",
        "type": "DataModule",
        "name": "crews",
        "version": "1.0.0",
        "tables": [
          { "url": "sailor",
            "collect": [ { "source": "crews", "file": "sailors.csv" } ],
            "privacyModel": { "k": 4, "search": "mondrian", "maxSuppressed": 0.2,
              "closeness": [ { "column": "illness", "t": 0.6, "distance": "equal" } ] },
            "tableSchema": { "primaryKey": "id", "onKeyConflict": "source-priority",
              "columns": [ %1$s ] } },
          { "url": "officer",
            "collect": [ { "source": "crews", "file": "sailors.csv" } ],
            "privacyModel": { "k": 5, "search": "local", "maxSuppressed": 0.2,
              "suppress": "values" },
            "tableSchema": { "columns": [ %1$s ] } },
          { "url": "watch",
            "collect": [ { "source": "crews", "file": "watches.csv" } ],
            "tableSchema": { "columns": [
              { "name": "sailor", "datatype": "integer", "references": "sailor/id",
                "onParentGone": "cascade" } ] } },
          { "url": "log",
            "collect": [ { "source": "crews", "file": "sailors.csv" } ],
            "anonymization": [ { "method": "anatomize", "sensitive": "illness", "l": 3 } ],
            "tableSchema": { "columns": [
              { "name": "id", "datatype": "integer",
                "anonymize": { "method": "drop-column" } },
              { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                "anonymize": { "method": "add-noise", "distribution": "laplace", "scale": 2,
                  "per": "id" } },
              { "name": "port", "datatype": "string",
                "anonymize": { "method": "permute" } },
              { "name": "illness", "datatype": "string", "role": "sensitive" } ] } }
        ]
      }
      """
          .formatted(
              """
              { "name": "id", "datatype": "integer", "role": "insensitive" },
              { "name": "age", "datatype": "integer", "role": "quasi-identifying",
                "anonymize": { "method": "generalize",
                  "hierarchy": { "intervals": { "origin": 0, "widths": [10, 20] } } } },
              { "name": "port", "datatype": "string", "role": "quasi-identifying",
                "anonymize": { "method": "generalize", "levels": [0, 2],
                  "hierarchy": { "redact": { "from": "right", "levels": 3, "token": "*" } } } },
              { "name": "illness", "datatype": "string", "role": "sensitive" }
              """);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private PostgresServer postgres;
  private ActorSystem<Void> system;
  private ServedNode node;

  @BeforeAll
  void start() throws Exception {
    postgres = PostgresServer.start(folder.resolve("postgresql"));
    postgres.ensureDatabase("weir");
    postgres.ensureDatabase("warehouse");
    system = ActorSystem.create(Behaviors.empty(), "killer", ConfigFactory.load());
    writeSources();
    Files.createDirectories(folder.resolve("data"));
    node = ServedNode.start(folder.resolve("data"), postgres, SMALL_PARTS, system);
  }

  @AfterAll
  void end() {
    if (node != null) {
      node.close();
    }
    if (system != null) {
      system.terminate();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @Test
  void a_run_killed_anywhere_ends_like_one_left_alone() throws Exception {
    String task = prepareTask();
    Run alone = prepared(new Workbench(node.client()).start(task).getRunId());
    long events = events(alone.getRunId());
    Map<String, String> bytes = parts(alone.getRunId());
    RunReport report = new Workbench(node.client()).report(alone.getRunId());
    assertTrue(
        events > 40, () -> "a run of only " + events + " events is too short to be cut anywhere");
    assertTrue(bytes.size() > 14, () -> "only " + bytes.size() + " files");
    assertEquals(
        Set.of("profile/ship.json", "profile/call.json"),
        bytes.keySet().stream().filter(path -> !path.startsWith("anonymize/")).collect(toSet()));
    assertEquals(ProfileState.TAKEN, report.getProfiles());
    assertTrue(ReportSums.addUp(report), report::toString);

    int uploads = MOMENTS / 5;
    for (int moment = 0; moment < MOMENTS - uploads; moment++) {
      long cut = 1 + random.nextLong(events - 1);
      String run = new Workbench(node.client()).start(task).getRunId();
      killAfter(run, cut);
      assertEquals(
          RunState.PREPARED, prepared(run).getState(), "seed " + SEED + ", cut after event " + cut);
      assertEquals(bytes, parts(run), "seed " + SEED + ", cut after event " + cut);
      assertEquals(
          report.toBuilder().setRunId(run).build(),
          new Workbench(node.client()).report(run),
          "seed " + SEED + ", cut after event " + cut);
    }
    for (int moment = 0; moment < uploads; moment++) {
      uploadAcrossAKill(task);
    }
  }

  /**
   * What is drawn differs from run to run, but not within one: a part that is there when the node
   * is killed is the same in the end. All else is as in a run that was left alone.
   */
  @Test
  void a_run_killed_in_anonymize_ends_like_one_left_alone() throws Exception {
    writeSailors();
    Workbench first = new Workbench(node.client());
    first.connection("crews-folder", "files", "", Map.of("root", folder.toString()), Map.of());
    String task =
        first
            .task("crews", first.importModule(ANONYMIZED), List.of(), Optional.empty())
            .getTaskId();
    Run alone = prepared(first.start(task).getRunId());
    assertEquals(RunState.PREPARED, alone.getState(), alone::toString);
    Map<String, String> bytes = undrawn(parts(alone.getRunId()));
    assertTrue(
        parts(alone.getRunId()).keySet().stream().noneMatch(it -> it.startsWith("solutions/")));
    RunReport report = first.report(alone.getRunId());
    long decided = decided(alone.getRunId());
    SplittableRandom moments = new SplittableRandom(SEED);
    long span = events(alone.getRunId()) - decided;
    assertTrue(span > 12, () -> "only " + span + " events after the decision");
    for (int moment = 0; moment < ANONYMIZING; moment++) {
      long cut = decided + moments.nextLong(span - 3);
      String told = "seed " + SEED + ", cut after event " + cut;
      String run = new Workbench(node.client()).start(task).getRunId();
      awaitEvent(run, cut);
      node.kill();
      Map<String, String> before = drawn(parts(run));
      node = ServedNode.start(folder.resolve("data"), postgres, SMALL_PARTS, system);
      Run ended = prepared(run);
      assertEquals(RunState.PREPARED, ended.getState(), () -> told + ended);
      Map<String, String> after = parts(run);
      assertEquals(bytes, undrawn(after), told);
      before.forEach((path, checksum) -> assertEquals(checksum, after.get(path), told + path));
      assertEquals(
          undrawn(report).toBuilder().setRunId(run).build(),
          undrawn(new Workbench(node.client()).report(run)),
          told);
    }
  }

  /** The profiles of what was drawn are its own. */
  private static RunReport undrawn(RunReport report) {
    RunReport.Builder some = report.toBuilder().clearTables();
    report.getTablesList().stream()
        .filter(table -> !table.getTable().startsWith("log"))
        .forEach(some::addTables);
    return some.build();
  }

  private static Map<String, String> undrawn(Map<String, String> parts) {
    Map<String, String> some = new TreeMap<>(parts);
    some.keySet().removeIf(path -> isDrawn(path) || path.startsWith("profile/log"));
    return some;
  }

  private static Map<String, String> drawn(Map<String, String> parts) {
    Map<String, String> some = new TreeMap<>(parts);
    some.keySet().removeIf(path -> !isDrawn(path));
    return some;
  }

  private static boolean isDrawn(String path) {
    return path.endsWith(".arrow") && path.startsWith("anonymize/log");
  }

  /** The number of the event by which it was decided what is suppressed. */
  private long decided(String run) throws SQLException {
    return count(
        "weir",
        "select sequence_number from event_journal where persistence_id like '%|"
            + run
            + "' and event_ser_manifest like '%records-suppressed%'");
  }

  private void writeSailors() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder sailors = new StringBuilder("id,age,port,illness\n");
    StringBuilder watches = new StringBuilder("sailor\n");
    for (int i = 0; i < 7_000; i++) {
      boolean odd = i % 700 == 0;
      sailors
          .append(i)
          .append(',')
          .append(odd ? 90 + random.nextInt(9) : 17 + random.nextInt(50))
          .append(',')
          .append(odd ? "X" + random.nextInt(10, 99) : "P" + random.nextInt(10, 40))
          .append(',')
          .append(List.of("scurvy", "fever", "none", "gout").get(random.nextInt(4)))
          .append('\n');
      watches.append(random.nextInt(7_000)).append('\n');
    }
    Files.writeString(folder.resolve("sailors.csv"), sailors);
    Files.writeString(folder.resolve("watches.csv"), watches);
  }

  private void uploadAcrossAKill(String task) throws Exception {
    Workbench workbench = new Workbench(node.client());
    Run run = prepared(workbench.start(task).getRunId());
    Outbox outbox = workbench.outbox(run.getOutboxId());
    workbench.confirm(run, outbox);
    long confirmed = events(run.getRunId());
    LockSupport.parkNanos(random.nextLong(600_000_000));
    long cut = events(run.getRunId());
    restart();
    Run ended = new Workbench(node.client()).watch(run.getRunId(), _ -> {});
    String moment = "seed " + SEED + ", cut at event " + cut + " after " + confirmed;
    assertEquals(RunState.UPLOADED, ended.getState(), () -> moment + ": " + ended.getProblem());
    assertEquals(1, registered(ended.getNewModuleVersion()), moment);
    for (var table : outbox.getTablesList()) {
      assertEquals(
          table.getRecords(),
          count(
              "warehouse",
              "select count(*) from \"%s\".\"%s\""
                  .formatted(ended.getLocation(), table.getTable())),
          moment);
    }
  }

  private String prepareTask() throws IOException {
    Path module = folder.resolve("harbour.module.jsonld");
    Files.writeString(module, MODULE);
    Workbench workbench = new Workbench(node.client());
    workbench.connection(
        "warehouse",
        "postgresql",
        "",
        Map.of(
            "host",
            "localhost",
            "port",
            Integer.toString(postgres.port()),
            "database",
            "warehouse",
            "user",
            postgres.user()),
        Map.of("password", postgres.password()));
    workbench.connection(
        "harbour-folder", "files", "", Map.of("root", folder.toString()), Map.of());
    return workbench
        .task("harbour", workbench.importModule(MODULE), List.of(), Optional.empty())
        .getTaskId();
  }

  private Run prepared(String run) {
    return new Workbench(node.client()).watch(run, _ -> {});
  }

  private void killAfter(String run, long cut) throws Exception {
    awaitEvent(run, cut);
    LockSupport.parkNanos(random.nextLong(5_000_000));
    restart();
  }

  /** A run that ends before is told, and not waited for without end. */
  private void awaitEvent(String run, long cut) throws SQLException {
    long latest = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (events(run) < cut) {
      if (System.nanoTime() > latest) {
        fail("run " + run + " has no event " + cut + " after " + LONGEST_WAIT);
      }
      Thread.onSpinWait();
    }
  }

  private void restart() throws IOException {
    node.kill();
    node = ServedNode.start(folder.resolve("data"), postgres, SMALL_PARTS, system);
  }

  private long events(String run) throws SQLException {
    try (Connection connection = postgres.connect("weir");
        PreparedStatement query =
            connection.prepareStatement(
                "select count(*) from event_journal where persistence_id like ?")) {
      query.setString(1, "%|" + run);
      try (ResultSet answer = query.executeQuery()) {
        answer.next();
        return answer.getLong(1);
      }
    }
  }

  private long registered(String version) throws SQLException {
    return count(
        "warehouse",
        "select count(*) from weir.module_version where module = 'harbour' and version = '%s'"
            .formatted(version));
  }

  private long count(String database, String sql) throws SQLException {
    try (Connection connection = postgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  /** The bytes of a run's outbox and of its profiles: path within the run, checksum. */
  private Map<String, String> parts(String run) throws Exception {
    Path root = folder.resolve("data").resolve("parts").resolve(run);
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        found.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
      }
    }
    return found;
  }

  private void writeSources() throws IOException {
    SplittableRandom dirt = new SplittableRandom(1);
    StringBuilder register = new StringBuilder("id,captain,built,crew\n");
    StringBuilder survey = new StringBuilder("id,captain,built,crew\n");
    for (int i = 0; i < 9_000; i++) {
      ship(register, i, dirt);
      if (i % 3 == 0) {
        ship(survey, dirt.nextInt(12_000), dirt);
      }
    }
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 15_000; i++) {
      int no = dirt.nextInt(200) == 0 ? dirt.nextInt(i + 1) : i;
      calls
          .append("{\"no\": ")
          .append(no)
          .append(", \"ship\": ")
          .append(dirt.nextInt(13_000))
          .append(", \"tons\": ")
          .append(dirt.nextInt(50) == 0 ? "null" : dirt.nextInt(100_000) + ".5")
          .append("}\n");
    }
    Files.writeString(folder.resolve("ships-a.csv"), register);
    Files.writeString(folder.resolve("ships-b.csv"), survey);
    Files.writeString(folder.resolve("calls.ndjson"), calls);
  }

  private static void ship(StringBuilder out, int id, SplittableRandom dirt) {
    out.append(id)
        .append(",Captain ")
        .append(dirt.nextInt(1_000))
        .append(',')
        .append(dirt.nextInt(100) == 0 ? "" : "19" + (10 + dirt.nextInt(90)) + "-05-17")
        .append(',')
        .append(dirt.nextInt(60))
        .append('\n');
  }
}
