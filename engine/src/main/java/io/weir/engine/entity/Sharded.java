package io.weir.engine.entity;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * Sends commands to the entities of one kind, wherever in the cluster they are.
 *
 * @param <C> commands
 * @param <R> replies
 */
public final class Sharded<C, R> {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ClusterSharding sharding;
  private final EntityTypeKey<Envelope<C>> key;
  private final Class<R> reply;
  private final InstantSource clock;
  private final Naming naming;

  public Sharded(
      ClusterSharding sharding,
      EntityTypeKey<Envelope<C>> key,
      Class<R> reply,
      InstantSource clock,
      Naming naming) {
    this.sharding = sharding;
    this.key = key;
    this.reply = reply;
    this.clock = clock;
    this.naming = naming;
  }

  /** The key of a kind of entities; its name is part of every persistence id and never changes. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <C> EntityTypeKey<Envelope<C>> key(String kind) {
    return (EntityTypeKey) EntityTypeKey.create(Envelope.class, kind);
  }

  /**
   * Gives a command.
   *
   * @return the reply; or fails with a {@link WeirException}, of code UNAVAILABLE if there was no
   *     answer in time, and then the command may or may not have been carried out
   */
  public CompletionStage<R> ask(String id, C command) {
    Optional<Problem> refusal = naming.refusal(key.name(), id);
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(new WeirException(refusal.get()));
    }
    return sharding
        .entityRefFor(key, id)
        .ask(
            (ActorRef<Answer> replyTo) -> new Envelope<>(command, clock.instant(), replyTo),
            PATIENCE)
        .handle((answer, failure) -> failure == null ? open(answer) : fail(id, failure));
  }

  private R open(Answer answer) {
    return switch (answer) {
      case Answer.Done(Object done) -> reply.cast(done);
      case Answer.Declined(Problem problem) -> throw new WeirException(problem);
    };
  }

  private R fail(String id, Throwable failure) {
    throw new WeirException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "The " + key.name() + " \"" + id + "\" did not answer in time.",
                "Repeat the request with the same idempotency key; if it persists, look at the node's log.")
            .at(key.name(), id),
        Await.cause(failure));
  }
}
