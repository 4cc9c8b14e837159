package io.weir.plugins.perturbation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys made of a seed, each for one purpose, and the ciphers that work with them. */
final class Keys {
  private Keys() {}

  /** 32 bytes from which nobody can tell the seed, nor the bytes for another purpose. */
  static byte[] derive(byte[] seed, String purpose) {
    return hmac(seed).doFinal(purpose.getBytes(StandardCharsets.UTF_8));
  }

  static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** AES-256 on single blocks. */
  static Cipher aes(byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  /** Encrypts whole blocks, one by one, in place. */
  static void encrypt(Cipher aes, byte[] blocks, int from, int length) {
    try {
      if (length > 0 && aes.update(blocks, from, length, blocks, from) != length) {
        throw new IllegalStateException("AES left a block over");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a block has 16 bytes", e);
    }
  }
}
