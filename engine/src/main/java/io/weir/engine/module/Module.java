package io.weir.engine.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.engine.definition.PrivacyAmount;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One data module: its documents, verbatim, by version. A stored version never changes, so storing
 * the same bytes again is no change; that makes idempotency keys unnecessary here. The history has
 * one event per version, of which there are at most 1000, and few more for what runs set aside.
 */
public final class Module
    implements Logic<Module.Command, Module.Event, Module.State, ModuleVersionView> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("module");
  static final int MOST_VERSIONS = 1000;

  // ---- commands

  /** What can be asked of a module. */
  public sealed interface Command {}

  /**
   * @param budget what the document says all versions may spend
   */
  record Import(
      String module,
      Document document,
      Optional<ForeignOriginal> original,
      Optional<PrivacyAmount> budget,
      Origin origin)
      implements Command {}

  /**
   * Asks for the next free version, and for what it spends of the privacy budget, for a run alone.
   *
   * @param base the version the run started from
   * @param budget what the document of that version says all versions may spend
   */
  record Reserve(
      String module,
      String base,
      Bump bump,
      String run,
      PrivacyAmount needed,
      Optional<PrivacyAmount> budget)
      implements Command {}

  /** Gives back what was set aside of the privacy budget for a run nothing of which has left. */
  record Release(String module, String run) implements Command {}

  /**
   * @param predecessor the version it was made from
   * @param spent of the privacy budget; mostly set aside by then
   */
  record Publish(
      String module, Document document, String predecessor, String run, PrivacyAmount spent)
      implements Command {}

  /**
   * @param version empty text for the newest
   */
  record Get(String module, String version) implements Command {}

  /**
   * Asks for a version together with the privacy ledger.
   *
   * @param version empty text for the newest
   */
  record Look(String module, String version) implements Command {}

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
   * @param privacyBudget what its versions may spend from now on
   */
  public record ModuleImported(
      String module,
      String version,
      String document,
      String sha256,
      String previousVersion,
      Cause cause,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ForeignOriginal> original,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacyAmount> privacyBudget)
      implements Event {}

  /** A version was set aside for what a run is about to upload. */
  public record ModuleVersionReserved(String module, String version, String run, Cause cause)
      implements Event {
    @Override
    public boolean listed() {
      return false;
    }
  }

  /** So much of the privacy budget was set aside for what a run is about to upload. */
  public record PrivacyReserved(
      String module, String version, String run, PrivacyAmount amount, Cause cause)
      implements Event {
    @Override
    public boolean listed() {
      return false;
    }
  }

  /** What was set aside for a run was given back: nothing of it has left. */
  public record PrivacyReleased(String module, String run, Cause cause) implements Event {
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
   * @param privacy absent while nothing was declared or spent
   */
  public record State(
      List<ModuleVersionView> versions,
      Map<String, String> reserved,
      @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<PrivacyLedger> privacy) {
    public State {
      versions = List.copyOf(versions);
      reserved = Map.copyOf(reserved);
    }

    PrivacyLedger ledger() {
      return privacy.orElseGet(PrivacyLedger::empty);
    }

    private State with(PrivacyLedger ledger) {
      return new State(
          versions, reserved, Optional.of(ledger).filter(changed -> !changed.untouched()));
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
    return new State(List.of(), Map.of(), Optional.empty());
  }

  // ---- decisions

  @Override
  public Decision<Event, ModuleVersionView> decide(State state, Command command, Instant now) {
    return switch (command) {
      case Import(
              String module,
              Document document,
              Optional<ForeignOriginal> original,
              Optional<PrivacyAmount> budget,
              Origin origin) ->
          store(
              state,
              module,
              document,
              "",
              Optional.empty(),
              new ModuleImported(
                  module,
                  document.version(),
                  document.text(),
                  document.sha256(),
                  state.newestBelow(document.version()),
                  origin.at(now),
                  original,
                  budget));
      case Publish(
              String module,
              Document document,
              String predecessor,
              String run,
              PrivacyAmount spent) ->
          store(
              state,
              module,
              document,
              run,
              unreserved(state, module, document.version(), run, spent, now),
              new ModulePublished(
                  module,
                  document.version(),
                  document.text(),
                  document.sha256(),
                  predecessor,
                  run,
                  Cause.weir(now)));
      case Reserve reserve -> reserve(state, reserve, now);
      case Release release -> release(state, release, now);
      case Get(String module, String version) -> found(state, module, version, found -> found);
      case Look(String module, String version) ->
          found(state, module, version, found -> found.with(state.ledger()));
    };
  }

  private static Decision<Event, ModuleVersionView> found(
      State state, String module, String version, UnaryOperator<ModuleVersionView> shown) {
    return (version.isEmpty() ? state.newest() : state.version(version))
        .<Decision<Event, ModuleVersionView>>map(
            found -> Decision.accept(List.of(), shown.apply(found)))
        .orElseGet(() -> Decision.refuse(missing(module, version)));
  }

  private static Decision<Event, ModuleVersionView> reserve(
      State state, Reserve reserve, Instant now) {
    Optional<Problem> refusal =
        state.ledger().refusal(reserve.module(), reserve.run(), reserve.needed(), reserve.budget());
    if (refusal.isPresent()) {
      return Decision.refuse(refusal.get());
    }
    Optional<String> earlier = state.reservedFor(reserve.run());
    String version = earlier.orElseGet(() -> state.next(reserve.base(), reserve.bump()));
    List<Event> events = new ArrayList<>();
    if (earlier.isEmpty()) {
      events.add(
          new ModuleVersionReserved(reserve.module(), version, reserve.run(), Cause.weir(now)));
    }
    unreserved(state, reserve.module(), version, reserve.run(), reserve.needed(), now)
        .ifPresent(events::add);
    return Decision.accept(events, named(reserve.module(), version, reserve.run(), now));
  }

  /** What a run spends is set aside once. */
  private static Optional<Event> unreserved(
      State state, String module, String version, String run, PrivacyAmount amount, Instant now) {
    return amount.amountsToNothing() || state.ledger().of(run).isPresent()
        ? Optional.empty()
        : Optional.of(new PrivacyReserved(module, version, run, amount, Cause.weir(now)));
  }

  /** What is published is spent for ever. */
  private static Decision<Event, ModuleVersionView> release(
      State state, Release release, Instant now) {
    List<Event> events =
        state
            .ledger()
            .of(release.run())
            .filter(entry -> !entry.published())
            .<List<Event>>map(
                _ -> List.of(new PrivacyReleased(release.module(), release.run(), Cause.weir(now))))
            .orElseGet(List::of);
    return Decision.accept(events, named(release.module(), "", release.run(), now));
  }

  private static ModuleVersionView named(String module, String version, String run, Instant now) {
    return new ModuleVersionView(module, version, "", "", now, "", run, Optional.empty());
  }

  /**
   * @param before what happens first, if the version is stored
   */
  private Decision<Event, ModuleVersionView> store(
      State state,
      String module,
      Document document,
      String run,
      Optional<Event> before,
      Event event) {
    Optional<ModuleVersionView> stored = state.version(document.version());
    if (stored.isPresent()) {
      boolean same =
          run.isEmpty()
              ? stored.get().sha256().equals(document.sha256())
              : stored.get().run().equals(run);
      return same
          ? Decision.accept(List.of(), told(stored.get(), state))
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
    State after = apply(state, event);
    return Decision.accept(
        Stream.concat(before.stream(), Stream.of(event)).toList(),
        told(after.version(document.version()).orElseThrow(), after));
  }

  /** Whoever brought a version learns of the budget, too. */
  private static ModuleVersionView told(ModuleVersionView version, State state) {
    return version.run().isEmpty() ? version.with(state.ledger()) : version;
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
    PrivacyLedger ledger = state.ledger();
    return switch (event) {
      case ModuleVersionReserved(var _, String version, String run, var _) -> {
        Map<String, String> reserved = new HashMap<>(state.reserved());
        reserved.put(version, run);
        yield new State(state.versions(), reserved, state.privacy());
      }
      case PrivacyReserved(var _, String version, String run, PrivacyAmount amount, Cause cause) ->
          state.with(
              ledger.reserved(new PrivacyLedger.Entry(version, run, amount, false, cause.at())));
      case PrivacyReleased released -> state.with(ledger.released(released.run()));
      case ModuleImported imported ->
          stored(state, imported).with(ledger.declared(imported.privacyBudget()));
      case ModulePublished published ->
          stored(state, published).with(ledger.published(published.run()));
    };
  }

  private static State stored(State state, Event event) {
    List<ModuleVersionView> versions = new ArrayList<>(state.versions());
    view(event).ifPresent(versions::add);
    return new State(versions, state.reserved(), state.privacy());
  }

  /** What callers see of the version an event stored, if it did. */
  public static Optional<ModuleVersionView> view(Event event) {
    return switch (event) {
      case ModuleVersionReserved _, PrivacyReserved _, PrivacyReleased _ -> Optional.empty();
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
