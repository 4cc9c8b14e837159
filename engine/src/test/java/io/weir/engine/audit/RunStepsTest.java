package io.weir.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.dataplane.Part;
import io.weir.engine.dataplane.PartId;
import io.weir.engine.dataplane.ResumePoint;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.SourceKey;
import io.weir.engine.dataplane.Stage;
import io.weir.engine.dataplane.Suppressed;
import io.weir.engine.entity.Cause;
import io.weir.engine.run.Pinned;
import io.weir.engine.run.Run;
import io.weir.engine.script.Script;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunStepsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String ID = "r1";
  private static final Cause ADA = new Cause("ada", NOW, "key-1", "print");
  private static final SourceKey WEB = new SourceKey("orders", 1);
  private static final Problem PROBLEM =
      Problem.of(ErrorCode.SOURCE_FAILED, "It failed, said the program.", "Mend it.")
          .at("table", "orders");
  private static final Problem LOST = Problem.of(ErrorCode.UPLOAD_UNKNOWN, "Lost.", "Wait.");
  private static final Pinned PINNED =
      new Pinned(
          "shop",
          4,
          "shop-module",
          "1.0.0",
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          List.of(new Pinned.Outline("orders", List.of("till", "web"))),
          Optional.empty());

  /** Every event there is, and the step it is to be told as. */
  private static final Map<Run.Event, Optional<Step>> STEPS = new LinkedHashMap<>();

  static {
    STEPS.put(
        new Run.RunStarted(ID, PINNED, ADA),
        step(
            "ada",
            "run/started",
            Map.of(
                "task",
                "shop",
                "task revision",
                "4",
                "module",
                "shop-module",
                "module version",
                "1.0.0",
                "source 1 of orders",
                "till",
                "source 2 of orders",
                "web")));
    STEPS.put(new Run.ExecutionBegan(ID, 1, "node", NOW), Optional.empty());
    STEPS.put(
        new Run.PartCommitted(
            ID,
            new Part(new PartId(ID, Stage.EXTRACT, "orders", 0, 0), "path", 10, 100, "sum"),
            ResumePoint.start(),
            10,
            List.of()),
        Optional.empty());
    STEPS.put(
        new Run.SourceAttemptFailed(
            ID, WEB, 2, ErrorCode.SOURCE_UNAVAILABLE, NOW.plusSeconds(3), NOW),
        failed(
            "run/source-attempt-failed",
            ErrorCode.SOURCE_UNAVAILABLE,
            Map.of(
                "table",
                "orders",
                "source",
                "web",
                "attempt",
                "2",
                "next",
                "2026-03-01T08:00:03Z")));
    STEPS.put(
        new Run.SourceRestarted(ID, WEB, "it changed", NOW),
        step(
            "weir",
            "run/source-restarted",
            Map.of("table", "orders", "source", "web", "reason", "it changed")));
    STEPS.put(
        new Run.SourceCompleted(ID, WEB, 55, List.of(), NOW),
        step(
            "weir",
            "run/source-read",
            Map.of("table", "orders", "source", "web", "records", "55")));
    STEPS.put(
        new Run.SourceCompleted(
            ID, WEB, 5, List.of(new RuleCount("orders", 1, "", Rule.TOO_FEW_RECORDS, 0, 7)), NOW),
        step(
            "weir",
            "run/source-read",
            Map.of("table", "orders", "source", "web", "records", "5", "expected", "12")));
    STEPS.put(new Run.KeysResolved(ID, List.of(), List.of()), Optional.empty());
    STEPS.put(
        new Run.RecordsSuppressed(
            ID, new Suppressed(List.of(), Map.of(), Map.of(), List.of(), List.of()), List.of()),
        Optional.empty());
    STEPS.put(new Run.ProfilesStored(ID, List.of()), Optional.empty());
    STEPS.put(new Run.RisksStored(ID, List.of()), Optional.empty());
    STEPS.put(
        new Run.StageCompleted(ID, Stage.KEYS, Map.of("rounds of orphans", "2"), NOW),
        step("weir", "run/stage-completed", Map.of("stage", "keys", "rounds of orphans", "2")));
    STEPS.put(
        new Run.RunPrepared(ID, "box", NOW), step("weir", "run/prepared", Map.of("outbox", "box")));
    STEPS.put(new Run.RunPaused(ID, ADA), step("ada", "run/paused", Map.of()));
    STEPS.put(
        new Run.RunParked(ID, PROBLEM, NOW),
        failed("run/waits", ErrorCode.SOURCE_FAILED, Map.of("table", "orders")));
    STEPS.put(new Run.RunResumed(ID, ADA), step("ada", "run/resumed", Map.of()));
    STEPS.put(
        new Run.RunStopped(ID, true, ADA),
        step("ada", "run/stopped", Map.of("clear outbox", "true")));
    STEPS.put(
        new Run.RunFailed(ID, PROBLEM, NOW),
        failed("run/failed", ErrorCode.SOURCE_FAILED, Map.of("table", "orders")));
    STEPS.put(
        new Run.UploadConfirmed(ID, new Run.Upload(3, "1.1.0", ID), ADA),
        step("ada", "run/upload-confirmed", Map.of("outbox revision", "3", "version", "1.1.0")));
    STEPS.put(
        new Run.UploadDelivered(ID, "schema v1", Map.of("orders", 50L), "1.1.0", NOW),
        step(
            "weir",
            "run/delivered",
            Map.of("location", "schema v1", "version", "1.1.0", "rows of orders", "50")));
    STEPS.put(
        new Run.UploadRefused(ID, PROBLEM, NOW),
        failed("run/upload-refused", ErrorCode.SOURCE_FAILED, Map.of("table", "orders")));
    STEPS.put(
        new Run.UploadUnknown(ID, LOST, NOW),
        failed("run/upload-outcome-unknown", ErrorCode.UPLOAD_UNKNOWN, Map.of()));
    STEPS.put(
        new Run.VersionPublished(ID, "1.1.0", NOW),
        step("weir", "run/version-published", Map.of("version", "1.1.0")));
  }

  private static Optional<Step> step(String actor, String action, Map<String, String> change) {
    return Optional.of(
        new Step(NOW, actor, action, "run/r1", AuditOutcome.SUCCEEDED, Optional.empty(), change));
  }

  private static Optional<Step> failed(String action, ErrorCode code, Map<String, String> change) {
    return Optional.of(
        new Step(NOW, "weir", action, "run/r1", AuditOutcome.FAILED, Optional.of(code), change));
  }

  /** Keeps what is appended; of one run, in the order of its steps. */
  private static final class Kept implements StepLog {
    private final List<Step> steps = new ArrayList<>();

    @Override
    public void append(Step step) {
      steps.add(step);
    }

    @Override
    public Map<String, String> change(String action, String resource) {
      return steps.stream()
          .filter(step -> step.action().equals(action) && step.resource().equals(resource))
          .map(Step::change)
          .findFirst()
          .orElse(Map.of());
    }
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new HashSet<>();
    if (!type.isSealed()) {
      leaves.add(type);
      return leaves;
    }
    for (Class<?> part : type.getPermittedSubclasses()) {
      leaves.addAll(leaves(part));
    }
    return leaves;
  }

  @Test
  void every_event_of_a_run_is_told_as_the_step_it_is() {
    Set<Class<?>> seen = new HashSet<>();
    STEPS.forEach((event, step) -> {
      assertEquals(step, RunSteps.step(event, source -> "web"), event.toString());
      seen.add(event.getClass());
    });
    assertEquals(leaves(Run.Event.class), seen);
  }

  @Test
  void an_event_reaches_the_audit_log_only_if_it_tells_of_a_step() {
    STEPS.forEach(
        (event, step) -> assertEquals(step.isPresent(), event.audited(), event::toString));
  }

  @Test
  void sources_are_called_as_they_were_when_the_run_started() {
    Kept log = new Kept();
    RunSteps steps = new RunSteps(log);
    STEPS.keySet().forEach(steps::follow);
    assertEquals(STEPS.values().stream().flatMap(Optional::stream).toList(), log.steps);
  }

  @Test
  void a_source_of_a_run_whose_start_is_not_in_the_log_is_told_by_its_number() {
    Kept log = new Kept();
    new RunSteps(log).follow(new Run.SourceCompleted(ID, WEB, 55, List.of(), NOW));
    assertEquals("2", log.steps.getFirst().change().get("source"));
  }

  @Test
  void what_a_problem_says_stays_out() {
    STEPS.values().stream()
        .flatMap(Optional::stream)
        .forEach(step -> assertFalse(step.toString().contains("said the program")));
  }

  @Test
  void an_event_of_something_else_is_refused() {
    var event = new Script.ScriptReleased("a.sh", 2, 1, "sum", ADA);
    assertFalse(event.audited());
    var refused =
        assertThrows(IllegalArgumentException.class, () -> new RunSteps(new Kept()).follow(event));
    assertTrue(refused.getMessage().contains("ScriptReleased"));
  }
}
