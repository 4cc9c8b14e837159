package io.weir.engine.main;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The one file that a command is about, and how it is read. */
final class FileOptions {
  @Parameters(paramLabel = "INPUT", description = "A CSV, NDJSON or JSON file in UTF-8.")
  private Path input;

  @Option(
      names = "--header",
      negatable = true,
      description = "The first record of a CSV file names the columns, or does not.")
  private @Nullable Boolean header;

  Path input() {
    return input;
  }

  /**
   * @throws InputProblem if it cannot be read
   */
  SampleFiles samples() {
    return SampleFiles.of(List.of(input), Optional.empty());
  }

  Optional<Boolean> header() {
    return Optional.ofNullable(header);
  }
}
