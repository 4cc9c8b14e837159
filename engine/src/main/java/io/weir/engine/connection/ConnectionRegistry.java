package io.weir.engine.connection;

import io.weir.engine.connection.SecretStore.SecretName;
import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.dataplane.Connections;
import io.weir.engine.entity.Await;
import io.weir.engine.entity.EntityShell;
import io.weir.engine.entity.Listing;
import io.weir.engine.entity.Naming;
import io.weir.engine.entity.Origin;
import io.weir.engine.entity.Page;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.entity.Sharded;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.Connector;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.persistence.typed.PersistenceId;

/**
 * All connections. Every call fails with a {@link WeirException}. Whether the caller owns what they
 * change is the door's to decide.
 */
public final class ConnectionRegistry implements Connections {
  /** Longer than any change takes from storing its secrets to naming them. */
  private static final Duration GRACE = Duration.ofHours(1);

  private final Sharded<Connection.Command, Connection.State> connections;
  private final Executor blocking;
  private final Listing<ConnectionView> listing;
  private final SecretStore secretStore;
  private final Catalogue catalogue;

  /**
   * Joins this node to those that hold connections.
   *
   * @param blocking runs what waits for the secret store
   */
  public ConnectionRegistry(
      ClusterSharding sharding,
      InstantSource clock,
      Executor blocking,
      Listing<ConnectionView> listing,
      SecretStore secrets,
      Catalogue catalogue) {
    this.connections =
        new Sharded<>(sharding, Connection.KEY, Connection.State.class, clock, Naming.NAME);
    this.blocking = blocking;
    this.listing = listing;
    this.secretStore = secrets;
    this.catalogue = catalogue;
    sharding.init(
        Entity.of(
            Connection.KEY,
            context ->
                new EntityShell<>(
                    PersistenceId.of(Connection.KEY.name(), context.getEntityId()),
                    new Connection())));
  }

  /**
   * A new connection; the caller is one of its owners. Fails with ALREADY_EXISTS, MISSING_PLUGIN,
   * or INVALID_REQUEST when the connector does not accept the settings or a secret stands among the
   * plain ones.
   */
  public CompletionStage<ConnectionView> create(
      String by,
      String id,
      String connector,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners,
      String key) {
    List<String> all = new ArrayList<>(owners);
    all.add(by);
    Origin origin =
        Origin.of(
            by,
            key,
            "create",
            id,
            connector,
            description,
            new TreeMap<>(settings),
            secrets.keySet().stream().sorted().toList(),
            owners);
    return CompletableFuture.supplyAsync(
            () -> {
              refuseUnusableName(id);
              check(connector, settings, secrets);
              return store(id, secrets);
            },
            blocking)
        .thenCompose(references ->
            connections.ask(
                id,
                new Connection.Create(
                    id,
                    connector,
                    new Connection.Content(description, settings, references, all),
                    origin)))
        .thenApply(Connection.State::view);
  }

  /** Replaces all but the connector and the secrets not named; fails with REVISION_CONFLICT. */
  public CompletionStage<ConnectionView> update(
      String by,
      String id,
      String description,
      Map<String, String> settings,
      Map<String, String> secrets,
      List<String> owners,
      long expectedRevision,
      String key) {
    Origin origin =
        Origin.of(
            by,
            key,
            "update",
            id,
            description,
            new TreeMap<>(settings),
            secrets.keySet().stream().sorted().toList(),
            owners,
            expectedRevision);
    return connections
        .ask(id, new Connection.Get(id))
        .thenApplyAsync(
            before -> {
              refuseOrphan(id, owners);
              Map<String, String> merged = new HashMap<>(values(before));
              merged.putAll(secrets);
              check(before.connector(), settings, merged);
              return store(id, secrets);
            },
            blocking)
        .thenCompose(references ->
            connections.ask(
                id,
                new Connection.Update(
                    id,
                    new Connection.Content(description, settings, references, owners),
                    expectedRevision,
                    origin)))
        .thenApplyAsync(
            after -> {
              secretStore.sweep(id, Set.copyOf(after.secrets().values()), GRACE);
              return after.view();
            },
            blocking);
  }

  public CompletionStage<ConnectionView> get(String id) {
    return connections.ask(id, new Connection.Get(id)).thenApply(Connection.State::view);
  }

  /** Connections by name. */
  public CompletionStage<Page<ConnectionView>> list(PageRequest request) {
    return listing.page("", request);
  }

  /** Blocks; for the threads of the data plane. */
  @Override
  public Resolved resolve(String connection) {
    Connection.State state = Await.on(connections.ask(connection, new Connection.Get(connection)));
    return new Resolved(state.connector(), new Settings(state.settings(), values(state)));
  }

  private Map<String, String> values(Connection.State connection) {
    Map<String, String> values = new HashMap<>();
    connection
        .secrets()
        .forEach((setting, reference) ->
            values.put(
                setting,
                secretStore
                    .get(new SecretName(connection.id(), setting, reference))
                    .orElseThrow(() -> new WeirException(lost(connection.id(), setting)))));
    return values;
  }

  private static Problem lost(String connection, String setting) {
    return Problem.of(
            ErrorCode.STORAGE_FAILED,
            "The secret \"%s\" of the connection \"%s\" is not in the secret store."
                .formatted(setting, connection),
            "Set it again by updating the connection.")
        .at("connection", connection)
        .at("setting", setting);
  }

  private Map<String, String> store(String id, Map<String, String> secrets) {
    Map<String, String> references = new HashMap<>();
    secrets.forEach((setting, value) -> {
      String reference = UUID.randomUUID().toString();
      secretStore.put(new SecretName(id, setting, reference), value);
      references.put(setting, reference);
    });
    return references;
  }

  private void check(String name, Map<String, String> settings, Map<String, String> secrets) {
    Connector connector = catalogue.connector(name);
    for (String secret : connector.describe().secretSettings()) {
      if (settings.containsKey(secret)) {
        throw new WeirException(
            Refusals.invalid(
                "settings." + secret,
                "The setting \"" + secret + "\" is a secret and stands among the plain settings.",
                "Move it to the secrets, and change its value if somebody may have seen it."));
      }
    }
    try {
      connector.check(new Settings(settings, secrets));
    } catch (InvalidParameters e) {
      throw new WeirException(
          Refusals.invalid(
              "settings." + e.parameter(),
              "The connector \""
                  + name
                  + "\" does not accept the setting \""
                  + e.parameter()
                  + "\".",
              advice(e, secrets)),
          e);
    }
  }

  /** What the connector says, unless it says too much. */
  private static String advice(InvalidParameters refusal, Map<String, String> secrets) {
    String advice = refusal.getMessage();
    return secrets.values().stream().anyMatch(advice::contains)
        ? "See what the connector's documentation says of it."
        : advice;
  }

  private static void refuseUnusableName(String id) {
    Naming.NAME
        .refusal("connection", id)
        .ifPresent(problem -> {
          throw new WeirException(problem);
        });
  }

  private static void refuseOrphan(String id, List<String> owners) {
    if (owners.isEmpty()) {
      throw new WeirException(
          Refusals.invalid(
              "owners",
              "The connection \"" + id + "\" would have no owner.",
              "Name at least one owner."));
    }
  }
}
