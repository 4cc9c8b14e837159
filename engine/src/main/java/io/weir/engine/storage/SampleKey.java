package io.weir.engine.storage;

import io.weir.engine.dataplane.SampleSeal;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals samples of rejected records with AES-256-GCM. The key is 32 bytes in a file that only the
 * node's user may read: one the operator names, or {@code sample.key} in the data directory, which
 * is made when the first sample is sealed. Without the key samples cannot be read; nothing else is
 * lost.
 *
 * <p>Sealed bytes are a random nonce of 96 bits, then what GCM makes of the bytes with the place as
 * associated data.
 */
public final class SampleKey implements SampleSeal {
  private static final int BYTES = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final boolean given;
  private final SecureRandom random = new SecureRandom();
  private Optional<SecretKey> key = Optional.empty();

  /**
   * @param given the file the operator names; it is never made
   */
  public SampleKey(Optional<Path> given, Path dataDirectory) {
    this.given = given.isPresent();
    this.file = given.orElseGet(() -> dataDirectory.resolve("sample.key"));
  }

  /**
   * Looks at the file the operator names, if one is named, so that a mistake is told at start
   * rather than when the first record is rejected.
   *
   * @throws WeirException STORAGE_FAILED if it cannot be used
   */
  public SampleKey checked() {
    if (given) {
      key();
    }
    return this;
  }

  @Override
  public byte[] seal(String place, byte[] bytes) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(bytes);
      return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  @Override
  public byte[] open(String place, byte[] sealed) {
    if (sealed.length < NONCE) {
      throw new BrokenSeal(new IOException("the file ends early"));
    }
    byte[] nonce = new byte[NONCE];
    ByteBuffer.wrap(sealed).get(nonce);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, place)
          .doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (GeneralSecurityException e) {
      throw new BrokenSeal(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private synchronized SecretKey key() {
    if (key.isEmpty()) {
      key = Optional.of(read());
    }
    return key.get();
  }

  private SecretKey read() {
    try {
      if (!given && !Files.exists(file)) {
        make();
      }
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw unusable("can be read by others than its owner", "Run chmod 600 on it.");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length != BYTES) {
        throw unusable(
            "has " + bytes.length + " bytes, not " + BYTES,
            "Restore it, or name a file of 32 random bytes in weir.samples.key-file.");
      }
      return new SecretKeySpec(bytes, "AES");
    } catch (IOException e) {
      throw new WeirException(
          unusable("cannot be read", "Check the file and its rights.").problem(), e);
    }
  }

  private WeirException unusable(String why, String advice) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "The key of samples of rejected records in " + file + " " + why + ".",
            advice));
  }

  private void make() throws IOException {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    Path draft =
        Files.createTempFile(
            file.getParent(), "sample", ".draft", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      Files.write(draft, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      Files.createLink(file, draft);
      force(file.getParent());
    } catch (FileAlreadyExistsException e) {
      // Another node of this directory was quicker; its key counts.
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** So that a sample never outlives the only key that opens it. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "SampleKey";
  }
}
