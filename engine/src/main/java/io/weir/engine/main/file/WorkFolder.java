package io.weir.engine.main.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder for what a run works with, personal data among it, that only this user may read. It
 * holds a lock while its process lives, so that a later one knows which folders were left by
 * processes that died.
 */
final class WorkFolder implements AutoCloseable {
  private static final String PREFIX = "weir-anonymize-";
  private static final String LOCK = "lock";
  private static final int ATTEMPTS = 100;

  /** Locks belong to the process: it would lose its own by looking at them. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * @param folders how many were deleted
   * @param placed files that a killed run had ready, and that are in place now
   */
  record Swept(int folders, List<Path> placed) {}

  /** Makes a folder of its own below this one. */
  static WorkFolder make(Path temporary) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path path =
          Files.createTempDirectory(
              temporary,
              PREFIX,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      OWN.add(path);
      try {
        FileChannel lock = lock(path);
        // Whoever swept between the two steps took the folder for one that was left.
        if (locked(lock) && Files.exists(path.resolve(LOCK))) {
          return new WorkFolder(path, lock);
        }
        lock.close();
      } catch (NoSuchFileException swept) {
        // The same, a moment earlier.
      }
      OWN.remove(path);
      if (attempt == ATTEMPTS) {
        throw new IOException("no folder in " + temporary + " could be locked");
      }
    }
  }

  /**
   * Deletes the folders of this user whose process died, and brings its outputs to an end: nothing
   * of them is left, or all are in place.
   */
  static Swept sweep(Path temporary) throws IOException {
    int folders = 0;
    List<Path> placed = new ArrayList<>();
    try (WorkFolder own = make(temporary);
        DirectoryStream<Path> all = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      UserPrincipal me = Files.getOwner(own.path);
      for (Path folder : all) {
        if (!OWN.contains(folder) && belongs(folder, me)) {
          try (FileChannel lock = lock(folder)) {
            if (locked(lock)) {
              placed.addAll(Outputs.recover(folder));
              delete(folder);
              folders++;
            }
          } catch (NoSuchFileException goneMeanwhile) {
            continue;
          }
        }
      }
    }
    return new Swept(folders, placed);
  }

  /** Others may make folders of this name where all may write; those are left alone. */
  private static boolean belongs(Path folder, UserPrincipal me) throws IOException {
    try {
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me);
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Where what is done is written down. */
  Path path() {
    return path;
  }

  /** Where the records lie, made by who puts them there. */
  Path parts() {
    return path.resolve("parts");
  }

  /** Deletes all records; what is left tells of no person. */
  void clear() throws IOException {
    deleteBut(parts(), parts());
    Files.deleteIfExists(parts());
  }

  /**
   * Deletes everything.
   *
   * @throws IOException if records are left; what tells of nobody is left to the next sweep
   */
  @Override
  public void close() throws IOException {
    try {
      delete(path);
    } catch (IOException e) {
      if (Files.exists(parts())) {
        throw e;
      }
    } finally {
      lock.close();
      OWN.remove(path);
    }
  }

  /** The lock goes last, so that what cannot be deleted is found by the next sweep. */
  private static void delete(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    deleteBut(folder, lock);
    Files.deleteIfExists(lock);
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException lockedMeanwhile) {
      return; // by who made it and will see that it was swept, or sweeps it now
    }
  }

  private static void deleteBut(Path folder, Path kept) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder) && !path.equals(kept)) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
