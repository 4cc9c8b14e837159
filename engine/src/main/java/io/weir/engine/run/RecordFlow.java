package io.weir.engine.run;

/**
 * Where the records of a source, a table or a run went.
 *
 * @param read from the source
 * @param dropped by a field rule
 * @param extracted what the field rules left
 * @param conflictDropped gone because another record has the same primary key
 * @param orphaned gone because no record has the key they reference
 * @param suppressed gone to protect somebody, or because the record they reference did
 * @param prepared in the outbox
 */
public record RecordFlow(
    long read,
    long dropped,
    long extracted,
    long conflictDropped,
    long orphaned,
    long suppressed,
    long prepared) {
  static RecordFlow none() {
    return new RecordFlow(0, 0, 0, 0, 0, 0, 0);
  }

  RecordFlow plus(RecordFlow other) {
    return new RecordFlow(
        read + other.read,
        dropped + other.dropped,
        extracted + other.extracted,
        conflictDropped + other.conflictDropped,
        orphaned + other.orphaned,
        suppressed + other.suppressed,
        prepared + other.prepared);
  }

  /**
   * Whether every record is accounted for: read = dropped + extracted and, once the run is settled,
   * extracted = conflictDropped + orphaned + suppressed + prepared.
   */
  public boolean addsUp(boolean settled) {
    return read == dropped + extracted
        && (!settled || extracted == conflictDropped + orphaned + suppressed + prepared);
  }
}
