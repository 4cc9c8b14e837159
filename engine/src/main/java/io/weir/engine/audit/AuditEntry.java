package io.weir.engine.audit;

import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param actor the caller's name, {@code -} for somebody whose identity was not established, or
 *     {@code weir} for what the engine did of itself
 * @param action service and method, or {@code run/} and the step of a run
 * @param resource kind and id
 * @param error why it did not succeed
 * @param change what changed: names and numbers, never values of the data
 */
public record AuditEntry(
    long id,
    Instant at,
    String actor,
    String action,
    String resource,
    AuditOutcome outcome,
    Optional<ErrorCode> error,
    Map<String, String> change) {
  public AuditEntry {
    change = Map.copyOf(change);
  }
}
