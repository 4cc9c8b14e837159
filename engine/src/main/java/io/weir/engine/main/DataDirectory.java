package io.weir.engine.main;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The folder a node keeps everything in, held by one node at a time. */
final class DataDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final List<String> PRIVATE = List.of("parts", "work", "plugins");

  /** As the storage package names drafts of {@code master.key} and {@code sample.key}. */
  private static final Pattern DRAFT = Pattern.compile("(master|sample)[0-9]+\\.draft");

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the folder, making it if it is not there.
   *
   * @throws StartFailure if another node holds it, or it cannot be written
   */
  static DataDirectory take(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(path.getParent());
      if (!Files.exists(path)) {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StartFailure(
            "Another node works in " + path + ".",
            "Stop it, or choose another folder with --data.");
      }
      channel.truncate(0);
      channel.write(
          StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid()) + "\n"));
      sweepDrafts(path);
      for (String name : PRIVATE) {
        makePrivate(path.resolve(name));
      }
      return new DataDirectory(path, channel);
    } catch (IOException e) {
      throw new StartFailure(
          "The data directory " + path + " cannot be used: " + e.getMessage() + ".",
          "Choose a folder that you may write, with --data.",
          e);
    }
  }

  /**
   * Removes what a killed node left while it made a key. The lock is held, so nobody makes one now;
   * a key that was finished has a name of its own.
   */
  private static void sweepDrafts(Path folder) throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(
            folder,
            file ->
                DRAFT.matcher(file.getFileName().toString()).matches()
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /** Whatever the folder around them allows: what lies in them is other people's data and code. */
  private static void makePrivate(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    } else {
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // a node of this very process
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
