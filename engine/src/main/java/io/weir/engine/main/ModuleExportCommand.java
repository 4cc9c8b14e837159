package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.Plan;
import io.weir.engine.interchange.Exported;
import io.weir.engine.interchange.Translation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir module export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Describes what a module publishes in another format.",
    description = {
      "",
      "Writes the description to standard output or to a file, and tells what it leaves open as"
          + " warnings. Columns are described as they are published, after anonymization; those that"
          + " are dropped are not in it.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the description was written",
      "1:the document has problems, or a file that may not be replaced is there",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class ModuleExportCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "MODULE", description = "A module document (JSON-LD).")
  private Path module;

  @Option(
      names = "--files",
      paramLabel = "DIR",
      description = {
        "The folder with the published files, <table>.csv, .ndjson, .json or",
        ".parquet, or <table>/part-00000.parquet: tells their places and checksums."
      })
  private @Nullable Path files;

  @Mixin private ExchangeOptions options;

  ModuleExportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    options.refuseOutput();
    byte[] bytes = HierarchyFiles.expandedBytes(module);
    try (Plugins plugins = Plugins.load()) {
      return switch (plugins.documentReader().read(bytes)) {
        case DocumentResult.Rejected(List<DocumentProblem> problems) -> refused(problems);
        case DocumentResult.Resolved(Plan plan, List<DocumentProblem> _) ->
            written(
                Translation.fromNative(
                    options.format(),
                    new String(bytes, StandardCharsets.UTF_8),
                    new PublishedFolder(
                            module.toAbsolutePath().getParent(), Optional.ofNullable(files))
                        .files(plan),
                    plugins));
      };
    }
  }

  private int refused(List<DocumentProblem> problems) {
    if (options.json()) {
      streams
          .out()
          .line(
              result(false)
                  .set("problems", DocumentProblemPrinter.json(module, problems, false))
                  .toString());
    } else {
      DocumentProblemPrinter.print(streams.err(), module, problems, false);
      streams.err().line(DocumentProblemPrinter.count(problems.size(), "problem"));
    }
    return ExitCode.PROBLEM;
  }

  private int written(Exported exported) {
    ObjectNode result = result(true);
    @Nullable Path output = options.output().orElse(null);
    if (output != null) {
      OutputFile.write(output, exported.text(), options.force());
      result.put("output", output.toString());
    } else {
      result.put("description", exported.text());
    }
    if (options.json()) {
      result.set("problems", DocumentProblemPrinter.json(module, exported.warnings(), true));
      streams.out().line(result.toString());
      return ExitCode.DONE;
    }
    if (output == null) {
      streams.out().line(exported.text().stripTrailing());
    }
    Terminal people = streams.err();
    DocumentProblemPrinter.print(people, module, exported.warnings(), true);
    if (output != null) {
      people.line(
          people.good("ok")
              + "  "
              + output
              + (exported.warnings().isEmpty()
                  ? ""
                  : ", " + DocumentProblemPrinter.count(exported.warnings().size(), "warning")));
    }
    return ExitCode.DONE;
  }

  private ObjectNode result(boolean ok) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("document", module.toString())
        .put("format", options.format().word())
        .put("ok", ok);
  }
}
