package io.weir.spi;

import org.pf4j.ExtensionPoint;

/**
 * Decides what becomes of the records that share a primary key value. Implementations are stateless
 * and thread-safe, and decide from the group alone: the same group gives the same decisions.
 */
public interface ConflictStrategy extends ExtensionPoint {
  /** How module documents call it: lower case, words joined by {@code -}. */
  String name();

  /** One sentence for people who choose a strategy. */
  String summary();

  /**
   * Whether {@link ConflictGroup#newKey} may be called; the engine then checks that fresh keys
   * exist.
   */
  boolean makesNewKeys();

  /**
   * Decides each member of the group once; a member left undecided fails the run.
   *
   * @param group valid during the call only
   */
  void resolve(ConflictGroup group);
}
