package io.weir.engine.main;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    while (events(run) < cut) {
      Thread.onSpinWait();
    }
    LockSupport.parkNanos(random.nextLong(5_000_000));
    restart();
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
