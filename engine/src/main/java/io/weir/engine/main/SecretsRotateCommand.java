package io.weir.engine.main;

import io.weir.v1.Secret;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir secrets rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    header = "Makes another version of a secret.",
    description = {
      "",
      "Documents that name the secret without a version mean the new one from now on, and the next"
          + " run makes other pseudonyms; runs under way go on with what they began with. Those"
          + " that name a version are not touched.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is made",
      "1:there is none of that name, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class SecretsRotateCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "NAME", description = "The name that module documents use.")
  private String name;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  SecretsRotateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Secret made = node.ask(streams.err(), workbench -> workbench.rotateSecret(name));
    new SecretPrinter(streams.out()).made(made, json);
    return ExitCode.DONE;
  }
}
