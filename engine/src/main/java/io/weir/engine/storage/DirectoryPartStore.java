package io.weir.engine.storage;

import io.weir.engine.dataplane.PartStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A part store in a directory of a local or shared file system. A file is written beside its place
 * under a name ending in {@code .draft}, forced to disk, renamed atomically, and the folder's entry
 * forced as well; so a crash leaves a whole file or none. Drafts left by a crash are swept when the
 * store is opened; no other process may be writing to the directory then.
 */
public final class DirectoryPartStore implements PartStore {
  private static final String DRAFT = ".draft";
  private static final int ATTEMPTS = 10;

  private final Path root;

  /** Held while folders are made for a draft, and while empty ones are removed. */
  private final Object folders = new Object();

  private final AtomicLong drafts = new AtomicLong();

  /** Opens the store, making the directory if it is not there. */
  public DirectoryPartStore(Path directory) throws IOException {
    root = Files.createDirectories(directory.toAbsolutePath().normalize());
    for (Path left : files(root, true)) {
      Files.deleteIfExists(left);
      removeEmptyFolders(left.getParent());
    }
  }

  @Override
  public Draft create(String path) throws IOException {
    Path target = resolve(path);
    Path draft =
        target.resolveSibling(target.getFileName() + "." + drafts.getAndIncrement() + DRAFT);
    return new FileDraft(target, draft, openDraft(draft));
  }

  /**
   * A folder may vanish between making it and using it, when a node that shares the directory
   * deletes its last file meanwhile.
   */
  private FileChannel openDraft(Path draft) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        synchronized (folders) {
          createFolders(draft.getParent());
          return FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
      } catch (NoSuchFileException vanished) {
        if (attempt == ATTEMPTS) {
          throw vanished;
        }
      }
    }
  }

  @Override
  public SeekableByteChannel open(String path) throws IOException {
    return FileChannel.open(resolve(path), StandardOpenOption.READ);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    Path start = folder.isEmpty() ? root : resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    return files(start, false).stream()
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .sorted()
        .toList();
  }

  @Override
  public void delete(String path) throws IOException {
    Path target = resolve(path);
    if (Files.deleteIfExists(target)) {
      removeEmptyFolders(target.getParent());
    }
  }

  private Path resolve(String path) throws IOException {
    for (String step : path.split("/", -1)) {
      if (step.isEmpty()
          || step.equals(".")
          || step.equals("..")
          || step.endsWith(DRAFT)
          || step.indexOf('\\') >= 0
          || step.indexOf('\0') >= 0) {
        throw new IOException("not a path of the part store: " + path);
      }
    }
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root) || resolved.equals(root)) {
      throw new IOException("not a path of the part store: " + path);
    }
    return resolved;
  }

  /** Makes the folders down to this one, each durable in the one above it. */
  private void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    createFolders(folder.getParent());
    Files.createDirectories(folder);
    force(folder.getParent());
  }

  /** Tidies up after the last file of a folder; a folder that fills meanwhile stays. */
  private void removeEmptyFolders(Path from) throws IOException {
    synchronized (folders) {
      removeEmpty(from);
    }
  }

  private void removeEmpty(Path from) throws IOException {
    for (Path folder = from; !folder.equals(root); folder = folder.getParent()) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        if (entries.iterator().hasNext()) {
          return;
        }
      } catch (NoSuchFileException gone) {
        continue;
      }
      try {
        Files.deleteIfExists(folder);
      } catch (java.nio.file.DirectoryNotEmptyException filled) {
        return;
      }
    }
  }

  private static List<Path> files(Path start, boolean drafts) throws IOException {
    try (Stream<Path> walk = Files.walk(start)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(DRAFT) == drafts)
          .toList();
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private final class FileDraft implements Draft {
    private final Path target;
    private final Path draft;
    private final FileChannel channel;
    private final MessageDigest digest;
    private long bytes;
    private boolean committed;

    FileDraft(Path target, Path draft, FileChannel channel) {
      this.target = target;
      this.draft = draft;
      this.channel = channel;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException everyJdkHasIt) {
        throw new IllegalStateException(everyJdkHasIt);
      }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int length = source.remaining();
      digest.update(source.duplicate());
      while (source.hasRemaining()) {
        channel.write(source);
      }
      bytes += length;
      return length;
    }

    @Override
    public Committed commit() throws IOException {
      channel.force(true);
      channel.close();
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      committed = true;
      force(target.getParent());
      return new Committed(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (!committed) {
        Files.deleteIfExists(draft);
        removeEmptyFolders(draft.getParent());
      }
    }
  }
}
