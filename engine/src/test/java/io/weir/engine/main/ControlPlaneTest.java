package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.Await;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.outbox.OutboxState;
import io.weir.engine.outbox.RecordPage;
import io.weir.engine.run.RunReport;
import io.weir.engine.run.RunState;
import io.weir.engine.run.RunView;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.PostgresForTests;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneTest {
  @TempDir Path directory;

  private final Database.Address address = PostgresForTests.fresh();
  private final SmallDataPlane.Target target = new SmallDataPlane.Target();
  private SmallNode node;

  @BeforeEach
  void start() {
    node = new SmallNode(address, directory, target);
  }

  @AfterEach
  void end() {
    node.close();
  }

  private void restart() {
    node.close();
    node = new SmallNode(address, directory, target);
  }

  private RunView await(String run, RunState state) {
    return Await.until(
        () -> Await.answer(node.plane.runs().get(run)), view -> view.state() == state);
  }

  private RunView prepared() {
    node.releasedTask();
    node.dataPlane.gate.release(100);
    RunView run = Await.answer(node.plane.runs().start("ada", "shop", "s"));
    return await(run.id(), RunState.PREPARED);
  }

  @Test
  void a_run_becomes_a_reviewed_and_published_module_version() {
    RunView run = prepared();
    assertEquals(List.of("v1/orders.sh"), node.dataPlane.programs);
    Path work = directory.resolve("work").resolve(run.id());
    Await.until(() -> Files.exists(work), there -> !there);

    RunReport report = Await.answer(node.plane.runs().report(run.id()));
    assertEquals(55, report.tables().getFirst().sources().getFirst().read());
    assertEquals(50, report.tables().getFirst().sources().getFirst().extracted());
    assertEquals(5, report.tables().getFirst().sources().getFirst().rules().getFirst().count());

    var outbox = Await.answer(node.plane.outboxes().get(run.outbox().orElseThrow()));
    assertEquals(OutboxState.AWAITING_REVIEW, outbox.state());
    assertEquals(50, outbox.tables().getFirst().records());
    var stale = Await.refusal(node.plane.runs().resume("ada", run.id(), outbox.revision() + 1, ""));
    assertEquals(ErrorCode.REVISION_CONFLICT, stale.problem().code());

    Await.answer(node.plane.runs().resume("ada", run.id(), outbox.revision(), "up"));
    Await.answer(node.plane.runs().resume("ada", run.id(), outbox.revision(), "up"));
    RunView uploaded = await(run.id(), RunState.UPLOADED);
    assertEquals("1.1.0", uploaded.newModuleVersion().orElseThrow());
    assertEquals("schema 1.1.0", uploaded.location().orElseThrow());
    assertEquals(Stage.UPLOAD, uploaded.stage());
    assertEquals(1, target.deliveries);

    var version = Await.answer(node.plane.modules().get("shop", ""));
    assertEquals("1.1.0", version.version());
    assertEquals("1.0.0", version.previousVersion());
    assertEquals(run.id(), version.run());
    assertTrue(version.document().contains("v.orders"), version.document());
    assertEquals(OutboxState.UPLOADED, Await.answer(node.plane.outboxes().get(run.id())).state());
  }

  @Test
  void a_run_goes_on_by_itself_after_the_node_was_lost() {
    node.releasedTask();
    RunView run = Await.answer(node.plane.runs().start("ada", "shop", "s"));
    for (int lost = 0; lost < 4; lost++) {
      node.dataPlane.gate.release(1);
      int committed = (lost + 1) * SmallDataPlane.ROWS;
      Await.until(
          () -> Await.answer(node.plane.runs().get(run.id())),
          view -> view.tables().getFirst().extracted() == committed);
      restart();
    }
    node.dataPlane.gate.release(100);
    Await.until(
        () -> Await.answer(node.plane.runs().list("", PageRequest.first())).items(),
        runs -> runs.size() == 1 && runs.getFirst().state() == RunState.PREPARED);
    RunView view = Await.answer(node.plane.runs().get(run.id()));
    assertEquals(50, view.tables().getFirst().prepared());
    assertEquals(55, view.tables().getFirst().read());
  }

  @Test
  void a_paused_run_rests_and_a_resumed_one_goes_on() {
    node.releasedTask();
    RunView run = Await.answer(node.plane.runs().start("ada", "shop", "s"));
    RunView paused = Await.answer(node.plane.runs().pause("ada", run.id(), "p"));
    assertEquals(RunState.PAUSED, paused.state());
    node.dataPlane.gate.release(1);
    Await.until(
        () -> Await.answer(node.plane.runs().get(run.id())),
        view -> view.tables().getFirst().extracted() == SmallDataPlane.ROWS);
    restart();
    assertEquals(RunState.PAUSED, Await.answer(node.plane.runs().get(run.id())).state());
    Await.answer(node.plane.runs().resume("ada", run.id(), 0, "r"));
    node.dataPlane.gate.release(100);
    List<RunView> seen =
        Await.answer(node.plane.runs().watch(run.id()).runWith(Sink.seq(), node.system));
    assertEquals(RunState.PREPARED, seen.getLast().state());
  }

  /** Empty folders may be left for a moment by another who deletes the same. */
  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (UncheckedIOException | NoSuchFileException vanished) {
      return List.of();
    }
  }

  @Test
  void a_stopped_run_stays_stopped_and_leaves_no_records() throws IOException {
    RunView run = prepared();
    Await.answer(node.plane.runs().stop("ada", run.id(), true, "x"));
    assertEquals(OutboxState.CLEARED, Await.answer(node.plane.outboxes().get(run.id())).state());
    assertEquals(List.of(), files(directory.resolve("parts").resolve(run.id())));
    restart();
    assertEquals(RunState.STOPPED, Await.answer(node.plane.runs().get(run.id())).state());
    var refusal = Await.refusal(node.plane.runs().resume("ada", run.id(), 1, ""));
    assertEquals(ErrorCode.WRONG_STATE, refusal.problem().code());
  }

  @Test
  void an_upload_of_unknown_outcome_is_settled_and_happens_once() {
    RunView run = prepared();
    Problem lost = Problem.of(ErrorCode.UPLOAD_UNKNOWN, "The answer was lost.", "Wait.");
    target.troubles.add(new UploadOutcome.Unknown(lost));
    target.troubles.add(
        new UploadOutcome.Refused(Problem.of(ErrorCode.TARGET_REFUSED, "It is busy.", "Wait.")));
    Await.answer(node.plane.runs().resume("ada", run.id(), 1, "up"));
    RunView uploaded = await(run.id(), RunState.UPLOADED);
    assertTrue(uploaded.problem().isEmpty());
    assertTrue(
        uploaded.history().stream()
            .anyMatch(entry -> entry.what().equals("upload outcome unknown")));
    assertEquals(1, target.deliveries);
  }

  @Test
  void a_target_that_refuses_fails_the_run_and_the_next_one_works() {
    RunView run = prepared();
    target.troubles.add(
        new UploadOutcome.Refused(Problem.of(ErrorCode.TARGET_REFUSED, "No.", "Ask.")));
    Await.answer(node.plane.runs().resume("ada", run.id(), 1, "up"));
    RunView failed = await(run.id(), RunState.FAILED);
    assertEquals(ErrorCode.TARGET_REFUSED, failed.problem().orElseThrow().code());

    RunView next = Await.answer(node.plane.runs().start("ada", "shop", "again"));
    await(next.id(), RunState.PREPARED);
    Await.answer(node.plane.runs().resume("ada", next.id(), 1, "up"));
    assertEquals("1.2.0", await(next.id(), RunState.UPLOADED).newModuleVersion().orElseThrow());
  }

  @Test
  void what_cannot_be_proved_is_not_published() {
    RunView run = prepared();
    node.dataPlane.proves = false;
    Await.answer(node.plane.runs().resume("ada", run.id(), 1, "up"));
    RunView failed = await(run.id(), RunState.FAILED);
    assertEquals(ErrorCode.PROOF_FAILED, failed.problem().orElseThrow().code());
    assertEquals("1.0.0", Await.answer(node.plane.modules().get("shop", "")).version());
  }

  @Test
  void a_repeated_start_names_the_same_run() {
    node.releasedTask();
    RunView first = Await.answer(node.plane.runs().start("ada", "shop", "once"));
    var task = Await.answer(node.plane.tasks().get("shop"));
    Await.answer(
        node.plane
            .tasks()
            .updateExtractionScript(
                "ada",
                "shop",
                "orders",
                "till",
                task.extraction().getFirst().script(),
                task.revision(),
                ""));
    RunView second = Await.answer(node.plane.runs().start("ada", "shop", "once"));
    assertEquals(first.id(), second.id());
  }

  @Test
  void records_are_read_page_by_page_without_gap_or_repetition() {
    RunView run = prepared();
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      RecordPage page =
          Await.answer(
              node.plane.outboxes().readRecords(run.id(), "orders", PageRequest.of(7, token)));
      assertEquals(List.of("id", "amount"), page.columns());
      page.records().forEach(record -> ids.add(record.getFirst().orElseThrow()));
      token = page.nextToken();
    } while (!token.isEmpty());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      expected.add(Integer.toString(i));
    }
    assertEquals(expected, ids);
  }

  @Test
  void entities_and_lists_are_the_same_after_a_restart() {
    node.releasedTask();
    var script = Await.answer(node.plane.scripts().get("orders.sh", 0));
    var task = Await.answer(node.plane.tasks().get("shop"));
    var connection = Await.answer(node.plane.connections().get("warehouse"));
    Await.until(
        () -> Await.answer(node.plane.tasks().list(PageRequest.first())).items(),
        tasks -> tasks.equals(List.of(task)));
    restart();
    assertEquals(script, Await.answer(node.plane.scripts().get("orders.sh", 0)));
    assertEquals(task, Await.answer(node.plane.tasks().get("shop")));
    assertEquals(connection, Await.answer(node.plane.connections().get("warehouse")));
    assertEquals(
        "s3cret-canary",
        node.plane.connections().resolve("warehouse").settings().require("password"));
    assertEquals(
        List.of(connection),
        Await.answer(node.plane.connections().list(PageRequest.first())).items());
    assertEquals(
        1,
        Await.answer(node.plane.modules().listVersions("shop", PageRequest.first()))
            .items()
            .size());
  }

  @Test
  void lists_are_paged_in_the_order_of_names() {
    for (String name : List.of("b.sh", "ı.sh", "I.sh", "a.sh", "i.sh")) {
      Await.answer(
          node.plane
              .scripts()
              .create("ada", name, io.weir.engine.script.ScriptKind.EXTRACTION, "", ""));
    }
    List<String> names = Await.until(() -> names(2), found -> found.size() == 5);
    assertEquals(List.of("I.sh", "a.sh", "b.sh", "i.sh", "ı.sh"), names);
  }

  private List<String> names(int size) {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      var page = Await.answer(node.plane.scripts().list(PageRequest.of(size, token)));
      page.items().forEach(script -> names.add(script.id()));
      token = page.nextToken();
    } while (!token.isEmpty());
    return names;
  }

  @Test
  void no_secret_is_in_any_table_in_the_clear() throws Exception {
    prepared();
    var refusal =
        Await.refusal(
            node.plane
                .connections()
                .create(
                    "ada",
                    "other",
                    "postgresql",
                    "",
                    java.util.Map.of("url", "u", "password", "s3cret-canary"),
                    java.util.Map.of(),
                    List.of(),
                    ""));
    assertEquals("settings.password", refusal.problem().where().get("field"));
    try (var connection = node.database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      assertTrue(tables.contains("event_journal") && tables.contains("weir_secret"));
      for (String table : tables) {
        try (ResultSet rows =
            statement.executeQuery(
                "select count(*) from "
                    + table
                    + " t where position('s3cret-canary' in t::text) > 0"
                    + " or position(encode('s3cret-canary', 'hex') in t::text) > 0")) {
          rows.next();
          assertEquals(0, rows.getInt(1), table);
        }
      }
    }
  }

  @Test
  void a_release_tells_everything_that_is_missing_at_once() {
    Await.answer(node.plane.modules().importDocument("ada", SmallNode.MODULE, ""));
    Await.answer(node.plane.tasks().create("ada", "shop", "shop", "", ""));
    var refusal = Await.refusal(node.plane.tasks().release("ada", "shop", 1, ""));
    assertEquals(
        List.of(ErrorCode.NOT_RELEASED, ErrorCode.NOT_FOUND),
        refusal.problems().stream().map(Problem::code).toList());
  }
}
