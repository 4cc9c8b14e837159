package io.weir.engine.entity;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** The actor around a {@link Logic}: asks it, stores what it says, then answers. */
public class EntityShell<C, E extends DurableEvent, S, R>
    extends EventSourcedBehavior<Envelope<C>, E, S> {
  /** The tag of events that lists show something of. */
  public static final String LISTED = "listed";

  /** The tag of events that the audit log shows. */
  public static final String AUDITED = "audited";

  private final Logic<C, E, S, R> logic;

  public EntityShell(PersistenceId id, Logic<C, E, S, R> logic) {
    super(id);
    this.logic = logic;
  }

  @Override
  public S emptyState() {
    return logic.empty();
  }

  @Override
  public CommandHandler<Envelope<C>, E, S> commandHandler() {
    return this::handle;
  }

  private Effect<E, S> handle(S state, Envelope<C> envelope) {
    return switch (logic.decide(state, envelope.command(), envelope.now())) {
      case Decision.Refused<E, R>(var problem) ->
          Effect().none().thenRun(same -> envelope.replyTo().tell(new Answer.Declined(problem)));
      case Decision.Accepted<E, R>(var events, var reply) ->
          Effect()
              .persist(events)
              .thenRun(after -> {
                envelope.replyTo().tell(new Answer.Done(reply));
                accepted(after, envelope.command());
              });
    };
  }

  /** Called after a command was carried out and its events are durable. */
  protected void accepted(S after, C command) {}

  @Override
  public EventHandler<S, E> eventHandler() {
    return logic::apply;
  }

  @Override
  public Set<String> tagsFor(E event) {
    Set<String> tags = new HashSet<>();
    if (event.listed()) {
      tags.add(LISTED);
    }
    if (event.audited()) {
      tags.add(AUDITED);
    }
    return tags;
  }
}
