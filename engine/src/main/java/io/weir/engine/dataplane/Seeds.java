package io.weir.engine.dataplane;

/**
 * Secret bytes for the randomness of anonymization methods, made of the node's master key.
 * Implemented by {@code storage}. Safe for use by many threads.
 *
 * <p>All are of 32 bytes, and unrelated to each other unless every argument is the same: whoever
 * knows some of them knows nothing of the others.
 *
 * <p>A {@code place} says where in the table the method stands, in words of the caller's that do
 * not change while a document does not.
 */
public interface Seeds {
  /** For one use of a method in one run, the same whenever the run is executed again. */
  byte[] runSeed(String run, String table, String place, String method);

  /** For one use of a method in all runs of a module's versions. */
  byte[] moduleSeed(String module, String table, String place, String method);
}
