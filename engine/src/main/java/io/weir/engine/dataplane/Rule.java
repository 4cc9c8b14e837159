package io.weir.engine.dataplane;

/** What can happen to a record or a value; the rows of the quality report. */
public enum Rule {
  TYPE_VIOLATION_DROPPED,
  TYPE_VIOLATION_EMPTIED,
  EMPTY_PASSED,
  EMPTY_REPLACED,
  EMPTY_DROPPED,
  OUT_OF_RANGE_CLAMPED,
  OUT_OF_RANGE_DROPPED,
  KEY_CONFLICT,
  KEY_CONFLICT_DROPPED,
  KEY_RENEWED,
  REFERENCE_FOLLOWED,
  ORPHAN_DROPPED,
  EXTRA_FIELD_IGNORED,
  /** So many records fewer than expected came from a source. */
  TOO_FEW_RECORDS
}
