package io.weir.engine.run;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Finds runs with work to do, slightly behind the runs themselves. Implemented by {@code views}.
 */
@FunctionalInterface
public interface ActiveRuns {
  /** Their names; at most some hundreds at once. */
  CompletionStage<List<String>> names();
}
