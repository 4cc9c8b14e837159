package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Call;
import io.weir.engine.access.door.Door;
import io.weir.engine.audit.AuditLog;
import io.weir.engine.connection.ConnectionRegistry;
import io.weir.engine.definition.Extensions;
import io.weir.engine.module.Modules;
import io.weir.engine.outbox.Outboxes;
import io.weir.engine.run.Runs;
import io.weir.engine.script.Scripts;
import io.weir.engine.secret.AnonymizationSecrets;
import io.weir.engine.task.Tasks;
import io.weir.engine.user.Users;
import io.weir.health.v1.Health;
import io.weir.health.v1.HealthHandlerFactory;
import io.weir.v1.AuditLogger;
import io.weir.v1.AuditLoggerPowerApiHandlerFactory;
import io.weir.v1.DataManager;
import io.weir.v1.DataManagerPowerApiHandlerFactory;
import io.weir.v1.EtlTaskManager;
import io.weir.v1.EtlTaskManagerPowerApiHandlerFactory;
import io.weir.v1.ExtDatamoduleManager;
import io.weir.v1.ExtDatamoduleManagerPowerApiHandlerFactory;
import io.weir.v1.ScriptManager;
import io.weir.v1.ScriptManagerPowerApiHandlerFactory;
import io.weir.v1.SecretManager;
import io.weir.v1.SecretManagerPowerApiHandlerFactory;
import io.weir.v1.UserManager;
import io.weir.v1.UserManagerPowerApiHandlerFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.grpc.javadsl.GrpcExceptionHandler;
import org.apache.pekko.grpc.javadsl.GrpcMarshalling;
import org.apache.pekko.grpc.javadsl.MetadataBuilder;
import org.apache.pekko.grpc.javadsl.ServerReflection;
import org.apache.pekko.grpc.javadsl.ServiceHandler;
import org.apache.pekko.grpc.javadsl.WebHandler;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;

/** Serves the API over HTTP/2 in clear text, and over gRPC-Web on the same port. */
public final class GrpcServer {
  private static final String OURS = "weir.v1.";
  private static final Set<String> NAMES =
      Set.of(
          ScriptManager.name,
          EtlTaskManager.name,
          DataManager.name,
          ExtDatamoduleManager.name,
          UserManager.name,
          SecretManager.name,
          AuditLogger.name);

  /**
   * What the services are made of.
   *
   * @param extensions what documents may call by name
   */
  public record Parts(
      Scripts scripts,
      Tasks tasks,
      Runs runs,
      Modules modules,
      Outboxes outboxes,
      ConnectionRegistry connections,
      Users users,
      AnonymizationSecrets secrets,
      AuditLog audit,
      Extensions extensions) {}

  private final ActorSystem<?> system;
  private final Door door;
  private final Parts parts;
  private final Executor blocking;
  private final BooleanSupplier ready;

  /**
   * @param blocking runs what waits for the audit log
   * @param ready what the health service says
   */
  public GrpcServer(
      ActorSystem<?> system, Door door, Parts parts, Executor blocking, BooleanSupplier ready) {
    this.system = system;
    this.door = door;
    this.parts = parts;
    this.blocking = blocking;
    this.ready = ready;
  }

  /**
   * Begins to serve.
   *
   * @param port 0 for any free one
   */
  public CompletionStage<ServerBinding> bind(String host, int port) {
    return Http.get(system).newServerAt(host, port).bind(handler());
  }

  private Function<HttpRequest, CompletionStage<HttpResponse>> handler() {
    var services = services();
    Function<HttpRequest, CompletionStage<HttpResponse>> web =
        WebHandler.grpcWebHandler(
            Stream.concat(services.values().stream(), Stream.of(reflection())).toList(),
            system,
            SystemMaterializer.get(system).materializer());
    Function<HttpRequest, CompletionStage<HttpResponse>> plain = concatenated(services);
    return request -> {
      HttpRequest bounded = MessageLimit.on(request);
      String[] path = request.getUri().path().split("/", -1);
      if (path.length == 3 && path[1].startsWith(OURS) && isPost(request)) {
        Call call = Calls.of(MetadataBuilder.fromHeaders(request.getHeaders()));
        if (door.identify(call).isEmpty()) {
          String action = path[1].substring(OURS.length()) + "/" + path[2];
          return door.turnAway(services.containsKey(path[1]) ? action : "unknown method", "")
              .handle((refusal, failure) -> failure == null ? refusal : failure)
              .thenCompose(problem -> refuse(request, problem));
        }
      }
      return isWeb(request) ? web.apply(bounded) : plain.apply(bounded);
    };
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, Throwable problem) {
    request.discardEntityBytes(system);
    return GrpcMarshalling.negotiated(
            request,
            (reader, writer) ->
                CompletableFuture.completedStage(
                    GrpcExceptionHandler.standard(
                        problem, ProblemMessages.mapper(), writer, system)))
        .orElseGet(() ->
            CompletableFuture.completedStage(
                HttpResponse.create().withStatus(StatusCodes.UNSUPPORTED_MEDIA_TYPE)));
  }

