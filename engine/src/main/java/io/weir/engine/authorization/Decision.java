package io.weir.engine.authorization;

/** Whether somebody may do something. */
public sealed interface Decision {
  record Allowed() implements Decision {}

  /**
   * @param reason one sentence for the caller: what is missing
   */
  record Denied(String reason) implements Decision {}
}
