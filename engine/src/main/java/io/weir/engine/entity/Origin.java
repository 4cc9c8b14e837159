package io.weir.engine.entity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Where a change comes from.
 *
 * @param by the caller's name
 * @param key the caller's idempotency key, or empty text
 * @param fingerprint of what was asked, so that a key used for something else is noticed
 */
public record Origin(String by, String key, String fingerprint) {

  /**
   * @param request everything the call says, secrets excepted
   */
  public static Origin of(String by, String key, Object... request) {
    return new Origin(by, key, key.isEmpty() ? "" : fingerprint(request));
  }

  public Cause at(Instant now) {
    return new Cause(by, now, key, fingerprint);
  }

  private static String fingerprint(Object... request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Object part : request) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
