package io.weir.plugins.pseudonymization;

import io.weir.spi.MethodRequest;
import io.weir.spi.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What pseudonyms are made for. The same value has the same pseudonym inside a domain and unrelated
 * ones in two; so does the same secret used in two forms.
 *
 * @param name free text; by default table and column of the key, whatever the module is called
 */
record Domain(String name) {
  private static final String PURPOSE = "weir/pseudonymize/1";
  private static final int KEY_BYTES = 32;

  /** The domain a use of the method declares, or that of the column it stands at. */
  static Domain of(MethodRequest request) {
    return new Domain(
        request
            .parameters()
            .text("domain")
            .orElseGet(() -> request.table().name() + "/" + request.ownColumn().name()));
  }

  /**
   * The key of 256 bits that a secret has in this domain: HKDF with SHA-256 (RFC 5869), without a
   * salt, with purpose, form and domain as its info.
   */
  SecretKey key(Secret secret, String form, String algorithm) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              algorithm,
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret.bytes())
                  .thenExpand(fields(PURPOSE, form, name), KEY_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 25 on has HKDF-SHA256", e);
    }
  }

  /** Each text as its length in four bytes and its UTF-8: no two lists have the same bytes. */
  static byte[] fields(String... texts) {
    byte[][] encoded = new byte[texts.length][];
    int length = 0;
    for (int i = 0; i < texts.length; i++) {
      encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] text : encoded) {
      buffer.putInt(text.length).put(text);
    }
    return buffer.array();
  }
}
