package io.weir.engine.main;

import io.weir.engine.proposal.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The files that {@code weir init} looks at, and the folder the document belongs in.
 *
 * @param folder absolute; all files lie in it
 */
record SampleFiles(List<Path> files, Path folder, Optional<Path> output) {
  private static final String ENDING = "(\\.module)?\\.json(ld)?$";

  /** The document's folder is where it is written, or else the innermost that holds all files. */
  static SampleFiles of(List<Path> files, Optional<Path> output) {
    List<Path> absolute =
        files.stream().map(file -> file.toAbsolutePath().normalize()).distinct().toList();
    Path here = Path.of("").toAbsolutePath();
    Path folder =
        output
            .map(it -> it.toAbsolutePath().normalize().getParent())
            .or(() ->
                absolute.stream()
                    .map(file -> Optional.ofNullable(file.getParent()).orElse(file))
                    .reduce(SampleFiles::common))
            .orElse(here);
    for (Path file : absolute) {
      if (!file.startsWith(folder)) {
        throw InputProblem.inFile(
            file.toString(),
            "The file " + file + " lies outside the folder of the document, " + folder + ".",
            "Write the document beside the files, with -o, or move them there.");
      }
    }
    return new SampleFiles(absolute, folder, output);
  }

  /** What the module may be called: as the document, or else as the folder. */
  String moduleName() {
    return output
        .map(it -> it.getFileName().toString().replaceFirst(ENDING, ""))
        .or(() -> Optional.ofNullable(folder.getFileName()).map(Path::toString))
        .orElse("module");
  }

  /** The beginnings of the files. */
  List<Sample> read(Optional<Boolean> header) {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files) {
      samples.add(sample(file, header));
    }
    return samples;
  }

  private Sample sample(Path file, Optional<Boolean> header) {
    String path =
        String.join(
            "/",
            StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .toList());
    if (path.indexOf('\\') >= 0
        || path.indexOf(':') >= 0
        || path.chars().anyMatch(Character::isISOControl)) {
      throw InputProblem.inFile(
          path,
          "The name of " + path + " holds a character that no path in a document may hold.",
          "Rename it, without backslashes, colons and control characters.");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Sample.MOST_BYTES);
      return new Sample(path, bytes, in.read() < 0, header);
    } catch (NoSuchFileException e) {
      throw InputProblem.inFile(path, "There is no file " + file + ".", "Check the name.");
    } catch (IOException e) {
      throw InputProblem.inFile(
          path,
          "The file " + file + " cannot be read.",
          "Check that it is a file and that you may read it.");
    }
  }

  private static Path common(Path some, Path other) {
    Path folder = some;
    while (!other.startsWith(folder)) {
      folder = Optional.ofNullable(folder.getParent()).orElse(other.getRoot());
    }
    return folder;
  }
}
