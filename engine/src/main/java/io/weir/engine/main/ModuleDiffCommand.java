package io.weir.engine.main;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.ModuleDiff;
import io.weir.engine.definition.Plan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir module diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = "Tells what differs between two documents, or two versions a node keeps.",
    description = {
      "",
      "Tables, columns and sources are matched by their names. Each change is told with its place in"
          + " both documents and with what it demands of the version's number: major if readers of"
          + " what is published would break, minor if something is added, else patch.",
      "",
      "With two arguments: the files of two module documents. With three: the name of a module and"
          + " two of its versions.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the two were compared",
      "1:a document has problems, or there is no such version",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class ModuleDiffCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(
      arity = "2..3",
      paramLabel = "A B",
      hideParamSyntax = true,
      description = "Two files, or a module's name and two versions.")
  private List<String> compared;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  ModuleDiffCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    DiffReport report = compared.size() == 2 ? files() : versions();
    if (json) {
      streams.out().line(report.json().toString());
    } else {
      report.print(streams.out());
    }
    return ExitCode.DONE;
  }

  private DiffReport versions() {
    return DiffReport.of(
        node.ask(
            streams.err(),
            workbench -> workbench.diff(compared.get(0), compared.get(1), compared.get(2))));
  }

  private DiffReport files() {
    try (Plugins plugins = Plugins.load()) {
      Path before = Path.of(compared.get(0));
      Path after = Path.of(compared.get(1));
      byte[] was = HierarchyFiles.expandedBytes(before);
      byte[] is = HierarchyFiles.expandedBytes(after);
      Plan from = plan(plugins, before, was);
      Plan to = plan(plugins, after, is);
      ModuleDiff diff =
          ModuleDiff.between(
              new String(was, StandardCharsets.UTF_8),
              new String(is, StandardCharsets.UTF_8),
              plugins);
      return DiffReport.of(from, to, diff);
    }
  }

  private static Plan plan(Plugins plugins, Path file, byte[] document) {
    return switch (plugins.documentReader().read(document)) {
      case DocumentResult.Resolved(Plan plan, List<DocumentProblem> _) -> plan;
      case DocumentResult.Rejected(List<DocumentProblem> problems) ->
          throw InputProblem.inFile(
              file.toString(),
              file
                  + " has "
                  + DocumentProblemPrinter.count(problems.size(), "problem")
                  + ", the first in line "
                  + problems.getFirst().line()
                  + ": "
                  + problems.getFirst().message()
                  + ".",
              "Mend it; weir check tells all of them.");
    };
  }
}
