package io.weir.engine.access.grpc;

import io.weir.engine.access.door.Done;
import io.weir.engine.access.door.Door;
import io.weir.engine.audit.AuditEntry;
import io.weir.engine.audit.AuditLog;
import io.weir.engine.authorization.Action;
import io.weir.engine.authorization.Resource;
import io.weir.engine.entity.PageRequest;
import io.weir.engine.entity.Refusals;
import io.weir.engine.vocabulary.WeirException;
import io.weir.v1.AuditLoggerPowerApi;
import io.weir.v1.GetAuditLogRequest;
import io.weir.v1.ListAuditLogsRequest;
import io.weir.v1.ListAuditLogsResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.grpc.javadsl.Metadata;

/** The service {@code AuditLogger}. */
final class AuditService implements AuditLoggerPowerApi {
  private final Door door;
  private final AuditLog audit;
  private final Executor blocking;

  AuditService(Door door, AuditLog audit, Executor blocking) {
    this.door = door;
    this.audit = audit;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<ListAuditLogsResponse> listAuditLogs(
      ListAuditLogsRequest in, Metadata metadata) {
    return door.enter(
        Calls.of(metadata),
        Action.LIST_AUDIT_LOGS,
        Resource.all("audit"),
        caller -> {
          PageRequest page = PageRequest.of(in.getPageSize(), in.getPageToken());
          Optional<Long> olderThan = olderThan(page.token());
          AuditLog.Filter filter = AuditMessages.filter(in);
          return CompletableFuture.supplyAsync(
                  () -> audit.find(filter, olderThan, page.size()), blocking)
              .thenApply(found -> Done.looked(list(found, page.size())));
        });
  }

  @Override
  public CompletionStage<io.weir.v1.AuditLog> getAuditLog(
      GetAuditLogRequest in, Metadata metadata) {
    String id = Long.toString(in.getId());
    return door.enter(
        Calls.of(metadata),
        Action.GET_AUDIT_LOG,
        Resource.of("audit", id),
        caller ->
            CompletableFuture.supplyAsync(() -> audit.entry(in.getId()), blocking)
                .thenApply(found ->
                    found
                        .map(entry -> Done.looked(AuditMessages.entry(entry)))
                        .orElseThrow(
                            () -> new WeirException(Refusals.notFound("audit entry", id)))));
  }

  private static ListAuditLogsResponse list(List<AuditEntry> found, int size) {
    return ListAuditLogsResponse.newBuilder()
        .addAllEntries(found.stream().map(AuditMessages::entry).toList())
        .setNextPageToken(found.size() < size ? "" : Long.toString(found.getLast().id()))
        .build();
  }

  private static Optional<Long> olderThan(String token) {
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.valueOf(token));
    } catch (NumberFormatException e) {
      throw Calls.invalid(
          "page_token",
          "The page token is not one of this list.",
          "Use the next_page_token of the previous page.");
    }
  }
}
