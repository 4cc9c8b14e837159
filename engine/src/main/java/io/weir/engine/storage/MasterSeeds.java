package io.weir.engine.storage;

import io.weir.engine.dataplane.Seeds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seeds derived from the master key: HKDF with SHA-256 (RFC 5869), without a salt, with the purpose
 * and each argument behind its length as info. Under another master key all seeds are others.
 */
public final class MasterSeeds implements Seeds {
  private static final int BYTES = 32;

  private final MasterKey key;

  public MasterSeeds(MasterKey key) {
    this.key = key;
  }

  @Override
  public byte[] runSeed(String run, String table, String place, String method) {
    return derive("weir/seed/run/1", run, table, place, method);
  }

  @Override
  public byte[] moduleSeed(String module, String table, String place, String method) {
    return derive("weir/seed/module/1", module, table, place, method);
  }

  private byte[] derive(String... fields) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(key.key().getEncoded())
                  .thenExpand(joined(fields), BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 25 on has HKDF-SHA256", e);
    }
  }

  private static byte[] joined(String... fields) {
    int length = 0;
    byte[][] encoded = new byte[fields.length][];
    for (int i = 0; i < fields.length; i++) {
      encoded[i] = fields[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] field : encoded) {
      joined.putInt(field.length).put(field);
    }
    return joined.array();
  }
}
