package io.weir.engine.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals secrets: 32 bytes in Base64, given by the operator or made once and kept in a
 * file that only the node's user may read. Without it the secrets in the database are lost.
 */
public final class MasterKey {
  /** The environment variable an operator gives the key in. */
  public static final String VARIABLE = "WEIR_MASTER_KEY";

  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final SecretKey key;

  private MasterKey(byte[] bytes, String origin) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "the master key in " + origin + " has " + bytes.length + " bytes, it must have " + BYTES);
    }
    this.key = new SecretKeySpec(bytes, "AES");
  }

  /**
   * The given key, or that of the file {@code master.key}, which is made if it is not there.
   *
   * @param given the value of {@link #VARIABLE}
   * @throws IllegalArgumentException if the key is not 32 bytes in Base64 or its file is open to
   *     others
   */
  public static MasterKey of(Optional<String> given, Path dataDirectory) throws IOException {
    if (given.isPresent()) {
      return new MasterKey(Base64.getDecoder().decode(given.get().strip()), VARIABLE);
    }
    Path file = dataDirectory.resolve("master.key");
    if (!Files.exists(file)) {
      make(file);
    }
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      throw new IllegalArgumentException(
          file + " can be read by others than its owner; run chmod 600 on it");
    }
    return new MasterKey(
        Base64.getDecoder().decode(Files.readString(file).strip()), file.toString());
  }

  private static void make(Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    Files.createDirectories(file.getParent());
    Path draft =
        Files.createTempFile(
            file.getParent(), "master", ".draft", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.writeString(
          draft,
          Base64.getEncoder().encodeToString(bytes) + "\n",
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another node of this directory was quicker; its key counts.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  SecretKey key() {
    return key;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "MasterKey";
  }
}
