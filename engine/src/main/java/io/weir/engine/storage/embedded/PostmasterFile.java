package io.weir.engine.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server writes of itself into its folder, {@code postmaster.pid}.
 *
 * @param pid its process
 * @param port where it listens
 * @param ready whether it takes connections
 */
record PostmasterFile(long pid, int port, boolean ready) {
  private static final int PORT = 3;
  private static final int STATUS = 7;

  static Optional<PostmasterFile> in(Path cluster) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lines.size() <= PORT || lines.get(PORT).isBlank()) {
      return Optional.empty(); // being written
    }
    boolean ready = lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
    return Optional.of(
        new PostmasterFile(
            Long.parseLong(lines.getFirst().strip()),
            Integer.parseInt(lines.get(PORT).strip()),
            ready));
  }

  /**
   * The server's process if it still lives: a PostgreSQL that works in this folder, not a namesake.
   */
  Optional<ProcessHandle> living(Path cluster) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(it -> worksIn(cluster));
  }

  private boolean worksIn(Path cluster) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
          .equals(cluster.toRealPath());
    } catch (IOException e) {
      return false; // gone in the meantime, or somebody else's
    }
  }
}
