package io.weir.engine.main;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** What operators' tools ask of a node: {@code /metrics}, {@code /ready} and {@code /alive}. */
final class OperationsServer {
  private final ActorSystem<?> system;
  private final Supplier<String> metrics;
  private final BooleanSupplier ready;
  private final Executor blocking;

  /**
   * @param metrics may look into the database
   * @param ready whether the node does its work; may look into the database
   */
  OperationsServer(
      ActorSystem<?> system, Supplier<String> metrics, BooleanSupplier ready, Executor blocking) {
    this.system = system;
    this.metrics = metrics;
    this.ready = ready;
    this.blocking = blocking;
  }

  CompletionStage<ServerBinding> bind(String host, int port) {
    return Http.get(system).newServerAt(host, port).bind(this::answer);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    request.discardEntityBytes(system);
    if (!request.method().value().equals("GET")) {
      return CompletableFuture.completedFuture(text(StatusCodes.METHOD_NOT_ALLOWED, "only GET"));
    }
    return switch (request.getUri().path()) {
      case "/alive" -> CompletableFuture.completedFuture(text(StatusCodes.OK, "alive"));
      case "/ready" ->
          CompletableFuture.supplyAsync(
              () ->
                  ready.getAsBoolean()
                      ? text(StatusCodes.OK, "ready")
                      : text(StatusCodes.SERVICE_UNAVAILABLE, "not ready"),
              blocking);
      case "/metrics" ->
          CompletableFuture.supplyAsync(
              () ->
                  HttpResponse.create()
                      .withEntity(
                          MediaTypes.TEXT_PLAIN.toContentType(
                              org.apache.pekko.http.javadsl.model.HttpCharsets.UTF_8),
                          metrics.get()),
              blocking);
      default ->
          CompletableFuture.completedFuture(
              text(StatusCodes.NOT_FOUND, "there are /metrics, /ready and /alive"));
    };
  }

  private static HttpResponse text(StatusCode status, String text) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.TEXT_PLAIN_UTF8, text + "\n");
  }
}
