package io.weir.engine.audit;

import io.weir.engine.vocabulary.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log of everything that was asked of Weir and that its runs did. Implemented by {@code
 * storage}; calls block and return once the record is durable. A failure is a {@link
 * io.weir.engine.vocabulary.WeirException} of code STORAGE_FAILED.
 */
public interface AuditLog {
  /** Records that something is about to be done; gives the entry's id. */
  long begin(String actor, String action, String resource);

  /** Records how an attempt ended; the first end stands. */
  void end(long id, AuditOutcome outcome, Optional<ErrorCode> error, Map<String, String> change);

  /** Entries that fit, newest first. */
  List<AuditEntry> find(Filter filter, Optional<Long> olderThan, int limit);

  Optional<AuditEntry> entry(long id);

  /** What to look for; an empty text or Optional means any. */
  record Filter(
      String actor,
      String action,
      String resource,
      Optional<AuditOutcome> outcome,
      Optional<Instant> from,
      Optional<Instant> to) {
    public static Filter any() {
      return new Filter("", "", "", Optional.empty(), Optional.empty(), Optional.empty());
    }
  }
}
