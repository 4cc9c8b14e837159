package io.weir.engine.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.script.ScriptVersion;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Origin ADA = Origin.of("ada", "");

  private final Task task = new Task();
  private Optional<Task.State> state = task.empty();

  private TaskView accept(Task.Command command) {
    if (task.decide(state, command, NOW)
        instanceof Decision.Accepted<Task.Event, TaskView>(var events, var seen)) {
      for (Task.Event event : events) {
        state = task.apply(state, event);
      }
      return seen;
    }
    throw new AssertionError("refused: " + task.decide(state, command, NOW));
  }

  private ErrorCode refuse(Task.Command command) {
    return assertInstanceOf(Decision.Refused.class, task.decide(state, command, NOW))
        .problem()
        .code();
  }

  private static Task.BindExtraction bind(String table, int version, long revision) {
    return new Task.BindExtraction(
        "shop",
        new ExtractionBinding(table, "till", new ScriptVersion("a.py", version)),
        revision,
        ADA);
  }

  @Test
  void a_source_has_one_script_the_one_attached_last() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    accept(bind("orders", 1, 1));
    accept(bind("customers", 1, 2));
    TaskView bound = accept(bind("orders", 2, 3));
    assertEquals(
        List.of("customers 1", "orders 2"),
        bound.extraction().stream().map(b -> b.table() + " " + b.script().version()).toList());
  }

  @Test
  void a_released_task_that_is_changed_is_a_draft_again() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    assertEquals(TaskState.RELEASED, accept(new Task.Release("shop", 1, ADA)).state());
    assertEquals(TaskState.DRAFT, accept(bind("orders", 1, 2)).state());
  }

  @Test
  void a_release_looked_at_for_another_revision_is_refused() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    accept(bind("orders", 1, 1));
    assertEquals(ErrorCode.REVISION_CONFLICT, refuse(new Task.Release("shop", 1, ADA)));
  }

  @Test
  void releasing_what_is_released_changes_nothing() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    TaskView released = accept(new Task.Release("shop", 1, ADA));
    assertEquals(released, accept(new Task.Release("shop", released.revision(), ADA)));
  }

  @Test
  void a_repeated_change_is_made_once() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    Origin once = Origin.of("ada", "k", "uploading", "up.json");
    var change = new Task.BindUploading("shop", new ScriptVersion("up.json", 1), 1, once);
    assertEquals(2, accept(change).revision());
    assertEquals(2, accept(change).revision());
  }

  @Test
  void field_rules_replace_those_attached_before_and_make_the_task_a_draft() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    ScriptVersion first = new ScriptVersion("a.json", 1);
    ScriptVersion second = new ScriptVersion("b.json", 2);
    accept(new Task.BindFieldRules("shop", List.of(first, second), 1, ADA));
    assertEquals(TaskState.RELEASED, accept(new Task.Release("shop", 2, ADA)).state());
    TaskView changed = accept(new Task.BindFieldRules("shop", List.of(second), 3, ADA));
    assertEquals(TaskState.DRAFT, changed.state());
    assertEquals(List.of(second), changed.fieldRules());
    assertEquals(
        List.of(), accept(new Task.BindFieldRules("shop", List.of(), 4, ADA)).fieldRules());
  }

  @Test
  void rules_of_anonymization_replace_those_before_and_leave_field_rules_alone() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    ScriptVersion first = new ScriptVersion("a.json", 1);
    ScriptVersion second = new ScriptVersion("b.json", 2);
    accept(new Task.BindFieldRules("shop", List.of(first), 1, ADA));
    accept(new Task.BindAnonymizationRules("shop", List.of(first, second), 2, ADA));
    assertEquals(TaskState.RELEASED, accept(new Task.Release("shop", 3, ADA)).state());
    TaskView changed = accept(new Task.BindAnonymizationRules("shop", List.of(second), 4, ADA));
    assertEquals(TaskState.DRAFT, changed.state());
    assertEquals(List.of(second), changed.anonymizationRules());
    assertEquals(List.of(first), changed.fieldRules());
    List<ScriptVersion> many = Collections.nCopies(101, first);
    assertEquals(
        ErrorCode.INVALID_REQUEST, refuse(new Task.BindAnonymizationRules("shop", many, 5, ADA)));
    assertEquals(
        ErrorCode.REVISION_CONFLICT,
        refuse(new Task.BindAnonymizationRules("shop", List.of(), 4, ADA)));
  }

  @Test
  void more_field_rules_than_there_can_be_are_refused() {
    accept(new Task.Create("shop", "shop", "1.0.0", ADA));
    List<ScriptVersion> many = Collections.nCopies(101, new ScriptVersion("a.json", 1));
    assertEquals(ErrorCode.INVALID_REQUEST, refuse(new Task.BindFieldRules("shop", many, 1, ADA)));
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Task.Get("shop")));
    assertEquals(ErrorCode.NOT_FOUND, refuse(bind("orders", 1, 1)));
  }
}
