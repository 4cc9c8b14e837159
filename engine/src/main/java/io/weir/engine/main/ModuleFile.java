package io.weir.engine.main;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what the command line names. */
final class ModuleFile {
  private static final long LARGEST = 16L << 20;

  private ModuleFile() {}

  static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw InputProblem.inFile(
            file.toString(),
            file + " is larger than 16 MiB, which no document or script is.",
            "Check that it is the right file.");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw InputProblem.inFile(
          file.toString(), "There is no file " + file + ".", "Check the name.");
    } catch (IOException e) {
      throw InputProblem.inFile(
          file.toString(),
          "The file " + file + " cannot be read.",
          "Check that it is a file and that you may read it.");
    }
  }

  /** Tells when there is no such file. */
  static void require(Path file) {
    if (!Files.isRegularFile(file)) {
      throw InputProblem.inFile(
          file.toString(), "There is no file " + file + ".", "Check the name.");
    }
  }

  static String text(Path file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw InputProblem.inFile(
          file.toString(), "The file " + file + " is not UTF-8.", "Save it as UTF-8.");
    }
  }
}
