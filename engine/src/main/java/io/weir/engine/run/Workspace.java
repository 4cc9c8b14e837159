package io.weir.engine.run;

import io.weir.engine.script.ReleasedScript;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of an execution's own, which only the node's user may enter, with the programs the run
 * is pinned to. Closing it deletes it.
 */
final class Workspace implements AutoCloseable {
  private final Path folder;

  private Workspace(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the folder anew.
   *
   * @throws WeirException STORAGE_FAILED
   */
  static Workspace open(Path parent, String run, Map<String, ReleasedScript> programs) {
    Workspace workspace = new Workspace(parent.resolve(run));
    try {
      workspace.delete();
      Files.createDirectories(parent);
      make(workspace.folder);
      for (Map.Entry<String, ReleasedScript> program : programs.entrySet()) {
        workspace.write(program.getKey(), program.getValue().text());
      }
      return workspace;
    } catch (IOException e) {
      throw failed(run, e);
    }
  }

  Path folder() {
    return folder;
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("a program's path leads out of the working directory");
    }
    Path between = folder;
    for (Path step : folder.relativize(file.getParent())) {
      between = between.resolve(step);
      make(between);
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(file, text);
  }

  private static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() {
    try {
      delete();
    } catch (IOException e) {
      throw failed(folder.getFileName().toString(), e);
    }
  }

  private static WeirException failed(String run, IOException cause) {
    return new WeirException(
        Problem.of(
                ErrorCode.STORAGE_FAILED,
                "The working directory of the run \""
                    + run
                    + "\" could not be prepared or removed.",
                "Look at the space and the rights of the node's data directory.")
            .at("run", run),
        cause);
  }
}
