package io.weir.engine.dataplane;

/**
 * How often in a row reading a source failed for a passing reason.
 *
 * @param failed since the source was last read further than ever before
 * @param furthest how many bytes parts covered that a restart made void; 0 without a restart
 */
public record Tries(int failed, long furthest) {
  public static Tries none() {
    return new Tries(0, 0);
  }

  public Tries failedAgain() {
    return new Tries(failed + 1, furthest);
  }

  /** Counting begins anew only for bytes never reached before: else it might never end. */
  public Tries reached(long bytes) {
    return bytes > furthest ? new Tries(0, furthest) : this;
  }

  /**
   * @param bytes covered by the parts that are void now
   */
  public Tries restarted(long bytes) {
    return failed == 0 ? this : new Tries(failed, Math.max(furthest, bytes));
  }
}
