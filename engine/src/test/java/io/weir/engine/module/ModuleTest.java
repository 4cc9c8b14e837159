package io.weir.engine.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.engine.definition.PrivacyAmount;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.Json;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Sha256;
import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final Module module = new Module();
  private Module.State state = module.empty();

  private ModuleVersionView accept(Module.Command command) {
    if (module.decide(state, command, NOW)
        instanceof Decision.Accepted<Module.Event, ModuleVersionView>(var events, var seen)) {
      for (Module.Event event : events) {
        state = module.apply(state, event);
      }
      return seen;
    }
    throw new AssertionError("refused: " + module.decide(state, command, NOW));
  }

  private ErrorCode refuse(Module.Command command) {
    return assertInstanceOf(Decision.Refused.class, module.decide(state, command, NOW))
        .problem()
        .code();
  }

  private static Module.Document document(String version, String text) {
    return new Module.Document(version, text, Sha256.of(text));
  }

  private static Module.Import imports(String version, String text) {
    return new Module.Import(
        "shop", document(version, text), Optional.empty(), Optional.empty(), Origin.of("ada", ""));
  }

  private static Module.Publish publish(String version, String text, String run) {
    return new Module.Publish("shop", document(version, text), "1.0.0", run, PrivacyAmount.none());
  }

  private static Module.Reserve reserve(Bump bump, String run) {
    return new Module.Reserve("shop", "1.0.0", bump, run, PrivacyAmount.none(), Optional.empty());
  }

  @Test
  void the_same_document_again_is_no_change() {
    ModuleVersionView first = accept(imports("1.0.0", "{}"));
    assertEquals(first, accept(imports("1.0.0", "{}")));
    assertEquals(1, state.versions().size());
  }

  @Test
  void a_version_tells_which_foreign_description_it_was_made_from() throws Exception {
    var original = new ForeignOriginal("croissant", Sha256.of("theirs"));
    ModuleVersionView stored =
        accept(
            new Module.Import(
                "shop",
                document("1.0.0", "{}"),
                Optional.of(original),
                Optional.empty(),
                Origin.of("ada", "")));
    assertEquals(Optional.of(original), stored.original());
    assertEquals(Optional.of(original), accept(imports("1.0.0", "{}")).original());

    // What was written before there were such descriptions has none.
    String written = Json.MAPPER.writeValueAsString(stored);
    String before = written.replaceFirst(",\"original\":\\{[^}]*}", "");
    assertNotEquals(written, before);
    assertEquals(
        Optional.empty(), Json.MAPPER.readValue(before, ModuleVersionView.class).original());
  }

  @Test
  void another_document_under_the_same_version_is_refused() {
    accept(imports("1.0.0", "{}"));
    assertEquals(ErrorCode.ALREADY_EXISTS, refuse(imports("1.0.0", "{ }")));
  }

  @Test
  void the_newest_version_is_the_highest_not_the_latest_nor_the_last_by_letters() {
    accept(imports("1.10.0", "a"));
    accept(imports("1.9.0", "b"));
    accept(imports("2.0.0-rc.1", "c"));
    accept(imports("1.10.1", "d"));
    assertEquals("2.0.0-rc.1", accept(new Module.Get("shop", "")).version());
    assertEquals("1.10.0", accept(new Module.Get("shop", "1.10.1")).previousVersion());
    assertEquals("", accept(new Module.Get("shop", "1.9.0")).previousVersion());
  }

  @Test
  void a_run_publishes_once_however_often_it_tries() {
    accept(imports("1.0.0", "{}"));
    ModuleVersionView first = accept(publish("1.1.0", "new", "r1"));
    assertEquals(first, accept(publish("1.1.0", "new, written later", "r1")));
    assertEquals(ErrorCode.ALREADY_EXISTS, refuse(publish("1.1.0", "new", "r2")));
  }

  @Test
  void two_runs_never_get_the_same_version() {
    accept(imports("1.0.0", "{}"));
    assertEquals("1.1.0", accept(reserve(Bump.MINOR, "r1")).version());
    assertEquals("1.2.0", accept(reserve(Bump.MINOR, "r2")).version());
    assertEquals("1.1.0", accept(reserve(Bump.MINOR, "r1")).version());
    assertEquals("2.0.0", accept(reserve(Bump.MAJOR, "r3")).version());
  }

  @Test
  void a_reserved_version_is_kept_for_its_run() {
    accept(imports("1.0.0", "{}"));
    accept(reserve(Bump.MINOR, "r1"));
    assertEquals(ErrorCode.ALREADY_EXISTS, refuse(imports("1.1.0", "mine")));
    assertEquals(ErrorCode.ALREADY_EXISTS, refuse(publish("1.1.0", "mine", "r2")));
    assertEquals("r1", accept(publish("1.1.0", "new", "r1")).run());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Module.Get("shop", "")));
    accept(imports("1.0.0", "{}"));
    assertEquals(ErrorCode.NOT_FOUND, refuse(new Module.Get("shop", "1.0.1")));
  }
}
