package io.weir.engine.entity;

import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A command on its way to an entity.
 *
 * @param now when it was given
 * @param replyTo who waits for what becomes of it
 */
public record Envelope<C>(C command, Instant now, ActorRef<Answer> replyTo) {}
