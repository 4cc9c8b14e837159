package io.weir.engine.main.client;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.weir.v1.AuditLoggerClient;
import io.weir.v1.DataManagerClient;
import io.weir.v1.EtlTaskManagerClient;
import io.weir.v1.ExtDatamoduleManagerClient;
import io.weir.v1.ScriptManagerClient;
import io.weir.v1.SecretManagerClient;
import io.weir.v1.UserManagerClient;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.grpc.GrpcChannel;
import org.apache.pekko.grpc.GrpcClientSettings;
import org.apache.pekko.grpc.javadsl.SingleResponseRequestBuilder;
import org.apache.pekko.grpc.javadsl.StreamResponseRequestBuilder;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Calls one node's API; every call waits for its answer and fails with {@link CallFailed}. */
public final class Client implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem<?> system;
  private final String authorization;
  private final GrpcChannel channel;
  private final GrpcChannel patient;
  private final ScriptManagerClient scripts;
  private final EtlTaskManagerClient tasks;
  private final EtlTaskManagerClient watching;
  private final DataManagerClient data;
  private final ExtDatamoduleManagerClient connections;
  private final UserManagerClient users;
  private final SecretManagerClient secrets;
  private final AuditLoggerClient audit;

  /**
   * @param system does the client's work
   * @param token what to show at the door
   */
  public Client(ActorSystem<?> system, String host, int port, String token) {
    this.system = system;
    this.authorization = "Bearer " + token;
    GrpcClientSettings settings =
        GrpcClientSettings.connectToServiceAt(host, port, system).withTls(false);
    this.channel = GrpcChannel.apply(settings.withDeadline(PATIENCE), system);
    this.patient = GrpcChannel.apply(settings, system);
    this.scripts = ScriptManagerClient.create(channel, system);
    this.tasks = EtlTaskManagerClient.create(channel, system);
    this.watching = EtlTaskManagerClient.create(patient, system);
    this.data = DataManagerClient.create(channel, system);
    this.connections = ExtDatamoduleManagerClient.create(channel, system);
    this.users = UserManagerClient.create(channel, system);
    this.secrets = SecretManagerClient.create(channel, system);
    this.audit = AuditLoggerClient.create(channel, system);
  }

  public ScriptManagerClient scripts() {
    return scripts;
  }

  public EtlTaskManagerClient tasks() {
    return tasks;
  }

  /** The same service for calls that may take as long as they need. */
  public EtlTaskManagerClient watching() {
    return watching;
  }

  public DataManagerClient data() {
    return data;
  }

  public ExtDatamoduleManagerClient connections() {
    return connections;
  }

  public UserManagerClient users() {
    return users;
  }

  public SecretManagerClient secrets() {
    return secrets;
  }

  public AuditLoggerClient audit() {
    return audit;
  }

  /** A new idempotency key. */
  public static String key() {
    return UUID.randomUUID().toString();
  }

  /** Makes a call and waits for the answer. */
  public <Q, A> A call(SingleResponseRequestBuilder<Q, A> method, Q request) {
    return await(method.addHeader("authorization", authorization).invoke(request));
  }

  /** Makes a call whose answers go on for a while, and waits for the last. */
  public <Q, A> void listen(
      StreamResponseRequestBuilder<Q, A> method, Q request, Consumer<A> listener) {
    Source<A, NotUsed> answers = method.addHeader("authorization", authorization).invoke(request);
    await(answers.runWith(Sink.foreach(listener::accept), system));
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case StatusRuntimeException refused -> CallFailed.of(refused);
        case StatusException refused ->
            CallFailed.of(new StatusRuntimeException(refused.getStatus(), refused.getTrailers()));
        case null, default ->
            CallFailed.of(
                new StatusRuntimeException(
                    Status.UNKNOWN.withDescription("the connection was lost")));
      };
    }
  }

  @Override
  public void close() {
    channel.closeCS().toCompletableFuture().join();
    patient.closeCS().toCompletableFuture().join();
  }
}
