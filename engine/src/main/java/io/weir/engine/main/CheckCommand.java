package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Tells all problems of a module document.",
    description = {
      "",
      "Each problem is told with its line, its place as a JSON pointer, and what to do. Nothing is"
          + " started or stored.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the document can be used",
      "1:the document has problems",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "MODULE", description = "A module document (JSON-LD).")
  private Path module;

  @Mixin private RulesOptions rules = new RulesOptions();

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  CheckCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    byte[] document = HierarchyFiles.expandedBytes(module);
    DocumentResult result;
    try (Plugins plugins = Plugins.load()) {
      result = plugins.documentReader().read(document, rules.scripts());
    }
    boolean good = result instanceof DocumentResult.Resolved;
    List<DocumentProblem> problems =
        switch (result) {
          case DocumentResult.Resolved resolved -> resolved.warnings();
          case DocumentResult.Rejected rejected -> rejected.problems();
        };
    if (json) {
      streams.out().line(json(good, problems).toString());
    } else {
      DocumentProblemPrinter.print(streams.out(), module, problems, good);
      summary(result, problems.size());
    }
    return good ? ExitCode.DONE : ExitCode.PROBLEM;
  }

  private void summary(DocumentResult result, int count) {
    streams
        .out()
        .line(
            switch (result) {
              case DocumentResult.Resolved resolved ->
                  streams.out().good("ok")
                      + "  "
                      + resolved.plan().module()
                      + " "
                      + resolved.plan().version()
                      + ": "
                      + resolved.plan().tables().size()
                      + (resolved.plan().tables().size() == 1 ? " table" : " tables")
                      + (count == 0 ? "" : ", " + DocumentProblemPrinter.count(count, "warning"));
              case DocumentResult.Rejected rejected ->
                  DocumentProblemPrinter.count(count, "problem");
            });
  }

  private ObjectNode json(boolean good, List<DocumentProblem> problems) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("document", module.toString());
    node.put("ok", good);
    node.set("problems", DocumentProblemPrinter.json(module, problems, good));
    return node;
  }
}
