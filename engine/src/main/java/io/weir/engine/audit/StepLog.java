package io.weir.engine.audit;

import java.util.Map;

/**
 * The audit log, as whoever follows the journal writes it: within the transaction that also notes
 * how far the journal was followed, so that each step stands there once. Implemented by {@code
 * storage}.
 */
public interface StepLog {
  void append(Step step);

  /** What the first step of this action on this resource changed; empty if there was none. */
  Map<String, String> change(String action, String resource);
}
