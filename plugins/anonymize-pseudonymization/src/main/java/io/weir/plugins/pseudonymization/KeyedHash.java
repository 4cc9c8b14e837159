package io.weir.plugins.pseudonymization;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/**
 * HMAC-SHA-256 of values under one key, each behind the same head and its own length, so that no
 * two pairs of head and value are hashed as the same bytes. For one thread.
 */
final class KeyedHash {
  static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final Mac mac;
  private final byte[] hash = new byte[BYTES];
  private final int head;
  private byte[] message;

  KeyedHash(SecretKey key, byte[] head) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
    this.head = head.length;
    this.message = Arrays.copyOf(head, head.length + 64);
  }

  /** The hash of a run of bytes; valid until the next one is asked. */
  byte[] of(byte[] source, int from, int to) {
    int length = to - from;
    int end = Math.addExact(head + Integer.BYTES, length);
    if (end > message.length) {
      message = Arrays.copyOf(message, end);
    }
    ByteBuffer.wrap(message).putInt(head, length);
    System.arraycopy(source, from, message, head + Integer.BYTES, length);
    return raw(message, end);
  }

  /** The plain HMAC of the first bytes of a message. */
  byte[] raw(byte[] text, int length) {
    mac.update(text, 0, length);
    try {
      mac.doFinal(hash, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("a hash of SHA-256 has 32 bytes", e);
    }
    return hash;
  }
}
