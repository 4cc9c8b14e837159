package io.weir.engine.dataplane.space;

import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files for what does not fit into memory. They have no names and are gone with the process. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /** A file that is gone once it is closed. */
  public static FileChannel open(Path directory) {
    try {
      Files.createDirectories(directory);
      Path path = Files.createTempFile(directory, "weir", ".spill");
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      Files.deleteIfExists(path);
      return channel;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public static WeirException failed(IOException e) {
    return new WeirException(
        Problem.of(
            ErrorCode.STORAGE_FAILED,
            "What does not fit into memory could not be put aside in a temporary file.",
            "Check the space and the rights of the folder for temporary files, then go on with the"
                + " run."),
        e);
  }
}
