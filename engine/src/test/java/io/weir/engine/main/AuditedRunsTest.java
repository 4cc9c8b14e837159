package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.weir.engine.Await;
import io.weir.engine.audit.AuditEntry;
import io.weir.engine.audit.AuditLog.Filter;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.dataplane.upload.UploadOutcome;
import io.weir.engine.run.RunState;
import io.weir.engine.run.RunView;
import io.weir.engine.storage.AuditLogTable;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.PostgresForTests;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs do stands in the audit log, each step once, whatever becomes of the node. */
class AuditedRunsTest {
  @TempDir private Path directory;

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

  /** Oldest first. */
  private List<AuditEntry> steps(String run) {
    Filter filter =
        new Filter("", "", "run/" + run, Optional.empty(), Optional.empty(), Optional.empty());
    return new AuditLogTable(node.database).find(filter, Optional.empty(), 1000).reversed();
  }

  private List<AuditEntry> stepsUpTo(String run, String last) {
    return Await.until(
        () -> steps(run),
        steps -> steps.stream().anyMatch(step -> step.action().equals("run/" + last)));
  }

  private static List<String> told(List<AuditEntry> steps) {
    return steps.stream()
        .map(step -> step.actor() + " " + step.action() + " " + step.outcome())
        .toList();
  }

  private static Map<String, String> change(List<AuditEntry> steps, String action) {
    return steps.stream()
        .filter(step -> step.action().equals("run/" + action))
        .findFirst()
        .orElseThrow()
        .change();
  }

  @Test
  void each_step_of_a_run_is_audited_once_although_the_node_is_lost_between_them() {
    node.releasedTask();
    String run = Await.answer(node.plane.runs().start("ada", "shop", "s")).id();
    node.dataPlane.gate.release(1);
    Await.until(
        () -> Await.answer(node.plane.runs().get(run)),
        view -> view.tables().getFirst().extracted() == SmallDataPlane.ROWS);
    restart();
    Await.answer(node.plane.runs().pause("bob", run, "p"));
    restart();
    Await.answer(node.plane.runs().resume("ada", run, 0, "r"));
    node.dataPlane.gate.release(100);
    await(run, RunState.PREPARED);
    restart();
    target.troubles.add(
        new UploadOutcome.Unknown(Problem.of(ErrorCode.UPLOAD_UNKNOWN, "Lost.", "Wait.")));
    Await.answer(node.plane.runs().resume("cleo", run, 1, "up"));
    RunView uploaded = await(run, RunState.UPLOADED);
    restart();

    List<AuditEntry> steps = stepsUpTo(run, "version-published");
    assertEquals(
        List.of(
            "ada run/started SUCCEEDED",
            "bob run/paused SUCCEEDED",
            "ada run/resumed SUCCEEDED",
            "weir run/source-read SUCCEEDED",
            "weir run/stage-completed SUCCEEDED",
            "weir run/stage-completed SUCCEEDED",
            "weir run/stage-completed SUCCEEDED",
            "weir run/stage-completed SUCCEEDED",
            "weir run/stage-completed SUCCEEDED",
            "weir run/prepared SUCCEEDED",
            "cleo run/upload-confirmed SUCCEEDED",
            "weir run/upload-outcome-unknown FAILED",
            "weir run/delivered SUCCEEDED",
            "weir run/version-published SUCCEEDED"),
        told(steps));
    assertEquals(
        Map.of("table", "orders", "source", "till", "records", "55"), change(steps, "source-read"));
    assertEquals("schema 1.1.0", change(steps, "delivered").get("location"));
    assertEquals(
        uploaded.startedAt().truncatedTo(ChronoUnit.MILLIS),
        steps.getFirst().at().truncatedTo(ChronoUnit.MILLIS));

    String next = Await.answer(node.plane.runs().start("ada", "shop", "again")).id();
    stepsUpTo(next, "started");
    assertEquals(steps, steps(run));
  }

  @Test
  void a_run_that_fails_is_audited_with_the_code_and_not_with_what_was_said() {
    node.releasedTask();
    node.dataPlane.gate.release(100);
    String run = Await.answer(node.plane.runs().start("ada", "shop", "s")).id();
    await(run, RunState.PREPARED);
    target.troubles.add(
        new UploadOutcome.Refused(
            Problem.of(ErrorCode.TARGET_REFUSED, "It said no-canary.", "Ask.")
                .at("table", "orders")));
    Await.answer(node.plane.runs().resume("ada", run, 1, "up"));
    AuditEntry refused = stepsUpTo(run, "upload-refused").getLast();
    assertEquals(AuditOutcome.FAILED, refused.outcome());
    assertEquals(Optional.of(ErrorCode.TARGET_REFUSED), refused.error());
    assertEquals("orders", refused.change().get("table"));
    assertFalse(steps(run).toString().contains("no-canary"));
  }

  @Test
  void a_stopped_run_is_audited_with_who_stopped_it() {
    node.releasedTask();
    String run = Await.answer(node.plane.runs().start("ada", "shop", "s")).id();
    Await.answer(node.plane.runs().stop("bob", run, true, "x"));
    Await.answer(node.plane.runs().stop("bob", run, true, "x"));
    List<AuditEntry> steps = stepsUpTo(run, "stopped");
    assertEquals(List.of("ada run/started SUCCEEDED", "bob run/stopped SUCCEEDED"), told(steps));
    assertEquals(Map.of("clear outbox", "true"), change(steps, "stopped"));
  }
}
