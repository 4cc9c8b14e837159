package io.weir.engine.outbox;

import io.weir.engine.entity.Shapes;
import java.util.Map;

/** The names under which outboxes are written. */
public final class OutboxShapes implements Shapes {
  @Override
  public Map<String, Class<?>> durable() {
    return Map.of(
        "outbox-prepared.v1", Outbox.OutboxPrepared.class,
        "outbox-confirmed.v1", Outbox.OutboxConfirmed.class,
        "outbox-uploaded.v1", Outbox.OutboxUploaded.class,
        "outbox-cleared.v1", Outbox.OutboxCleared.class);
  }

  @Override
  public Map<String, Class<?>> passing() {
    return Shapes.passing("outbox", Outbox.Command.class, Outbox.State.class);
  }
}
