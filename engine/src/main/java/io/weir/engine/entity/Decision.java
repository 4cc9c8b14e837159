package io.weir.engine.entity;

import io.weir.engine.vocabulary.Problem;
import java.util.List;

/**
 * What becomes of a command.
 *
 * @param <E> the entity's events
 * @param <R> the entity's replies
 */
public sealed interface Decision<E, R> {

  /**
   * The command is carried out.
   *
   * @param events stored together, in this order; none when there is nothing to change
   * @param reply sent once the events are durable
   */
  record Accepted<E, R>(List<E> events, R reply) implements Decision<E, R> {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** The command is not carried out and nothing is stored. */
  record Refused<E, R>(Problem problem) implements Decision<E, R> {}

  static <E, R> Decision<E, R> accept(List<? extends E> events, R reply) {
    return new Accepted<>(List.copyOf(events), reply);
  }

  static <E, R> Decision<E, R> refuse(Problem problem) {
    return new Refused<>(problem);
  }
}
