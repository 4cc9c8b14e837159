package io.weir.engine.script;

import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.RecentKeys;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sha256;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One script: a draft that changes and released versions that never do. Its history is not
 * shortened by snapshots; the limit on versions and the hands of its editors bound it.
 */
public final class Script
    implements Logic<Script.Command, Script.Event, Optional<Script.State>, Script.Reply> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("script");
  static final int LARGEST_TEXT = 1 << 20;
  static final int MOST_VERSIONS = 1000;

  // ---- commands

  /** What can be asked of a script. */
  public sealed interface Command {}

  record Create(String id, ScriptKind kind, String text, Origin origin) implements Command {}

  record Update(String id, String text, long expectedRevision, Origin origin) implements Command {}

  record Release(String id, long expectedRevision, Origin origin) implements Command {}

  /**
   * @param version a released version, or 0 for the draft
   */
  record Get(String id, int version) implements Command {}

  record GetReleased(String id, int version) implements Command {}

  /** What a script answers. */
  public sealed interface Reply {}

  record Seen(ScriptView script) implements Reply {}

  record Released(ReleasedScript script) implements Reply {}

  // ---- events

  /** What happened to a script. */
  public sealed interface Event extends DurableEvent {}

  /** The script came to be, with its first draft. */
  public record ScriptCreated(String id, ScriptKind kind, String text, Cause cause)
      implements Event {}

  /** The draft was replaced. */
  public record ScriptUpdated(String id, long revision, String text, Cause cause)
      implements Event {}

  /** The draft became a released version. */
  public record ScriptReleased(String id, long revision, int version, String sha256, Cause cause)
      implements Event {}

  // ---- state

  record State(
      String id,
      ScriptKind kind,
      long revision,
      String draft,
      List<Version> released,
      RecentKeys recent) {
    State {
      released = List.copyOf(released);
    }

    boolean hasUnreleasedChanges() {
      return released.isEmpty() || !released.getLast().text().equals(draft);
    }

    ScriptView view() {
      return new ScriptView(
          id,
          kind,
          revision,
          draft,
          hasUnreleasedChanges(),
          released.size(),
          released.isEmpty() ? "" : released.getLast().sha256());
    }
  }

  record Version(String text, String sha256) {}

  @Override
  public Optional<State> empty() {
    return Optional.empty();
  }

  // ---- decisions

  @Override
  public Decision<Event, Reply> decide(Optional<State> state, Command command, Instant now) {
    return switch (command) {
      case Create create -> create(state, create, now);
      case Update update ->
          state
              .map(script -> update(script, update, now))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("script", update.id())));
      case Release release ->
          state
              .map(script -> release(script, release, now))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("script", release.id())));
      case Get get ->
          state
              .map(script -> get(script, get.version()))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("script", get.id())));
      case GetReleased get ->
          state
              .map(script -> getReleased(script, get.version()))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("script", get.id())));
    };
  }

  private Decision<Event, Reply> create(Optional<State> state, Create create, Instant now) {
    if (state.isPresent()) {
      return state
          .get()
          .recent()
          .once(
              create.origin(),
              () -> new Seen(state.get().view()),
              () -> Decision.refuse(Refusals.alreadyExists("script", create.id())));
    }
    return tooLarge(create.text())
        .<Decision<Event, Reply>>map(Decision::refuse)
        .orElseGet(() ->
            accept(
                state,
                new ScriptCreated(
                    create.id(), create.kind(), create.text(), create.origin().at(now))));
  }

  private Decision<Event, Reply> update(State script, Update update, Instant now) {
    return script
        .recent()
        .once(
            update.origin(),
            () -> new Seen(script.view()),
            () -> {
              if (update.expectedRevision() != script.revision()) {
                return conflict(script, update.expectedRevision());
              }
              return tooLarge(update.text())
                  .<Decision<Event, Reply>>map(Decision::refuse)
                  .orElseGet(() ->
                      accept(
                          Optional.of(script),
                          new ScriptUpdated(
                              script.id(),
                              script.revision() + 1,
                              update.text(),
                              update.origin().at(now))));
            });
  }

  private Decision<Event, Reply> release(State script, Release release, Instant now) {
    return script
        .recent()
        .once(
            release.origin(),
            () -> new Seen(script.view()),
            () -> {
              if (release.expectedRevision() != script.revision()) {
                return conflict(script, release.expectedRevision());
              }
              return unreleasable(script)
                  .<Decision<Event, Reply>>map(Decision::refuse)
                  .orElseGet(() ->
                      accept(
                          Optional.of(script),
                          new ScriptReleased(
                              script.id(),
                              script.revision() + 1,
                              script.released().size() + 1,
                              Sha256.of(script.draft()),
                              release.origin().at(now))));
            });
  }

  private static Optional<Problem> unreleasable(State script) {
    if (!script.hasUnreleasedChanges()) {
      return Optional.of(
          Refusals.wrongState(
              "script",
              script.id(),
              "The script \"" + script.id() + "\" has no changes since its last release.",
              "Use version " + script.released().size() + ", or update the draft first."));
    }
    if (script.released().size() >= MOST_VERSIONS) {
      return Optional.of(
          Refusals.wrongState(
              "script",
              script.id(),
              "The script \"%s\" has %d released versions, the most there can be."
                  .formatted(script.id(), MOST_VERSIONS),
              "Go on with a new script."));
    }
    return Optional.empty();
  }

  private static Decision<Event, Reply> get(State script, int version) {
    if (version == 0) {
      return Decision.accept(List.of(), new Seen(script.view()));
    }
    return released(script, version)
        .<Decision<Event, Reply>>map(
            found -> Decision.accept(List.of(), new Seen(script.view().withText(found.text()))))
        .orElseGet(() -> Decision.refuse(notReleased(script.id(), version)));
  }

  private static Decision<Event, Reply> getReleased(State script, int version) {
    return released(script, version)
        .<Decision<Event, Reply>>map(found ->
            Decision.accept(
                List.of(),
                new Released(
                    new ReleasedScript(
                        script.id(), version, script.kind(), found.text(), found.sha256()))))
        .orElseGet(() -> Decision.refuse(notReleased(script.id(), version)));
  }

  private static Optional<Version> released(State script, int version) {
    return version >= 1 && version <= script.released().size()
        ? Optional.of(script.released().get(version - 1))
        : Optional.empty();
  }

  private static Problem notReleased(String id, int version) {
    return Problem.of(
            ErrorCode.NOT_RELEASED,
            "The script \"" + id + "\" has no released version " + version + ".",
            "Release the draft, or name a version that is released.")
        .at("script", id);
  }

  private static Optional<Problem> tooLarge(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= LARGEST_TEXT) {
      return Optional.empty();
    }
    return Optional.of(
        Refusals.invalid(
            "text",
            "The text is larger than 1 MiB.",
            "Keep data out of scripts; read it from a file or a connection."));
  }

  private static Decision<Event, Reply> conflict(State script, long expected) {
    return Decision.refuse(
        Refusals.revisionConflict("script", script.id(), expected, script.revision()));
  }

  private Decision<Event, Reply> accept(Optional<State> state, Event event) {
    return Decision.accept(List.of(event), new Seen(apply(state, event).orElseThrow().view()));
  }

  // ---- what events do

  @Override
  public Optional<State> apply(Optional<State> state, Event event) {
    return Optional.of(
        switch (event) {
          case ScriptCreated created ->
              new State(
                  created.id(),
                  created.kind(),
                  1,
                  created.text(),
                  List.of(),
                  RecentKeys.none().and(created.cause()));
          case ScriptUpdated updated -> {
            State script = state.orElseThrow();
            yield new State(
                script.id(),
                script.kind(),
                updated.revision(),
                updated.text(),
                script.released(),
                script.recent().and(updated.cause()));
          }
          case ScriptReleased released -> {
            State script = state.orElseThrow();
            List<Version> versions = new ArrayList<>(script.released());
            versions.add(new Version(script.draft(), released.sha256()));
            yield new State(
                script.id(),
                script.kind(),
                released.revision(),
                script.draft(),
                versions,
                script.recent().and(released.cause()));
          }
        });
  }
}
