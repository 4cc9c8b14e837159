package io.weir.engine.access.grpc;

import io.weir.engine.audit.AuditEntry;
import io.weir.engine.audit.AuditLog.Filter;
import io.weir.engine.audit.AuditOutcome;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.v1.AuditLog;
import io.weir.v1.ListAuditLogsRequest;
import java.util.Optional;

/** The audit log as messages. */
final class AuditMessages {
  private AuditMessages() {}

  static AuditLog entry(AuditEntry entry) {
    return AuditLog.newBuilder()
        .setId(entry.id())
        .setAt(Times.timestamp(entry.at()))
        .setActor(entry.actor())
        .setAction(entry.action())
        .setResource(entry.resource())
        .setOutcome(outcome(entry.outcome()))
        .setErrorCode(entry.error().map(ErrorCode::code).orElse(""))
        .putAllChange(entry.change())
        .build();
  }

  static Filter filter(ListAuditLogsRequest request) {
    return new Filter(
        request.getActor(),
        request.getAction(),
        request.getResource(),
        outcome(request.getOutcome()),
        request.hasFrom() ? Optional.of(Times.instant(request.getFrom())) : Optional.empty(),
        request.hasTo() ? Optional.of(Times.instant(request.getTo())) : Optional.empty());
  }

  private static Optional<AuditOutcome> outcome(io.weir.v1.AuditOutcome outcome) {
    return switch (outcome) {
      case AUDIT_OUTCOME_UNSPECIFIED -> Optional.empty();
      case AUDIT_OUTCOME_SUCCEEDED -> Optional.of(AuditOutcome.SUCCEEDED);
      case AUDIT_OUTCOME_DENIED -> Optional.of(AuditOutcome.DENIED);
      case AUDIT_OUTCOME_FAILED -> Optional.of(AuditOutcome.FAILED);
      case AUDIT_OUTCOME_ATTEMPTED -> Optional.of(AuditOutcome.ATTEMPTED);
      case UNRECOGNIZED ->
          throw Calls.invalid(
              "outcome", "This outcome is not known.", "Name one of the API's outcomes.");
    };
  }

  private static io.weir.v1.AuditOutcome outcome(AuditOutcome outcome) {
    return switch (outcome) {
      case ATTEMPTED -> io.weir.v1.AuditOutcome.AUDIT_OUTCOME_ATTEMPTED;
      case SUCCEEDED -> io.weir.v1.AuditOutcome.AUDIT_OUTCOME_SUCCEEDED;
      case DENIED -> io.weir.v1.AuditOutcome.AUDIT_OUTCOME_DENIED;
      case FAILED -> io.weir.v1.AuditOutcome.AUDIT_OUTCOME_FAILED;
    };
  }
}
