package io.weir.engine.entity;

import io.weir.engine.vocabulary.Problem;

/** What an entity answers. */
public sealed interface Answer {
  /**
   * @param reply of a type named in {@link Shapes#passing}
   */
  record Done(Object reply) implements Answer {}

  /** Nothing was changed. */
  record Declined(Problem problem) implements Answer {}
}
