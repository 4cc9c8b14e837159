package io.weir.engine.audit;

import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened and is to stand in the audit log; what the parts mean is told at {@link
 * AuditEntry}.
 */
public record Step(
    Instant at,
    String actor,
    String action,
    String resource,
    AuditOutcome outcome,
    Optional<ErrorCode> error,
    Map<String, String> change) {
  public Step {
    change = Map.copyOf(change);
  }
}
