package io.weir.engine.pluginhost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Private copies of plugin archives, named by their content and unpacked beside it. Plugins run
 * from here, so what happens to the original concerns only the next start.
 */
final class ArchiveStore {
  private static final long MOST_BYTES = 1L << 30;
  private static final int MOST_ENTRIES = 20_000;
  private static final String REBUILD = "Build the plugin again, or get a new copy of it.";

  private final Path folder;
  private final long mostBytes;
  private final int mostEntries;

  /**
   * @param folder private to Weir; made when it is not there
   */
  ArchiveStore(Path folder) {
    this(folder, MOST_BYTES, MOST_ENTRIES);
  }

  ArchiveStore(Path folder, long mostBytes, int mostEntries) {
    this.folder = folder;
    this.mostBytes = mostBytes;
    this.mostEntries = mostEntries;
  }

  /** A copied and unpacked archive. */
  record Unpacked(Path folder, String sha256) {}

  /**
   * Copies an archive and unpacks the copy. What an earlier start unpacked is compared with the
   * archive entry by entry and mended where it differs.
   *
   * @throws RejectedArchive if it is no archive, or one that should not be unpacked
   */
  Unpacked unpack(Path archive) throws RejectedArchive {
    @Nullable Path copy = null;
    try {
      Files.createDirectories(folder);
      if (Files.size(archive) > mostBytes) {
        throw tooLarge();
      }
      copy = Files.createTempFile(folder, "incoming", ".zip");
      String sha256 = copyHashed(archive, copy);
      Path unpacked = folder.resolve(sha256);
      unpackCopy(copy, unpacked);
      Files.move(
          copy,
          folder.resolve(sha256 + ".zip"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return new Unpacked(unpacked, sha256);
    } catch (ZipException corrupt) {
      throw new RejectedArchive("it is not a zip archive, or a damaged one", REBUILD, corrupt);
    } catch (IOException failed) {
      throw new RejectedArchive(
          "it could not be read, or not be unpacked",
          "Check the rights on the file and the room in Weir's data folder.",
          failed);
    } finally {
      deleteLeftover(copy);
    }
  }

  private static String copyHashed(Path archive, Path copy) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(archive), digest)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void unpackCopy(Path copy, Path unpacked) throws IOException, RejectedArchive {
    long bytesLeft = mostBytes;
    Set<Path> seen = new HashSet<>();
    try (ZipFile zip = new ZipFile(copy.toFile())) {
      if (zip.size() > mostEntries) {
        throw tooLarge();
      }
      Files.createDirectories(unpacked);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path target = inside(unpacked, entry.getName());
        if (!seen.add(target)) {
          throw new RejectedArchive("it holds " + quoted(entry) + " twice", REBUILD);
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          bytesLeft -= unpackEntry(zip, entry, target, bytesLeft);
        }
      }
    }
  }

  private long unpackEntry(ZipFile zip, ZipEntry entry, Path target, long most)
      throws IOException, RejectedArchive {
    if (Files.isRegularFile(target) && checksum(target) == entry.getCrc()) {
      return Files.size(target);
    }
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(folder, "entry", ".part");
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32());
        OutputStream out = Files.newOutputStream(part)) {
      long bytes = copyAtMost(in, out, most);
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException("checksum");
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return bytes;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long copyAtMost(InputStream in, OutputStream out, long most)
      throws IOException, RejectedArchive {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
      bytes += read;
      if (bytes > most) {
        throw tooLarge();
      }
      out.write(buffer, 0, read);
    }
    return bytes;
  }

  private static Path inside(Path unpacked, String name) throws RejectedArchive {
    try {
      Path target = unpacked.resolve(name).normalize();
      boolean plain = !name.contains("\\") && !name.startsWith("/") && !name.contains("..");
      if (plain && target.startsWith(unpacked) && !target.equals(unpacked)) {
        return target;
      }
    } catch (InvalidPathException notAPath) {
      // Said below: such a name leads nowhere good.
    }
    throw new RejectedArchive(
        "an entry of it would be unpacked outside its folder",
        "Do not use it; ask where it came from.");
  }

  private static long checksum(Path file) throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }

  private static RejectedArchive tooLarge() {
    return new RejectedArchive(
        "it is larger than a plugin may be, packed or unpacked",
        "Take out what the plugin does not need.");
  }

  private static String quoted(ZipEntry entry) {
    String name = entry.getName();
    return '"' + (name.length() > 80 ? name.substring(0, 80) + "…" : name) + '"';
  }

  private static void deleteLeftover(@Nullable Path copy) {
    try {
      if (copy != null) {
        Files.deleteIfExists(copy);
      }
    } catch (IOException inTheWay) {
      // A leftover in the private folder harms nobody.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