  private static boolean isPost(HttpRequest request) {
    return request.method().value().equals("POST");
  }

  private static boolean isWeb(HttpRequest request) {
    return request.method().value().equals("OPTIONS")
        || request
            .entity()
            .getContentType()
            .mediaType()
            .toString()
            .startsWith("application/grpc-web");
  }

  @SafeVarargs
  private static Function<HttpRequest, CompletionStage<HttpResponse>> handlers(
      Function<HttpRequest, CompletionStage<HttpResponse>>... some) {
    return ServiceHandler.concatOrNotFound(some);
  }

  private Function<HttpRequest, CompletionStage<HttpResponse>> concatenated(
      Map<String, Function<HttpRequest, CompletionStage<HttpResponse>>> services) {
    return handlers(
        services.get(ScriptManager.name),
        services.get(EtlTaskManager.name),
        services.get(DataManager.name),
        services.get(ExtDatamoduleManager.name),
        services.get(UserManager.name),
        services.get(SecretManager.name),
        services.get(AuditLogger.name),
        services.get(Health.name),
        reflection());
  }

  private Function<HttpRequest, CompletionStage<HttpResponse>> reflection() {
    return ServerReflection.create(
        List.of(
            ScriptManager.description,
            EtlTaskManager.description,
            DataManager.description,
            ExtDatamoduleManager.description,
            UserManager.description,
            SecretManager.description,
            AuditLogger.description,
            Health.description),
        system);
  }

  private Map<String, Function<HttpRequest, CompletionStage<HttpResponse>>> services() {
    var classic = Adapter.toClassic(system);
    Materializer materializer = SystemMaterializer.get(system).materializer();
    var mapper = ProblemMessages.mapper();
    return Map.of(
        ScriptManager.name,
        ScriptManagerPowerApiHandlerFactory.partial(
            new ScriptService(door, parts.scripts()),
            ScriptManager.name,
            materializer,
            mapper,
            classic),
        EtlTaskManager.name,
        EtlTaskManagerPowerApiHandlerFactory.partial(
            new TaskService(door, parts.tasks(), parts.runs(), new Watching(blocking)),
            EtlTaskManager.name,
            materializer,
            mapper,
            classic),
        DataManager.name,
        DataManagerPowerApiHandlerFactory.partial(
            new DataService(
                door,
                parts.modules(),
                parts.outboxes(),
                parts.runs(),
                new ModuleExchange(parts.modules(), parts.extensions())),
            DataManager.name,
            materializer,
            mapper,
            classic),
        ExtDatamoduleManager.name,
        ExtDatamoduleManagerPowerApiHandlerFactory.partial(
            new ConnectionService(door, parts.connections()),
            ExtDatamoduleManager.name,
            materializer,
            mapper,
            classic),
        UserManager.name,
        UserManagerPowerApiHandlerFactory.partial(
            new UserService(door, parts.users()), UserManager.name, materializer, mapper, classic),
        SecretManager.name,
        SecretManagerPowerApiHandlerFactory.partial(
            new SecretService(door, parts.secrets()),
            SecretManager.name,
            materializer,
            mapper,
            classic),
        AuditLogger.name,
        AuditLoggerPowerApiHandlerFactory.partial(
            new AuditService(door, parts.audit(), blocking),
            AuditLogger.name,
            materializer,
            mapper,
            classic),
        Health.name,
        HealthHandlerFactory.partial(
            new HealthService(ready, NAMES), Health.name, materializer, mapper, classic));
  }
}
