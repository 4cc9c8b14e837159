package io.weir.engine.dataplane.parts;

import io.weir.engine.dataplane.PartStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files whose bytes were seen to agree with their checksum: those written through this object, and
 * those read whole once. Reading a part column by column could not check the whole file's checksum,
 * and checking it each time would double the reading.
 */
final class VerifiedFiles {
  private final PartStore store;
  private final Set<String> verified = ConcurrentHashMap.newKeySet();

  VerifiedFiles(PartStore store) {
    this.store = store;
  }

  /** Notes that a file was just written whole with this checksum. */
  void wrote(String path, String checksum) {
    verified.add(checksum + path);
  }

  /**
   * @throws StorageProblems.DamagedFile if the file's bytes do not agree with the checksum
   */
  void check(String path, String checksum) throws IOException {
    if (verified.contains(checksum + path)) {
      return;
    }
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    try (SeekableByteChannel channel = store.open(path)) {
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(checksum)) {
      throw new StorageProblems.DamagedFile("the checksum is another");
    }
    verified.add(checksum + path);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
