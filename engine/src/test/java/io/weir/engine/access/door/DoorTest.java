package io.weir.engine.access.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.engine.Await;
import io.weir.engine.audit.AuditEntry;
import io.weir.engine.audit.AuditLog;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.storage.AuditLogTable;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.PostgresForTests;
import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.Role;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {
  private static final Resource TASK = Resource.of("task", "clinic");
  private static final Call EDITOR = new Call(Optional.of("edith's"), Optional.empty());
  private static final Call STRANGER = new Call(Optional.of("a guess"), Optional.empty());

  private final List<String> metered = new ArrayList<>();
  private Database database;
  private AuditLog audit;
  private Door door;

  @BeforeEach
  void open() {
    database = Database.open(PostgresForTests.fresh());
    audit = new AuditLogTable(database);
    Authenticator authenticator =
        token ->
            token.equals("edith's")
                ? Optional.of(new Caller("edith", Set.of(Role.TASK_EDITOR)))
                : Optional.empty();
    door =
        new Door(
            authenticator,
            audit,
            (action, outcome, took) -> metered.add(action + " " + outcome),
            ForkJoinPool.commonPool());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_succeeded_is_written_with_its_change() {
    String answer =
        Await.answer(
            door.enter(
                EDITOR,
                Action.CREATE_TASK,
                TASK,
                caller ->
                    CompletableFuture.completedFuture(
                        Done.changed("made by " + caller.name(), Map.of("revision", "1")))));
    assertEquals("made by edith", answer);
    AuditEntry entry = onlyEntry();
    assertEquals("edith", entry.actor());
    assertEquals("EtlTaskManager/CreateTask", entry.action());
    assertEquals("task/clinic", entry.resource());
    assertEquals(AuditOutcome.SUCCEEDED, entry.outcome());
    assertEquals(Map.of("revision", "1"), entry.change());
    assertEquals(List.of("EtlTaskManager/CreateTask SUCCEEDED"), metered);
  }

  @Test
  void the_attempt_is_written_before_anything_is_done() {
    Await.answer(
        door.enter(
            EDITOR,
            Action.CREATE_TASK,
            TASK,
            caller -> {
              assertEquals(AuditOutcome.ATTEMPTED, onlyEntry().outcome());
              return CompletableFuture.completedFuture(Done.looked("done"));
            }));
    assertEquals(AuditOutcome.SUCCEEDED, onlyEntry().outcome());
  }

  @Test
  void what_failed_is_written_with_its_code() {
    WeirException failure =
        Await.refusal(
            door.enter(
                EDITOR,
                Action.CREATE_TASK,
                TASK,
                caller ->
                    CompletableFuture.failedFuture(
                        new WeirException(
                            Problem.of(ErrorCode.ALREADY_EXISTS, "It is there.", "Look.")))));
    assertEquals(ErrorCode.ALREADY_EXISTS, failure.problem().code());
    AuditEntry entry = onlyEntry();
    assertEquals(AuditOutcome.FAILED, entry.outcome());
    assertEquals(Optional.of(ErrorCode.ALREADY_EXISTS), entry.error());
  }

  @Test
  void what_is_denied_is_written_and_not_done() {
    AtomicBoolean done = new AtomicBoolean();
    WeirException refusal =
        Await.refusal(
            door.enter(
                EDITOR,
                Action.START_RUN,
                TASK,
                caller -> {
                  done.set(true);
                  return CompletableFuture.completedFuture(Done.looked("started"));
                }));
    assertEquals(ErrorCode.PERMISSION_DENIED, refusal.problem().code());
    assertEquals(
        "edith may not call EtlTaskManager/Start: this needs the role TASK_MANAGER.",
        refusal.problem().message());
    assertFalse(done.get());
    AuditEntry entry = onlyEntry();
    assertEquals("edith", entry.actor());
    assertEquals(AuditOutcome.DENIED, entry.outcome());
    assertEquals(Optional.of(ErrorCode.PERMISSION_DENIED), entry.error());
  }

  @Test
  void a_stranger_is_written_down_and_turned_away_before_anything_is_looked_up() {
    AtomicBoolean looked = new AtomicBoolean();
    for (Call call : List.of(STRANGER, new Call(Optional.empty(), Optional.empty()))) {
      WeirException refusal =
          Await.refusal(
              door.enter(
                  call,
                  Action.CREATE_TASK,
                  TASK,
                  resource -> {
                    looked.set(true);
                    return CompletableFuture.completedFuture(resource);
                  },
                  caller -> CompletableFuture.completedFuture(Done.looked("made"))));
      assertEquals(ErrorCode.UNAUTHENTICATED, refusal.problem().code());
    }
    assertFalse(looked.get());
    List<AuditEntry> entries = audit.find(AuditLog.Filter.any(), Optional.empty(), 10);
    assertEquals(2, entries.size());
    assertTrue(
        entries.stream()
            .allMatch(it -> it.actor().equals("-") && it.outcome() == AuditOutcome.DENIED));
  }

  @Test
  void what_cannot_be_written_is_not_done() {
    AtomicBoolean done = new AtomicBoolean();
    database.close();
    WeirException refusal =
        Await.refusal(
            door.enter(
                EDITOR,
                Action.CREATE_TASK,
                TASK,
                caller -> {
                  done.set(true);
                  return CompletableFuture.completedFuture(Done.looked("made"));
                }));
    assertEquals(ErrorCode.STORAGE_FAILED, refusal.problem().code());
    assertFalse(done.get());
  }

  @Test
  void whoever_waits_no_longer_is_told_so_and_the_act_is_recorded_when_it_ends() {
    var act = new CompletableFuture<Done<String>>();
    WeirException late =
        Await.refusal(
            door.enter(
                new Call(Optional.of("edith's"), Optional.of(Duration.ofMillis(30))),
                Action.CREATE_TASK,
                TASK,
                caller -> act));
    assertEquals(ErrorCode.DEADLINE_EXCEEDED, late.problem().code());
    assertEquals(AuditOutcome.ATTEMPTED, onlyEntry().outcome());
    act.complete(Done.changed("made", Map.of("revision", "1")));
    Await.until(this::onlyEntry, entry -> entry.outcome() == AuditOutcome.SUCCEEDED);
  }

  @Test
  void an_unexpected_failure_is_told_by_its_number_only() {
    var secret = new IllegalStateException("the patient's name is Sheri Nowmer");
    Problem told = Failures.tell(secret);
    assertEquals(ErrorCode.INTERNAL, told.code());
    assertFalse(told.toString().contains("Sheri"));
    assertTrue(told.message().contains(told.where().get("incident")));
  }

  @Test
  void the_log_is_read_by_actor_branch_outcome_and_page() {
    for (int i = 0; i < 5; i++) {
      long id = audit.begin("edith", "EtlTaskManager/Start", "task/t" + i);
      audit.end(id, AuditOutcome.SUCCEEDED, Optional.empty(), Map.of());
    }
    long denied = audit.begin("otto", "ScriptManager/GetScript", "script/s\u0000\n");
    audit.end(denied, AuditOutcome.DENIED, Optional.of(ErrorCode.PERMISSION_DENIED), Map.of());
    audit.end(denied, AuditOutcome.SUCCEEDED, Optional.empty(), Map.of());

    var page = audit.find(filter("edith", "", "", Optional.empty()), Optional.empty(), 2);
    assertEquals(List.of("task/t4", "task/t3"), resources(page));
    var next =
        audit.find(
            filter("", "EtlTaskManager", "task", Optional.empty()),
            Optional.of(page.getLast().id()),
            10);
    assertEquals(List.of("task/t2", "task/t1", "task/t0"), resources(next));
    assertEquals(
        List.of("script/s??"),
        resources(
            audit.find(
                filter("", "", "", Optional.of(AuditOutcome.DENIED)), Optional.empty(), 10)));
    assertEquals(AuditOutcome.DENIED, audit.entry(denied).orElseThrow().outcome());
    assertEquals(Optional.empty(), audit.entry(denied + 1));
  }

  private static AuditLog.Filter filter(
      String actor, String action, String resource, Optional<AuditOutcome> outcome) {
    return new AuditLog.Filter(
        actor, action, resource, outcome, Optional.empty(), Optional.empty());
  }

  private static List<String> resources(List<AuditEntry> entries) {
    return entries.stream().map(AuditEntry::resource).toList();
  }

  private AuditEntry onlyEntry() {
    List<AuditEntry> entries = audit.find(AuditLog.Filter.any(), Optional.empty(), 10);
    assertEquals(1, entries.size());
    return entries.getFirst();
  }
}
