package io.weir.plugins.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where programs are found that are called by name alone. */
final class SearchPath {
  /** The node's own search path, which programs inherit. */
  static final String TEXT =
      Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");

  private SearchPath() {}

  static Optional<Path> find(String program) {
    return Arrays.stream(TEXT.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(SearchPath::isProgram)
        .findFirst();
  }

  static boolean isProgram(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
