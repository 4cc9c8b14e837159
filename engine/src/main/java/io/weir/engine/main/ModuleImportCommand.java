package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.interchange.Imported;
import io.weir.engine.interchange.ModuleFormat;
import io.weir.engine.interchange.Translation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir module import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    header = "Turns a description of another format into a module document.",
    description = {
      "",
      "Writes the module document to standard output or to a file, and tells what was left out as"
          + " warnings. Nothing is fetched, and nothing is stored on a node. Records that stand in"
          + " the description itself are written as files beside the document with -o.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the document was written",
      "1:the description has problems, or a file that may not be replaced is there",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class ModuleImportCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The description.")
  private Path file;

  @Option(
      names = "--metadata",
      paramLabel = "JSON",
      description = {
        "The CSVW metadata of a CSV file, wherever it lies, in place of what",
        "lies beside it. Only with --format csvw."
      })
  private @Nullable Path metadata;

  @Mixin private ExchangeOptions options;

  ModuleImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (metadata != null && options.format() != ModuleFormat.CSVW) {
      throw new ParameterException(
          spec.commandLine(),
          "--metadata belongs to --format csvw, not to " + options.format().word() + ".");
    }
    ModuleFile.require(file);
    if (metadata != null) {
      ModuleFile.require(metadata);
    }
    options.refuseOutput();
    return switch (imported()) {
      case Imported.Refused(List<DocumentProblem> problems) -> refused(problems);
      case Imported.Document(String document, List<DocumentProblem> warnings) ->
          written(document, warnings, records());
    };
  }

  /** A native document is held to all that is installed here, as {@code weir check} does. */
  private Imported imported() {
    Imported imported = metadata == null ? described() : described(metadata);
    if (!(imported instanceof Imported.Document(String document, List<DocumentProblem> warnings))) {
      return imported;
    }
    try (Plugins plugins = Plugins.load()) {
      return switch (plugins.documentReader().read(document)) {
        case DocumentResult.Rejected(List<DocumentProblem> problems) ->
            new Imported.Refused(problems);
        case DocumentResult.Resolved resolved -> {
          List<DocumentProblem> all = new ArrayList<>(warnings);
          switch (options.format()) {
            case NATIVE -> all.addAll(resolved.warnings());
            // They would tell places in the new document, not in the description.
            case CSVW, CROISSANT -> {}
          }
          yield new Imported.Document(document, all);
        }
      };
    }
  }

  private Imported described() {
    Path whole = file.toAbsolutePath();
    return Translation.toNative(
        options.format(),
        whole.getParent(),
        whole.getFileName().toString(),
        () -> ModuleFile.text(file));
  }

  /** The folder is the least that holds both files: metadata may name what lies beside it. */
  private Imported described(Path by) {
    Path csv = file.toAbsolutePath().normalize();
    Path json = by.toAbsolutePath().normalize();
    Path folder = csv.getParent();
    while (!json.startsWith(folder)) {
      folder = folder.getParent();
    }
    return Translation.csvw(folder, relative(folder, csv), relative(folder, json));
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** Where the places of problems are. */
  private Path told() {
    return metadata == null ? file : metadata;
  }

  private Map<String, String> records() {
    return switch (options.format()) {
      case NATIVE, CSVW -> Map.of();
      case CROISSANT -> Translation.files(options.format(), ModuleFile.text(file));
    };
  }

  private int refused(List<DocumentProblem> problems) {
    if (options.json()) {
      streams
          .out()
          .line(
              result(false)
                  .set("problems", DocumentProblemPrinter.json(told(), problems, false))
                  .toString());
    } else {
      DocumentProblemPrinter.print(streams.err(), told(), problems, false);
      streams.err().line(DocumentProblemPrinter.count(problems.size(), "problem"));
    }
    return ExitCode.PROBLEM;
  }

  private int written(
      String document, List<DocumentProblem> warnings, Map<String, String> records) {
    ObjectNode result = result(true);
    @Nullable Path output = options.output().orElse(null);
    if (output == null) {
      result.put("document", document);
      ObjectNode files = result.putObject("files");
      records.forEach(files::put);
    } else {
      write(output, document, records);
      result.put("output", output.toString());
      ArrayNode files = result.putArray("files");
      records.keySet().forEach(files::add);
    }
    if (options.json()) {
      result.set("problems", DocumentProblemPrinter.json(told(), warnings, true));
      streams.out().line(result.toString());
      return ExitCode.DONE;
    }
    if (output == null) {
      streams.out().line(document.stripTrailing());
    }
    Terminal people = streams.err();
    DocumentProblemPrinter.print(people, told(), warnings, true);
    String told =
        warnings.isEmpty() ? "" : ", " + DocumentProblemPrinter.count(warnings.size(), "warning");
    if (output != null) {
      records
          .keySet()
          .forEach(path -> people.line(people.good("ok") + "  " + output.resolveSibling(path)));
      people.line(people.good("ok") + "  " + output + told);
      people.line("next  weir check " + output);
    }
    return ExitCode.DONE;
  }

  /** Looks at all places first, so that nothing is written where one of them is taken. */
  private void write(Path output, String document, Map<String, String> records) {
    Map<Path, String> beside = new LinkedHashMap<>();
    records.forEach(
        (path, text) -> beside.put(output.toAbsolutePath().resolveSibling(path).normalize(), text));
    beside.forEach(OutputFile::refuseBeside);
    OutputFile.refuse(output, options.force());
    beside.forEach((path, text) -> {
      if (!Files.exists(path)) {
        OutputFile.write(path, text, false);
      }
    });
    OutputFile.write(output, document, options.force());
  }

  private ObjectNode result(boolean ok) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("description", file.toString())
        .put("format", options.format().word())
        .put("ok", ok);
  }
}
