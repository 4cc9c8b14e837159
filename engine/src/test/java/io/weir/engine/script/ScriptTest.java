package io.weir.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Origin;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Origin ADA = Origin.of("ada", "");

  private final Script script = new Script();
  private Optional<Script.State> state = script.empty();

  private ScriptView accept(Script.Command command) {
    if (script.decide(state, command, NOW)
        instanceof
        Decision.Accepted<Script.Event, Script.Reply>(var events, Script.Seen(var seen))) {
      for (Script.Event event : events) {
        state = script.apply(state, event);
      }
      return seen;
    }
    throw new AssertionError("refused: " + script.decide(state, command, NOW));
  }

  private ErrorCode refuse(Script.Command command) {
    return assertInstanceOf(Decision.Refused.class, script.decide(state, command, NOW))
        .problem()
        .code();
  }

  private static Script.Create create(String text, Origin origin) {
    return new Script.Create("a.py", ScriptKind.EXTRACTION, text, origin);
  }

  @Test
  void a_new_script_is_an_unreleased_draft() {
    assertEquals(
        new ScriptView("a.py", ScriptKind.EXTRACTION, 1, "one", true, 0, ""),
        accept(create("one", ADA)));
  }

  @Test
  void a_second_script_of_the_same_name_is_refused() {
    accept(create("one", ADA));
    assertEquals(ErrorCode.ALREADY_EXISTS, refuse(create("one", ADA)));
  }

  @Test
  void a_repeated_call_changes_nothing_and_answers_like_the_first() {
    Origin once = Origin.of("ada", "k", "create", "one");
    ScriptView first = accept(create("one", once));
    assertEquals(first, accept(create("one", once)));
    assertEquals(1, state.orElseThrow().revision());
  }

  @Test
  void a_key_used_for_something_else_is_refused() {
    accept(create("one", Origin.of("ada", "k", "create", "one")));
    assertEquals(
        ErrorCode.INVALID_REQUEST, refuse(create("two", Origin.of("ada", "k", "create", "two"))));
  }

  @Test
  void the_same_key_of_another_caller_is_another_key() {
    accept(create("one", Origin.of("ada", "k", "create", "one")));
    assertEquals(
        ErrorCode.ALREADY_EXISTS, refuse(create("one", Origin.of("bob", "k", "create", "one"))));
  }

  @Test
  void a_released_version_keeps_its_text_when_the_draft_changes() {
    accept(create("one", ADA));
    accept(new Script.Release("a.py", 1, ADA));
    ScriptView changed = accept(new Script.Update("a.py", "two", 2, ADA));
    assertEquals(true, changed.hasUnreleasedChanges());
    assertEquals("one", accept(new Script.Get("a.py", 1)).text());
    assertEquals("two", accept(new Script.Get("a.py", 0)).text());
    assertEquals(2, accept(new Script.Release("a.py", 3, ADA)).releasedVersion());
    assertEquals("one", accept(new Script.Get("a.py", 1)).text());
  }

  @Test
  void a_change_made_for_another_revision_is_refused() {
    accept(create("one", ADA));
    assertEquals(ErrorCode.REVISION_CONFLICT, refuse(new Script.Update("a.py", "two", 2, ADA)));
    assertEquals(ErrorCode.REVISION_CONFLICT, refuse(new Script.Release("a.py", 0, ADA)));
  }

  @Test
  void nothing_is_released_twice() {
    accept(create("one", ADA));
    accept(new Script.Release("a.py", 1, ADA));
    assertEquals(ErrorCode.WRONG_STATE, refuse(new Script.Release("a.py", 2, ADA)));
  }

  @Test
  void a_version_that_is_not_released_is_told_as_such() {
    accept(create("one", ADA));
    assertEquals(ErrorCode.NOT_RELEASED, refuse(new Script.Get("a.py", 1)));
    assertEquals(ErrorCode.NOT_RELEASED, refuse(new Script.GetReleased("a.py", -1)));
  }

  @Test
  void a_text_of_one_mebibyte_is_the_largest() {
    accept(create("x".repeat(Script.LARGEST_TEXT), ADA));
    assertEquals(
        ErrorCode.INVALID_REQUEST,
        refuse(new Script.Update("a.py", "ü".repeat(Script.LARGEST_TEXT / 2) + "x", 1, ADA)));
  }

  @Test
  void a_script_has_at_most_a_thousand_versions() {
    accept(create("0", ADA));
    long revision = 1;
    for (int i = 1; i <= Script.MOST_VERSIONS; i++) {
      revision = accept(new Script.Release("a.py", revision, ADA)).revision();
      revision = accept(new Script.Update("a.py", "" + i, revision, ADA)).revision();
    }
    assertEquals(ErrorCode.WRONG_STATE, refuse(new Script.Release("a.py", revision, ADA)));
  }

  @Test
  void only_the_latest_keys_are_remembered() {
    accept(create("0", Origin.of("ada", "first", "0")));
    for (int i = 1; i <= 64; i++) {
      accept(new Script.Update("a.py", "" + i, i, Origin.of("ada", "k" + i, i)));
    }
    assertEquals(64, state.orElseThrow().recent().entries().size());
    assertEquals(
        List.of("k1"),
        state.orElseThrow().recent().entries().stream().limit(1).map(e -> e.key()).toList());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Script.Update("a.py", "x", 1, ADA)));
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Script.Release("a.py", 1, ADA)));
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Script.Get("a.py", 0)));
  }
}
