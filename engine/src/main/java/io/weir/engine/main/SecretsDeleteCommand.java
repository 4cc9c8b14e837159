package io.weir.engine.main;

import io.weir.v1.Secret;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir secrets delete}. */
@Command(
    name = "delete",
    header = "Deletes a version of a secret for ever.",
    description = {
      "",
      "Nobody can make or recognize the pseudonyms of that version any more, and runs that need it"
          + " fail. The newest version can be deleted only when it is the last.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is deleted",
      "1:it was not confirmed, there is no such version, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class SecretsDeleteCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "NAME", description = "The secret's name.")
  private String name;

  // Not with the standard options, whose --version is Weir's own.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Option(
      names = "--version",
      paramLabel = "N",
      required = true,
      description = "Which version; weir secrets list shows them.")
  private int version;

  @Option(names = "--yes", description = "Do it: what was deleted does not come back.")
  private boolean yes;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  SecretsDeleteCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!yes) {
      throw InputProblem.of(
          "Version %d of the secret \"%s\" was not deleted: it would never come back."
              .formatted(version, name),
          "If its pseudonyms need never be made or recognized again, repeat the command with"
              + " --yes.");
    }
    Secret left = node.ask(streams.err(), workbench -> workbench.deleteSecret(name, version));
    new SecretPrinter(streams.out()).deleted(left, version, json);
    return ExitCode.DONE;
  }
}
