package io.weir.engine.outbox;

import io.weir.engine.dataplane.Part;
import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.spi.ColumnSchema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One outbox. It is prepared once, confirmed once, and then uploaded or cleared, so its history has
 * at most four events.
 */
public final class Outbox
    implements Logic<Outbox.Command, Outbox.Event, Optional<Outbox.State>, Outbox.State> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("outbox");

  // ---- commands

  /** What can be asked of an outbox. */
  public sealed interface Command {}

  record Prepare(String id, String run, String task, List<PreparedTable> tables)
      implements Command {}

  record Confirm(String id, long expectedRevision, Origin origin) implements Command {}

  record MarkUploaded(String id) implements Command {}

  record Clear(String id, Origin origin) implements Command {}

  record Get(String id) implements Command {}

  /**
   * What a table will be published as.
   *
   * @param parts in the order of their records
   */
  public record PreparedTable(String table, List<ColumnSchema> columns, List<Part> parts) {
    public PreparedTable {
      columns = List.copyOf(columns);
      parts = List.copyOf(parts);
    }

    long records() {
      return parts.stream().mapToLong(Part::rows).sum();
    }
  }

  // ---- events

  /** What happened to an outbox. */
  public sealed interface Event extends DurableEvent {}

  /** A run's result is there to be reviewed. */
  public record OutboxPrepared(
      String id, String run, String task, List<PreparedTable> tables, Cause cause)
      implements Event {}

  /**
   * Somebody wants it published as they saw it.
   *
   * @param reviewed the revision they saw
   */
  public record OutboxConfirmed(String id, long revision, long reviewed, Cause cause)
      implements Event {}

  /** It is where it was to go. */
  public record OutboxUploaded(String id, long revision, Cause cause) implements Event {}

  /** Its records are deleted. */
  public record OutboxCleared(String id, long revision, Cause cause) implements Event {}

  // ---- state

  record State(
      String id,
      String run,
      String task,
      long revision,
      OutboxState state,
      long reviewed,
      List<PreparedTable> tables,
      Instant preparedAt) {
    State {
      tables = List.copyOf(tables);
    }

    OutboxView view() {
      return new OutboxView(
          id,
          run,
          task,
          revision,
          state,
          tables.stream()
              .map(table -> new OutboxView.Table(table.table(), table.columns(), table.records()))
              .toList(),
          preparedAt);
    }

    private State to(OutboxState next, long nextRevision, long nextReviewed) {
      return new State(id, run, task, nextRevision, next, nextReviewed, tables, preparedAt);
    }
  }

  @Override
  public Optional<State> empty() {
    return Optional.empty();
  }

  // ---- decisions

  @Override
  public Decision<Event, State> decide(Optional<State> state, Command command, Instant now) {
    return switch (command) {
      case Prepare prepare ->
          state
              .map(Outbox::unchanged)
              .orElseGet(() ->
                  accept(
                      state,
                      new OutboxPrepared(
                          prepare.id(),
                          prepare.run(),
                          prepare.task(),
                          prepare.tables(),
                          Cause.weir(now))));
      case Confirm confirm ->
          state.map(outbox -> confirm(outbox, confirm, now)).orElseGet(() -> missing(confirm.id()));
      case MarkUploaded uploaded ->
          state.map(outbox -> uploaded(outbox, now)).orElseGet(() -> missing(uploaded.id()));
      case Clear clear ->
          state.map(outbox -> clear(outbox, clear, now)).orElseGet(() -> missing(clear.id()));
      case Get get -> state.map(Outbox::unchanged).orElseGet(() -> missing(get.id()));
    };
  }

  private static Decision<Event, State> missing(String id) {
    return Decision.refuse(Refusals.notFound("outbox", id));
  }

  private static Decision<Event, State> unchanged(State outbox) {
    return Decision.accept(List.of(), outbox);
  }

  private Decision<Event, State> confirm(State outbox, Confirm confirm, Instant now) {
    return switch (outbox.state()) {
      case AWAITING_REVIEW ->
          confirm.expectedRevision() == outbox.revision()
              ? accept(
                  Optional.of(outbox),
                  new OutboxConfirmed(
                      outbox.id(),
                      outbox.revision() + 1,
                      outbox.revision(),
                      confirm.origin().at(now)))
              : conflict(outbox, confirm.expectedRevision());
      case UPLOAD_CONFIRMED ->
          confirm.expectedRevision() == outbox.reviewed()
              ? unchanged(outbox)
              : conflict(outbox, confirm.expectedRevision());
      case UPLOADED, CLEARED -> over(outbox);
    };
  }

  private static Decision<Event, State> conflict(State outbox, long expected) {
    return Decision.refuse(
        Refusals.revisionConflict("outbox", outbox.id(), expected, outbox.revision()));
  }

  private static Decision<Event, State> over(State outbox) {
    return Decision.refuse(
        Refusals.wrongState(
            "outbox",
            outbox.id(),
            "The outbox \"%s\" is %s already.".formatted(outbox.id(), word(outbox.state())),
            "Start a new run to prepare another."));
  }

  private static String word(OutboxState state) {
    return switch (state) {
      case AWAITING_REVIEW -> "awaiting review";
      case UPLOAD_CONFIRMED -> "confirmed";
      case UPLOADED -> "uploaded";
      case CLEARED -> "cleared";
    };
  }

  private Decision<Event, State> uploaded(State outbox, Instant now) {
    return switch (outbox.state()) {
      case UPLOADED -> unchanged(outbox);
      case UPLOAD_CONFIRMED ->
          accept(
              Optional.of(outbox),
              new OutboxUploaded(outbox.id(), outbox.revision() + 1, Cause.weir(now)));
      case AWAITING_REVIEW, CLEARED ->
          Decision.refuse(
              Refusals.wrongState(
                  "outbox",
                  outbox.id(),
                  "The outbox \"%s\" is %s, not confirmed."
                      .formatted(outbox.id(), word(outbox.state())),
                  "Look into the run's history."));
    };
  }

  private Decision<Event, State> clear(State outbox, Clear clear, Instant now) {
    return outbox.state() == OutboxState.CLEARED
        ? unchanged(outbox)
        : accept(
            Optional.of(outbox),
            new OutboxCleared(outbox.id(), outbox.revision() + 1, clear.origin().at(now)));
  }

  private Decision<Event, State> accept(Optional<State> state, Event event) {
    return Decision.accept(List.of(event), apply(state, event).orElseThrow());
  }

  // ---- what events do

  @Override
  public Optional<State> apply(Optional<State> state, Event event) {
    return Optional.of(
        switch (event) {
          case OutboxPrepared prepared -> begin(prepared);
          case OutboxConfirmed confirmed ->
              state
                  .orElseThrow()
                  .to(OutboxState.UPLOAD_CONFIRMED, confirmed.revision(), confirmed.reviewed());
          case OutboxUploaded uploaded -> {
            State outbox = state.orElseThrow();
            yield outbox.to(OutboxState.UPLOADED, uploaded.revision(), outbox.reviewed());
          }
          case OutboxCleared cleared -> {
            State outbox = state.orElseThrow();
            yield outbox.to(OutboxState.CLEARED, cleared.revision(), outbox.reviewed());
          }
        });
  }

  private static State begin(OutboxPrepared prepared) {
    return new State(
        prepared.id(),
        prepared.run(),
        prepared.task(),
        1,
        OutboxState.AWAITING_REVIEW,
        0,
        prepared.tables(),
        prepared.cause().at());
  }

  /** What callers see of an outbox just prepared. */
  public static OutboxView view(OutboxPrepared prepared) {
    return begin(prepared).view();
  }
}
