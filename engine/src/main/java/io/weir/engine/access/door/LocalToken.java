package io.weir.engine.access.door;

import io.weir.engine.vocabulary.Caller;
import io.weir.engine.vocabulary.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The token of a node without an identity provider: whoever can read the node's files is its user
 * and holds every role.
 */
public final class LocalToken implements Authenticator {
  private static final int BYTES = 32;

  private final String text;
  private final byte[] digest;
  private final Caller caller;

  private LocalToken(String text, String user) {
    this.text = text;
    this.digest = sha256(text);
    this.caller = new Caller(user, Set.of(Role.values()));
  }

  /** Reads the token of a file that only its owner may read, making both if there is none. */
  public static LocalToken at(Path file, String user) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, text + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    String text = Files.readString(file).strip();
    if (Base64.getUrlDecoder().decode(text).length < BYTES) {
      throw new IOException(
          "the token in " + file + " is too short; delete the file to get another");
    }
    return new LocalToken(text, user);
  }

  /** What callers must show. */
  public String text() {
    return text;
  }

  /**
   * Compares digests in constant time, so that answers do not tell how much of a guess was right.
   */
  @Override
  public Optional<Caller> authenticate(String token) {
    return MessageDigest.isEqual(digest, sha256(token)) ? Optional.of(caller) : Optional.empty();
  }

  @Override
  public String toString() {
    return "LocalToken[" + caller.name() + "]";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
