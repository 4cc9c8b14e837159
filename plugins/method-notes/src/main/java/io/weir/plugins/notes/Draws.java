package io.weir.plugins.notes;

import io.weir.spi.Workspace.LongArray;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random numbers that follow from a secret seed and that nobody tells from others without it: the
 * key stream of AES-256 in counter mode. For one thread.
 */
public final class Draws {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 1 << 13;

  private final Cipher cipher;
  private final byte[] zeros = new byte[BLOCK];
  private final byte[] block = new byte[BLOCK];
  private int at = BLOCK;

  private Draws(Cipher cipher) {
    this.cipher = cipher;
  }

  /**
   * @param seed of a run or a module
   * @param purpose keeps the draws of one seed apart
   */
  public static Draws of(byte[] seed, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      byte[] key = mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
      return new Draws(cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256 and AES", e);
    }
  }

  /** 64 random bits. */
  public long next() {
    if (at == BLOCK) {
      fill();
    }
    long value = (long) LONGS.get(block, at);
    at += Long.BYTES;
    return value;
  }

  private void fill() {
    try {
      cipher.update(zeros, 0, BLOCK, block, 0);
      at = 0;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a block has room for what is written to it", e);
    }
  }

  /**
   * A number from 0 to {@code bound - 1}, each as likely as any other (D. Lemire, Fast Random
   * Integer Generation in an Interval, 2019).
   */
  public long below(long bound) {
    long random = next();
    long low = random * bound;
    if (Long.compareUnsigned(low, bound) < 0) {
      long threshold = Long.remainderUnsigned(-bound, bound);
      while (Long.compareUnsigned(low, threshold) < 0) {
        random = next();
        low = random * bound;
      }
    }
    return Math.unsignedMultiplyHigh(random, bound);
  }

  /**
   * Brings the longs from {@code from} to {@code to - 1} into a random order, each order as likely
   * as any other (Fisher and Yates).
   */
  public void shuffle(LongArray longs, long from, long to) {
    for (long left = to - from; left > 1; left--) {
      long last = from + left - 1;
      long picked = from + below(left);
      long value = longs.get(picked);
      longs.set(picked, longs.get(last));
      longs.set(last, value);
    }
  }
}
