package io.weir.engine.entity;

import java.util.concurrent.CompletionStage;

/**
 * A list of all entities of a kind, slightly behind the entities themselves. Implemented by {@code
 * views}.
 */
public interface Listing<V> {
  /**
   * One page.
   *
   * @param within the thing they belong to (the task of a run, the module of a version), or empty
   *     text for all
   */
  CompletionStage<Page<V>> page(String within, PageRequest request);
}
