package io.weir.engine.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.definition.SemanticVersion;
import io.weir.engine.definition.UploadPlan.Bump;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One data module: its documents, verbatim, by version. A stored version never changes, so storing
 * the same bytes again is no change; that makes idempotency keys unnecessary here. The history has
 * one event per version, of which there are at most 1000.
 */
public final class Module
    implements Logic<Module.Command, Module.Event, Module.State, ModuleVersionView> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("module");
  static final int MOST_VERSIONS = 1000;

  // ---- commands

  /** What can be asked of a module. */
  public sealed interface Command {}

  record Import(String module, Document document, Optional<ForeignOriginal> original, Origin origin)
      implements Command {}

  /**
   * Asks for the next free version, for a run alone.
   *
   * @param base the version the run started from
   */
  record Reserve(String module, String base, Bump bump, String run) implements Command {}

  /**
   * @param predecessor the version it was made from
   */
  record Publish(String module, Document document, String predecessor, String run)
      implements Command {}

  /**
   * @param version empty text for the newest
   */
  record Get(String module, String version) implements Command {}

  /** A document that was read and has no problems. */
  record Document(String version, String text, String sha256) {}

  // ---- events

  /** What happened to a module. */
  public sealed interface Event extends DurableEvent {}

  /**
   * Somebody brought a document.
   *
   * @param previousVersion the newest lower version stored by then, or empty text
   * @param original what the document was made from, if that was a foreign description
   */
  public record ModuleImported(
      String module,
      String version,
      String document,
      String sha256,
      String previousVersion,
      Cause cause,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ForeignOriginal> original)
      implements Event {}

  /** A version was set aside for what a run is about to upload. */
  public record ModuleVersionReserved(String module, String version, String run, Cause cause)
      implements Event {
    @Override
    public boolean listed() {
      return false;
    }
  }

  /** A run published what it uploaded. */
  public record ModulePublished(
      String module,
      String version,
      String document,
      String sha256,
      String previousVersion,
      String run,
      Cause cause)
      implements Event {}

  // ---- state

  /**
   * @param reserved the run a version is set aside for, by version
   */
  public record State(List<ModuleVersionView> versions, Map<String, String> reserved) {
    public State {
      versions = List.copyOf(versions);
      reserved = Map.copyOf(reserved);
    }

    Optional<ModuleVersionView> version(String version) {
      return versions.stream().filter(stored -> stored.version().equals(version)).findFirst();
    }

    Optional<ModuleVersionView> newest() {
      return versions.stream().max(Comparator.comparing(stored -> number(stored.version())));
    }

    String newestBelow(String version) {
      return versions.stream()
          .filter(stored -> number(stored.version()).compareTo(number(version)) < 0)
          .max(Comparator.comparing(stored -> number(stored.version())))
          .map(ModuleVersionView::version)
          .orElse("");
    }

    Optional<String> reservedFor(String run) {
      return reserved.entrySet().stream()
          .filter(entry -> entry.getValue().equals(run))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    /** Above the base and everything stored or reserved. */
    String next(String base, Bump bump) {
      return Stream.concat(
              Stream.concat(Stream.of(base), reserved.keySet().stream()),
              versions.stream().map(ModuleVersionView::version))
          .map(State::number)
          .max(Comparator.naturalOrder())
          .orElseThrow()
          .bump(bump)
          .toString();
    }

    private static SemanticVersion number(String version) {
      return SemanticVersion.parse(version).orElseThrow();
    }
  }

  @Override
  public State empty() {
    return new State(List.of(), Map.of());
  }

  // ---- decisions

  @Override
  public Decision<Event, ModuleVersionView> decide(State state, Command command, Instant now) {
    return switch (command) {
      case Import(
              String module,
              Document document,
              Optional<ForeignOriginal> original,
              Origin origin) ->
          store(
              state,
              module,
              document,
              "",
              new ModuleImported(
                  module,
                  document.version(),
                  document.text(),
                  document.sha256(),
                  state.newestBelow(document.version()),
                  origin.at(now),
                  original));
      case Publish(String module, Document document, String predecessor, String run) ->
          store(
              state,
              module,
              document,
              run,
              new ModulePublished(
                  module,
                  document.version(),
                  document.text(),
                  document.sha256(),
                  predecessor,
                  run,
                  Cause.weir(now)));
      case Reserve reserve -> reserve(state, reserve, now);
      case Get(String module, String version) ->
          (version.isEmpty() ? state.newest() : state.version(version))
              .<Decision<Event, ModuleVersionView>>map(found -> Decision.accept(List.of(), found))
              .orElseGet(() -> Decision.refuse(missing(module, version)));
    };
  }

  private static Decision<Event, ModuleVersionView> reserve(
      State state, Reserve reserve, Instant now) {
    Optional<String> earlier = state.reservedFor(reserve.run());
    String version = earlier.orElseGet(() -> state.next(reserve.base(), reserve.bump()));
    List<Event> events =
        earlier.isPresent()
            ? List.of()
            : List.of(
                new ModuleVersionReserved(
                    reserve.module(), version, reserve.run(), Cause.weir(now)));
    return Decision.accept(
        events,
        new ModuleVersionView(
            reserve.module(), version, "", "", now, "", reserve.run(), Optional.empty()));
  }

  private Decision<Event, ModuleVersionView> store(
      State state, String module, Document document, String run, Event event) {
    Optional<ModuleVersionView> stored = state.version(document.version());
    if (stored.isPresent()) {
      boolean same =
          run.isEmpty()
              ? stored.get().sha256().equals(document.sha256())
              : stored.get().run().equals(run);
      return same
          ? Decision.accept(List.of(), stored.get())
          : Decision.refuse(taken(module, document.version()));
    }
    if (!state.reserved().getOrDefault(document.version(), run).equals(run)) {
      return Decision.refuse(taken(module, document.version()));
    }
    if (state.versions().size() >= MOST_VERSIONS) {
      return Decision.refuse(
          Refusals.wrongState(
              "module",
              module,
              "The module \"%s\" has %d versions, the most there can be."
                  .formatted(module, MOST_VERSIONS),
              "Go on under a new name."));
    }
    return Decision.accept(
        List.of(event), apply(state, event).version(document.version()).orElseThrow());
  }

  private static Problem taken(String module, String version) {
    return Problem.of(
            ErrorCode.ALREADY_EXISTS,
            "The version %2$s of the module \"%1$s\" is taken.".formatted(module, version),
            "A stored version never changes; raise the version number.")
        .at("module", module)
        .at("version", version);
  }

  private static Problem missing(String module, String version) {
    return version.isEmpty()
        ? Refusals.notFound("module", module)
        : Problem.of(
                ErrorCode.NOT_FOUND,
                "The module \"%s\" has no version %s.".formatted(module, version),
                "Name a stored version; the list of versions shows all.")
            .at("module", module)
            .at("version", version);
  }

  // ---- what events do

  @Override
  public State apply(State state, Event event) {
    if (event instanceof ModuleVersionReserved(var _, String version, String run, var _)) {
      Map<String, String> reserved = new HashMap<>(state.reserved());
      reserved.put(version, run);
      return new State(state.versions(), reserved);
    }
    List<ModuleVersionView> versions = new ArrayList<>(state.versions());
    view(event).ifPresent(versions::add);
    return new State(versions, state.reserved());
  }

  /** What callers see of the version an event stored, if it did. */
  public static Optional<ModuleVersionView> view(Event event) {
    return switch (event) {
      case ModuleVersionReserved _ -> Optional.empty();
      case ModuleImported stored ->
          Optional.of(
              new ModuleVersionView(
                  stored.module(),
                  stored.version(),
                  stored.document(),
                  stored.sha256(),
                  stored.cause().at(),
                  stored.previousVersion(),
                  "",
                  stored.original()));
      case ModulePublished stored ->
          Optional.of(
              new ModuleVersionView(
                  stored.module(),
                  stored.version(),
                  stored.document(),
                  stored.sha256(),
                  stored.cause().at(),
                  stored.previousVersion(),
                  stored.run(),
                  Optional.empty()));
    };
  }
}
