package io.weir.engine.audit;

/** How an attempt ended. */
public enum AuditOutcome {
  /** Begun and not yet ended, or cut off before its end was written. */
  ATTEMPTED,
  SUCCEEDED,
  DENIED,
  FAILED
}
