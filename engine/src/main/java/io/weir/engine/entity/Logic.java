package io.weir.engine.entity;

import java.time.Instant;

/**
 * An event-sourced entity without its actor: pure functions. Neither reads a clock, draws random
 * numbers or touches anything outside its arguments.
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> state
 * @param <R> replies
 */
public interface Logic<C, E extends DurableEvent, S, R> {
  /** The state before the first event. */
  S empty();

  /**
   * What becomes of a command.
   *
   * @param now when the command was given
   */
  Decision<E, R> decide(S state, C command, Instant now);

  /** The state after an event. Defined for every event ever stored. */
  S apply(S state, E event);
}
