package io.weir.engine.privacy.search;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a search may use.
 *
 * @param threads at least 1; the result does not depend on them
 * @param historyBytes for classes of nodes that other nodes are checked from
 * @param stop asked before each node; once true, the best found so far is the result
 */
public record SearchSettings(int threads, long historyBytes, BooleanSupplier stop) {
  private static final long HISTORY = 64L << 20;

  /** A search that ends by itself. */
  public static SearchSettings of(int threads) {
    return new SearchSettings(threads, HISTORY, () -> false);
  }

  /** The same, stopped by somebody else. */
  public SearchSettings until(BooleanSupplier stopped) {
    return new SearchSettings(
        threads, historyBytes, () -> stop.getAsBoolean() || stopped.getAsBoolean());
  }

  /** The same, stopped after a time that begins now. */
  public SearchSettings within(Duration limit) {
    long start = System.nanoTime();
    return until(() -> System.nanoTime() - start >= limit.toNanos());
  }
}
