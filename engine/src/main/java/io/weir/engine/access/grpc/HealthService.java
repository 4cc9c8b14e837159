package io.weir.engine.access.grpc;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.health.v1.Health;
import io.weir.health.v1.HealthCheckRequest;
import io.weir.health.v1.HealthCheckResponse;
import io.weir.health.v1.HealthCheckResponse.ServingStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Source;

/** The standard health service, which answers everybody. */
final class HealthService implements Health {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final BooleanSupplier ready;
  private final Set<String> services;

  /**
   * @param services the names that may be asked for beside the empty one, which means the node
   */
  HealthService(BooleanSupplier ready, Set<String> services) {
    this.ready = ready;
    this.services = Set.copyOf(services);
  }

  @Override
  public CompletionStage<HealthCheckResponse> check(HealthCheckRequest in) {
    if (!known(in.getService())) {
      return CompletableFuture.failedFuture(
          new WeirException(
              Problem.of(
                  ErrorCode.NOT_FOUND,
                  "There is no service of this name.",
                  "Ask without a name, or for a service that reflection lists.")));
    }
    return CompletableFuture.completedFuture(now(in.getService()));
  }

  @Override
  public Source<HealthCheckResponse, NotUsed> watch(HealthCheckRequest in) {
    return Source.tick(Duration.ZERO, INTERVAL, in.getService())
        .map(this::now)
        .statefulMapConcat(Changes::new)
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  /** Lets through what differs from the one before. */
  private static final class Changes
      implements Function<HealthCheckResponse, Iterable<HealthCheckResponse>> {
    private static final long serialVersionUID = 1L;

    private HealthCheckResponse before = HealthCheckResponse.getDefaultInstance();

    @Override
    public Iterable<HealthCheckResponse> apply(HealthCheckResponse now) {
      boolean changed = !now.equals(before);
      before = now;
      return changed ? List.of(now) : List.of();
    }
  }

  private boolean known(String service) {
    return service.isEmpty() || services.contains(service);
  }

  private HealthCheckResponse now(String service) {
    return HealthCheckResponse.newBuilder()
        .setStatus(
            !known(service)
                ? ServingStatus.SERVICE_UNKNOWN
                : ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
        .build();
  }
}
