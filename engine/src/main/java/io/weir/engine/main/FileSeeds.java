package io.weir.engine.main;

import io.weir.engine.dataplane.SecretReference;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.spi.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seeds from one key without a node: HMAC-SHA-256 of what the seed is for, each word with its
 * length before it.
 */
final class FileSeeds implements Seeds {
  /** Bytes that a secret has at least. */
  static final int LEAST_SECRET = 16;

  private static final int LEAST_KEY = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private FileSeeds(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** Others each time. */
  static FileSeeds random() {
    byte[] key = new byte[LEAST_KEY];
    new SecureRandom().nextBytes(key);
    return new FileSeeds(key);
  }

  /**
   * @throws InputProblem if the key is too short
   */
  static FileSeeds of(byte[] key) {
    if (key.length < LEAST_KEY) {
      throw InputProblem.of(
          "The key file has " + key.length + " bytes, which is too few.",
          "Give it at least 32 random bytes: openssl rand -out FILE 32");
    }
    return new FileSeeds(key);
  }

  static Secrets secrets(Map<String, Secret> all) {
    return new Secrets() {
      @Override
      public Secret newest(String name) {
        Secret found = all.get(name);
        if (found == null) {
          throw InputProblem.of(
              "The rules name a secret " + name + ", which was not given.",
              "Give it with --secret " + name + "=FILE.");
        }
        return found;
      }

      @Override
      public Secret version(String name, int version) {
        return newest(name);
      }

      @Override
      public boolean has(String reference) {
        return all.containsKey(SecretReference.of(reference).name());
      }

      @Override
      public Secret forRun(String run, String reference) {
        return newest(SecretReference.of(reference).name());
      }
    };
  }

  @Override
  public byte[] runSeed(String run, String table, String place, String method) {
    return derive("run", run, table, place, method);
  }

  @Override
  public byte[] moduleSeed(String module, String table, String place, String method) {
    return derive("module", module, table, place, method);
  }

  private byte[] derive(String... words) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String word : words) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
