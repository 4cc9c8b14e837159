package io.weir.engine.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes what the command line was asked for: whole, or not at all. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Refuses to write over what is there already.
   *
   * @param force whether the user said that it may be replaced
   * @throws InputProblem if something is there that may not be replaced
   */
  static void refuse(Path file, boolean force) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw InputProblem.inFile(
          file.toString(), file + " is there, and is no file.", "Name a file with -o.");
    }
    if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file);
    }
  }

  /** Refuses to write a file that was not asked for by name over another; the same may be there. */
  static void refuseBeside(Path file, String text) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !ModuleFile.text(file).equals(text)) {
      throw InputProblem.inFile(
          file.toString(),
          "The records that stand in the description belong into "
              + file
              + ", where another file lies.",
          "Move that file away, or import into another folder.");
    }
  }

  /**
   * Writes a file with the rights that the user's new files have.
   *
   * @param force whether a file that is there is replaced
   * @throws InputProblem if it is there and may not be replaced, or cannot be written
   */
  static void write(Path file, String text, boolean force) {
    refuse(file, force);
    try {
      // A link stays, and what it leads to is replaced.
      Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
      Path whole = target.resolveSibling(".weir-" + UUID.randomUUID() + ".tmp");
      Files.createDirectories(target.getParent());
      try {
        Files.writeString(
            whole,
            text,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE);
        Files.move(
            whole,
            target,
            force ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[] {});
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (FileAlreadyExistsException e) {
      throw Files.exists(file) ? exists(file) : unwritable(file);
    } catch (IOException e) {
      throw unwritable(file);
    }
  }

  private static InputProblem exists(Path file) {
    return InputProblem.inFile(
        file.toString(),
        "The file " + file + " is there already.",
        "Name another with -o, or say --force to replace it.");
  }

  private static InputProblem unwritable(Path file) {
    return InputProblem.inFile(
        file.toString(),
        "The file " + file + " cannot be written.",
        "Choose a folder that you may write.");
  }
}
