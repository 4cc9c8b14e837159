package io.weir.engine.main;

import io.weir.engine.interchange.ModuleFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code weir module import} and {@code export} are told alike. */
final class ExchangeOptions {
  @Option(
      names = "--format",
      required = true,
      converter = FormatConverter.class,
      completionCandidates = FormatConverter.Words.class,
      description = "The other format: ${COMPLETION-CANDIDATES}.")
  private ModuleFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "The file to write instead of standard output.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace OUT if it is there already.")
  private boolean force;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  ModuleFormat format() {
    return format;
  }

  Optional<Path> output() {
    return Optional.ofNullable(output);
  }

  boolean force() {
    return force;
  }

  boolean json() {
    return json;
  }

  /**
   * Refuses to write over a file before anything is read.
   *
   * @throws InputProblem if something is there that may not be replaced
   */
  void refuseOutput() {
    output().ifPresent(file -> OutputFile.refuse(file, force));
  }
}
