package io.weir.engine.entity;

import java.time.Instant;

/**
 * Who caused an event, and when.
 *
 * @param by the caller's name, or {@code weir} for what the engine does of itself
 * @param key the caller's idempotency key, or empty text
 * @param fingerprint of what was asked under that key, or empty text
 */
public record Cause(String by, Instant at, String key, String fingerprint) {
  /** A step of the engine itself. */
  public static Cause weir(Instant at) {
    return new Cause("weir", at, "", "");
  }
}
