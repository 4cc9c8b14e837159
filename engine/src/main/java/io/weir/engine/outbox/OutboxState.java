package io.weir.engine.outbox;

/** Where an outbox stands. */
public enum OutboxState {
  AWAITING_REVIEW,
  UPLOAD_CONFIRMED,
  UPLOADED,
  CLEARED
}
