package io.weir.engine.entity;

/** An event of an entity: stored for ever under a name from {@link Shapes#durable}. */
public interface DurableEvent {
  /** Whether lists show something of it; only such events reach the views. */
  default boolean listed() {
    return true;
  }

  /** Whether it tells of a step that the audit log shows; only such events reach the log. */
  default boolean audited() {
    return false;
  }
}
