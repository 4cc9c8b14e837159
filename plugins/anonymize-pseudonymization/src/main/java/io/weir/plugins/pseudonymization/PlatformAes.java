package io.weir.plugins.pseudonymization;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES of the Java platform, which uses the processor's instructions: FF1 takes half the time with
 * it. Single blocks, enciphering only, as FF1 needs it.
 */
final class PlatformAes implements BlockCipher {
  private static final int BLOCK = 16;

  private Optional<Cipher> cipher = Optional.empty();

  @Override
  public void init(boolean forEncryption, CipherParameters parameters) {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      byte[] key = ((KeyParameter) parameters).getKey();
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      cipher = Optional.of(aes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  @Override
  public int processBlock(byte[] source, int from, byte[] target, int at) {
    try {
      return cipher.orElseThrow().update(source, from, BLOCK, target, at);
    } catch (ShortBufferException e) {
      throw new IllegalArgumentException("a block has 16 bytes", e);
    }
  }

  @Override
  public String getAlgorithmName() {
    return "AES";
  }

  @Override
  public int getBlockSize() {
    return BLOCK;
  }

  @Override
  public void reset() {
    // Every block stands alone.
  }
}
