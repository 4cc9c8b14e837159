package io.weir.engine.connection;

import io.weir.engine.entity.Cause;
import io.weir.engine.entity.Decision;
import io.weir.engine.entity.DurableEvent;
import io.weir.engine.entity.Envelope;
import io.weir.engine.entity.Logic;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.RecentKeys;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * One connection. Secrets' values never come here: commands, events and state name them by
 * references into the {@link SecretStore}. Its history is not shortened; the hands of its owners
 * bound it.
 */
public final class Connection
    implements Logic<
        Connection.Command, Connection.Event, Optional<Connection.State>, Connection.State> {
  static final EntityTypeKey<Envelope<Command>> KEY = Sharded.key("connection");

  // ---- commands

  /** What can be asked of a connection. */
  public sealed interface Command {}

  record Create(String id, String connector, Content content, Origin origin) implements Command {}

  record Update(String id, Content content, long expectedRevision, Origin origin)
      implements Command {}

  record Get(String id) implements Command {}

  /**
   * What an owner can change.
   *
   * @param secrets references of the secrets set with this change, by setting; the others stay
   */
  public record Content(
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners) {
    public Content {
      settings = Map.copyOf(settings);
      secrets = Map.copyOf(secrets);
      owners = owners.stream().distinct().sorted().toList();
    }
  }

  // ---- events

  /** What happened to a connection. */
  public sealed interface Event extends DurableEvent {}

  /** The connection came to be. */
  public record ConnectionCreated(String id, String connector, Content content, Cause cause)
      implements Event {}

  /** The connection was changed. */
  public record ConnectionUpdated(String id, long revision, Content content, Cause cause)
      implements Event {}

  // ---- state

  record State(
      String id,
      long revision,
      String connector,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners,
      RecentKeys recent) {
    State {
      settings = Map.copyOf(settings);
      secrets = Map.copyOf(secrets);
      owners = List.copyOf(owners);
    }

    ConnectionView view() {
      return new ConnectionView(
          id,
          revision,
          connector,
          description,
          settings,
          secrets.keySet().stream().sorted().toList(),
          owners);
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
      case Create create -> create(state, create, now);
      case Update update ->
          state
              .map(connection -> update(connection, update, now))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("connection", update.id())));
      case Get get ->
          state
              .<Decision<Event, State>>map(connection -> Decision.accept(List.of(), connection))
              .orElseGet(() -> Decision.refuse(Refusals.notFound("connection", get.id())));
    };
  }

  private Decision<Event, State> create(Optional<State> state, Create create, Instant now) {
    if (state.isPresent()) {
      return state
          .get()
          .recent()
          .once(
              create.origin(),
              state::get,
              () -> Decision.refuse(Refusals.alreadyExists("connection", create.id())));
    }
    return accept(
        state,
        new ConnectionCreated(
            create.id(), create.connector(), create.content(), create.origin().at(now)));
  }

  private Decision<Event, State> update(State connection, Update update, Instant now) {
    return connection
        .recent()
        .once(
            update.origin(),
            () -> connection,
            () -> {
              if (update.expectedRevision() != connection.revision()) {
                return Decision.refuse(
                    Refusals.revisionConflict(
                        "connection",
                        connection.id(),
                        update.expectedRevision(),
                        connection.revision()));
              }
              return accept(
                  Optional.of(connection),
                  new ConnectionUpdated(
                      connection.id(),
                      connection.revision() + 1,
                      update.content(),
                      update.origin().at(now)));
            });
  }

  private Decision<Event, State> accept(Optional<State> state, Event event) {
    return Decision.accept(List.of(event), apply(state, event).orElseThrow());
  }

  // ---- what events do

  @Override
  public Optional<State> apply(Optional<State> state, Event event) {
    return Optional.of(
        switch (event) {
          case ConnectionCreated created ->
              new State(
                  created.id(),
                  1,
                  created.connector(),
                  created.content().description(),
                  created.content().settings(),
                  created.content().secrets(),
                  created.content().owners(),
                  RecentKeys.none().and(created.cause()));
          case ConnectionUpdated updated -> {
            State before = state.orElseThrow();
            Map<String, String> secrets = new TreeMap<>(before.secrets());
            secrets.putAll(updated.content().secrets());
            yield new State(
                before.id(),
                updated.revision(),
                before.connector(),
                updated.content().description(),
                updated.content().settings(),
                secrets,
                updated.content().owners(),
                before.recent().and(updated.cause()));
          }
        });
  }
}
