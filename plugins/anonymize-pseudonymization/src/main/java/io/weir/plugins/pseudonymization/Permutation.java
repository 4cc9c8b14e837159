package io.weir.plugins.pseudonymization;

import javax.crypto.SecretKey;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * FF1 of NIST SP 800-38G with AES and an empty tweak: for each length a permutation of the strings
 * of numerals of that length, of which there must be a million at least. For one thread.
 */
final class Permutation {
  private static final byte[] NO_TWEAK = {};

  private final FPEFF1Engine engine = new FPEFF1Engine(new PlatformAes());

  /**
   * @param radix 2 to 256
   */
  Permutation(SecretKey key, int radix) {
    this(key.getEncoded(), radix, NO_TWEAK);
  }

  Permutation(byte[] key, int radix, byte[] tweak) {
    engine.init(true, new FPEParameters(new KeyParameter(key), radix, tweak));
  }

  /** Replaces the first {@code length} numerals, a byte each. */
  void apply(byte[] numerals, int length) {
    engine.processBlock(numerals, 0, length, numerals, 0);
  }
}
