package io.weir.engine.entity;

import java.time.Instant;

/**
 * Where a change comes from.
 *
 * @param by the caller's name
 * @param key the caller's idempotency key, or empty text
 * @param fingerprint of what was asked, so that a key used for something else is noticed
 */
public record Origin(String by, String key, String fingerprint) {
  private static final int FINGERPRINT = 32;

  /**
   * @param request everything the call says, secrets excepted
   */
  public static Origin of(String by, String key, Object... request) {
    return new Origin(by, key, key.isEmpty() ? "" : Sha256.of(request).substring(0, FINGERPRINT));
  }

  public Cause at(Instant now) {
    return new Cause(by, now, key, fingerprint);
  }
}
