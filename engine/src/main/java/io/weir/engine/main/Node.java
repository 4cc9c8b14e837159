package io.weir.engine.main;

import com.typesafe.config.ConfigFactory;
import io.weir.engine.access.door.Door;
import io.weir.engine.access.door.LocalToken;
import io.weir.engine.access.grpc.GrpcServer;
import io.weir.engine.audit.AuditLog;
import io.weir.engine.authorization.Authorization;
import io.weir.engine.dataplane.parts.ArrowParts;
import io.weir.engine.main.client.Client;
import io.weir.engine.secret.AnonymizationSecrets;
import io.weir.engine.secret.SecretVault;
import io.weir.engine.storage.AuditLogTable;
import io.weir.engine.storage.Database;
import io.weir.engine.storage.DirectoryPartStore;
import io.weir.engine.storage.JournalLag;
import io.weir.engine.storage.MasterKey;
import io.weir.engine.storage.MasterSeeds;
import io.weir.engine.storage.NodeConfiguration;
import io.weir.engine.storage.SealedSecrets;
import io.weir.engine.storage.SqlSecretVault;
import io.weir.engine.storage.SqlSecrets;
import io.weir.engine.storage.embedded.PostgresServer;
import io.weir.engine.user.Users;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node: everything that works on one data directory. What is started is ended in the
 * reverse order, whether starting fails half-way, the process is told to end, or {@link #close} is
 * called.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DATABASE = "weir";

  /**
   * Pings keep a connection up on which somebody watches a long run; the door bounds all other
   * calls.
   */
  private static final String SERVER =
      """
      pekko.http.server {
        enable-http2 = on
        server-header = ""
        request-timeout = 90 s
        http2.ping-interval = 10 s
        http2.ping-timeout = 5 s
      }
      # The order in which a node ends is the node's own business.
      pekko.coordinated-shutdown {
        exit-jvm = off
        run-by-jvm-shutdown-hook = off
      }
      """;

  /** In the data directory: what to show at the door. */
  static final String TOKEN_FILE = "token";

  private final NodeSettings settings;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread hook = new Thread(this::closeAtExit, "weir-shutdown");

  private Optional<PostgresServer> postgres = Optional.empty();
  private Path tokenFile = Path.of("");
  private String token = "";
  private volatile OptionalInt exitCode = OptionalInt.empty();
  private int port;
  private int operationsPort;
  private Optional<JournalLag> lag = Optional.empty();
  private Optional<ActorSystem<Void>> system = Optional.empty();

  private Node(NodeSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a node and waits until it answers.
   *
   * @throws StartFailure if it cannot be started; then nothing is left running
   */
  public static Node start(NodeSettings settings) {
    Node node = new Node(settings);
    try {
      node.run();
      Runtime.getRuntime().addShutdownHook(node.hook);
      return node;
    } catch (StartFailure e) {
      node.end();
      throw e;
    } catch (InterruptedException e) {
      node.end();
      Thread.currentThread().interrupt();
      throw new StartFailure("The start was interrupted.", "Start again.", e);
    } catch (IOException | SQLException | RuntimeException e) {
      LOG.error("the node could not be started", e);
      node.end();
      throw explained(e);
    }
  }

  private void run() throws IOException, InterruptedException, SQLException {
    DataDirectory data = kept(DataDirectory.take(settings.data()));
    Database.Address address = settings.database().orElse(null);
    if (address == null) {
      PostgresServer server = kept(PostgresServer.start(data.resolve("postgresql")));
      server.ensureDatabase(DATABASE);
      postgres = Optional.of(server);
      LOG.info("PostgreSQL is up on port {}", server.port());
      address = new Database.Address(server.url(DATABASE), server.user(), server.password());
    }
    Database database = kept(Database.open(address));
    lag = Optional.of(new JournalLag(database));
    LOG.info("the database is open and its schema up to date");
    MasterKey key =
        MasterKey.of(Optional.ofNullable(System.getenv(MasterKey.VARIABLE)), data.path());
    Plugins plugins = kept(Plugins.load(data.resolve("plugins")));
    tokenFile = data.resolve(TOKEN_FILE);
    LocalToken authenticator = LocalToken.at(tokenFile, user());
    token = authenticator.text();
    Metrics metrics = kept(new Metrics(Version.text()));
    ActorSystem<Void> actors = actors(address);
    DirectoryPartStore store = new DirectoryPartStore(data.resolve("parts"));
    ArrowParts parts = new ArrowParts(store);
    ControlPlane control =
        ControlPlane.start(
            actors,
            new ControlPlane.Ports(
                database,
                new SealedSecrets(database, key),
                plugins,
                plugins,
                plugins::versions,
                (name, connection) -> Authorization.mayUse(name, connection.owners()),
                store,
                parts,
                connections ->
                    DataPlane.execution(
                        actors,
                        plugins,
                        connections,
                        store,
                        new MasterSeeds(key),
                        new SqlSecrets(database, key),
                        data.path(),
                        metrics),
                data.path(),
                InstantSource.system()));
    awaitMembership(actors);
    LOG.info("the actor system is up");
    serve(
        actors,
        control,
        new AuditLogTable(database),
        authenticator,
        metrics,
        database,
        new SqlSecretVault(database, key),
        plugins);
    ready.set(true);
    LOG.info("the node is ready at {}:{}", settings.host(), port);
  }

  private ActorSystem<Void> actors(Database.Address address) {
    ActorSystem<Void> actors =
        ActorSystem.create(
            Behaviors.empty(),
            "weir",
            NodeConfiguration.of(address, ConfigFactory.parseString(SERVER)));
    system = Optional.of(actors);
    started.push(() -> stop(actors));
    actors.getWhenTerminated().whenComplete((done, failure) -> end.countDown());
    return actors;
  }

  private void serve(
      ActorSystem<?> actors,
      ControlPlane control,
      AuditLog audit,
      LocalToken authenticator,
      Metrics metrics,
      Database database,
      SecretVault vault,
      Plugins plugins) {
    Executor blocking =
        actors.dispatchers().lookup(DispatcherSelector.fromConfig("weir.blocking-dispatcher"));
    Door door = new Door(authenticator, audit, metrics, blocking);
    GrpcServer api =
        new GrpcServer(
            actors,
            door,
            new GrpcServer.Parts(
                control.scripts(),
                control.tasks(),
                control.runs(),
                control.modules(),
                control.outboxes(),
                control.connections(),
                new Users(user()),
                new AnonymizationSecrets(vault, blocking),
                audit,
                plugins),
            blocking,
            ready::get);
    port = bound(api.bind(settings.host(), settings.port()), settings.port());
    DatabaseGauges.register(metrics, database);
    OperationsServer operations =
        new OperationsServer(
            actors, metrics::text, () -> ready.get() && answers(database), blocking);
    operationsPort =
        bound(
            operations.bind(settings.host(), settings.operationsPort()), settings.operationsPort());
  }

  private int bound(CompletionStage<ServerBinding> binding, int wanted) {
    try {
      ServerBinding bound = binding.toCompletableFuture().join();
      bound.addToCoordinatedShutdown(Duration.ofSeconds(5), system.orElseThrow().classicSystem());
      return bound.localAddress().getPort();
    } catch (CompletionException e) {
      throw new StartFailure(
          "Port " + wanted + " at " + settings.host() + " cannot be listened at.",
          "Choose another with --port or --http-port, or end what uses it.",
          e.getCause());
    }
  }

  private static boolean answers(Database database) {
    try {
      return database.transact(connection -> connection.isValid(2));
    } catch (WeirException e) {
      return false;
    }
  }

  private static void awaitMembership(ActorSystem<?> actors) throws InterruptedException {
    Instant latest = Instant.now().plus(PATIENCE);
    while (!Cluster.get(actors).selfMember().status().equals(MemberStatus.up())) {
      if (Instant.now().isAfter(latest)) {
        throw new StartFailure(
            "The node did not become a member of its cluster.",
            "Look at the log; another node may hold the same addresses.");
      }
      Thread.sleep(20);
    }
  }

  private static StartFailure explained(Exception failure) {
    if (failure instanceof WeirException known) {
      return new StartFailure(known.problem().message(), known.problem().advice(), failure);
    }
    if (failure instanceof IOException || failure instanceof IllegalArgumentException) {
      return new StartFailure(
          "The node could not be started: " + failure.getMessage() + ".",
          "Mend that and start again; the log tells more.",
          failure);
    }
    return new StartFailure(
        "The node could not be started (" + failure.getClass().getSimpleName() + ").",
        "The log tells what happened.",
        failure);
  }

  private <T extends AutoCloseable> T kept(T part) {
    started.push(part);
    return part;
  }

  private static void stop(ActorSystem<?> actors) {
    CoordinatedShutdown.get(actors)
        .runAll(CoordinatedShutdown.unknownReason())
        .toCompletableFuture()
        .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
        .exceptionally(failure -> {
          LOG.warn("not everything ended in time");
          return null;
        })
        .join();
  }

  /** Who works on a node of one person. */
  private static String user() {
    String name = System.getProperty("user.name", "").strip();
    // "weir" is the engine itself in the audit log, and a usual name for the account it runs under.
    return name.isEmpty() || name.equals("weir") ? "local" : name;
  }

  public String host() {
    return settings.host();
  }

  /** Of the API. */
  public int port() {
    return port;
  }

  /** Of metrics and health. */
  public int operationsPort() {
    return operationsPort;
  }

  public String token() {
    return token;
  }

  public Path tokenFile() {
    return tokenFile;
  }

  public Path data() {
    return settings.data().toAbsolutePath().normalize();
  }

  /** The server the node brought with it, unless it was given another. */
  public Optional<PostgresServer> postgres() {
    return postgres;
  }

  /** A client of this node's API, over the network like any other. */
  public Client client() {
    return new Client(system.orElseThrow(), host(), port, token);
  }

  /**
   * Waits until lists and the audit log show everything that happened before: they follow the
   * journal, and a process that ended may have left them behind.
   *
   * @throws StartFailure if that takes too long
   */
  public void awaitLists() {
    try {
      if (!lag.orElseThrow().await(PATIENCE)) {
        throw new StartFailure(
            "The lists of "
                + data()
                + " do not show everything yet, after "
                + PATIENCE.toSeconds()
                + " seconds.",
            "Ask again; if it stays so, look at the log of the node.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("The start was interrupted.", "Start again.", e);
    }
  }

  /** Waits until the node is told to end, or ends by itself. */
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, and the hook does the work
      return;
    }
    end();
  }

  /**
   * What the process ends with when it is told to end from outside; if not said, the usual for the
   * signal.
   */
  public void endProcessWith(int code) {
    exitCode = OptionalInt.of(code);
  }

  private void closeAtExit() {
    end();
    exitCode.ifPresent(Runtime.getRuntime()::halt);
  }

  private synchronized void end() {
    ready.set(false);
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("a part of the node did not end cleanly", e);
      }
    }
    end.countDown();
  }
}
