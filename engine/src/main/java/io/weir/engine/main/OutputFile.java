package io.weir.engine.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes what the command line was asked for: whole, or not at all. */
final class OutputFile {
  private OutputFile() {}

  static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    try {
      Path folder = target.getParent();
      Files.createDirectories(folder);
      Path whole = Files.createTempFile(folder, ".weir", ".tmp");
      try {
        Files.writeString(whole, text, StandardCharsets.UTF_8);
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw InputProblem.inFile(
          file.toString(),
          "The file " + file + " cannot be written.",
          "Choose a folder that you may write.");
    }
  }

  /** Writes a file that was not asked for by name; another file there is not replaced. */
  static void writeBeside(Path file, String text) {
    if (Files.exists(file)) {
      if (!ModuleFile.text(file).equals(text)) {
        throw InputProblem.inFile(
            file.toString(),
            "The records that stand in the description belong into "
                + file
                + ", where another"
                + " file lies.",
            "Move that file away, or import into another folder.");
      }
      return;
    }
    write(file, text);
  }
}
