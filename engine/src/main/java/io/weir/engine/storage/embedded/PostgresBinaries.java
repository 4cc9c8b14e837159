package io.weir.engine.storage.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of PostgreSQL, unpacked once per user and machine from the archive on the class
 * path.
 */
final class PostgresBinaries {
  private static final int EXECUTABLE = 0111;

  private PostgresBinaries() {}

  /**
   * @param fallback where to unpack if the user's cache folder cannot be written
   * @return the folder that holds {@code bin}
   */
  static Path unpacked(Path fallback) throws IOException {
    String archive = archive();
    String name = "postgresql-" + digest(archive).substring(0, 16);
    Path cached = cache().resolve(name);
    if (Files.isExecutable(cached.resolve("bin/postgres"))) {
      return cached;
    }
    try {
      return unpack(archive, cached);
    } catch (IOException e) {
      Path own = fallback.resolve(name);
      return Files.isExecutable(own.resolve("bin/postgres")) ? own : unpack(archive, own);
    }
  }

  /**
   * Unpacks beside the final place and moves it there, so that a half-unpacked folder is never
   * used.
   */
  private static Path unpack(String archive, Path folder) throws IOException {
    Files.createDirectories(folder.getParent());
    Path draft = Files.createTempDirectory(folder.getParent(), folder.getFileName() + ".new");
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(entry, tar, draft);
      }
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      delete(draft); // somebody else was faster
    } catch (IOException | RuntimeException e) {
      delete(draft);
      throw e;
    }
    return folder;
  }

  private static void place(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive of PostgreSQL points outside of its folder");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(target.getParent());
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createDirectories(target.getParent());
      Files.copy(content, target);
      if ((entry.getMode() & EXECUTABLE) != 0) {
        Files.setPosixFilePermissions(
            target,
            Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
      }
    }
  }

  private static String archive() throws IOException {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        switch (machine) {
          case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
          default -> "";
        };
    if (name.isEmpty() || PostgresBinaries.class.getResource(name) == null) {
      throw new IOException(
          "no embedded PostgreSQL for this machine ("
              + machine
              + "); name a server of your own with --database");
    }
    return name;
  }

  private static InputStream open(String archive) throws IOException {
    InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
    if (in == null) {
      throw new IOException(archive + " is not on the class path");
    }
    return in;
  }

  private static Path cache() {
    String home = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path base = home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
    return base.resolve("weir");
  }

  private static String digest(String archive) throws IOException {
    try (var in = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.deleteIfExists(path);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
