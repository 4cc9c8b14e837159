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
  /** A record was suppressed by a method, or to keep the promise of a privacy model. */
  SUPPRESSED,
  /** A record went because the record its foreign key names was suppressed. */
  PARENT_SUPPRESSED_DROPPED,
  /** A foreign key was emptied because the record it names was suppressed. */
  PARENT_SUPPRESSED_EMPTIED,
  EXTRA_FIELD_IGNORED,
  /** So many records fewer than expected came from a source. */
  TOO_FEW_RECORDS;

  /** What a rule means for the sums of the quality report. */
  public enum Effect {
    /** Nothing goes, or other rules tell what goes. */
    TOLD,
    REPLACED,
    CLAMPED,
    /** A field rule drops the record: it is read, but not extracted. */
    DROPPED,
    /** The record goes for its primary key: it is extracted, but not prepared. */
    CONFLICT_DROPPED,
    /** The record goes for its foreign key: it is extracted, but not prepared. */
    ORPHANED,
    /** The record goes to protect somebody: it is extracted, but not prepared. */
    SUPPRESSED
  }

  public Effect effect() {
    return switch (this) {
      case TYPE_VIOLATION_DROPPED, EMPTY_DROPPED, OUT_OF_RANGE_DROPPED -> Effect.DROPPED;
      case EMPTY_REPLACED -> Effect.REPLACED;
      case OUT_OF_RANGE_CLAMPED -> Effect.CLAMPED;
      case KEY_CONFLICT_DROPPED -> Effect.CONFLICT_DROPPED;
      case ORPHAN_DROPPED -> Effect.ORPHANED;
      case SUPPRESSED, PARENT_SUPPRESSED_DROPPED -> Effect.SUPPRESSED;
      case TYPE_VIOLATION_EMPTIED,
          EMPTY_PASSED,
          KEY_CONFLICT,
          KEY_RENEWED,
          REFERENCE_FOLLOWED,
          PARENT_SUPPRESSED_EMPTIED,
          EXTRA_FIELD_IGNORED,
          TOO_FEW_RECORDS ->
          Effect.TOLD;
    };
  }
}
