package io.weir.engine.main;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir schema}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    header = "Prints the JSON Schema of module documents, for editors.",
    description = {
      "",
      "Write it into a file beside your document, and name that in the document:",
      "",
      "  weir schema > weir-v1.schema.json",
      "  \"$$schema\": \"./weir-v1.schema.json\"",
      "",
      "Then an editor that knows JSON Schema completes terms, tells what they mean and marks"
          + " mistakes. The schema knows the plugins that are installed. Scripts of field rules name"
          + " no schema: map theirs to their files in the editor's settings.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the schema was printed", "3:the plugins cannot be loaded"})
final class SchemaCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(names = "--field-rules", description = "Print the schema of FIELD_RULES scripts instead.")
  private boolean fieldRules;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    try (Plugins plugins = Plugins.load()) {
      String schema =
          fieldRules
              ? InstalledSchema.ofFieldRules(plugins.installed())
              : InstalledSchema.of(plugins.installed());
      streams.out().line(schema.strip());
    }
    return ExitCode.DONE;
  }
}
