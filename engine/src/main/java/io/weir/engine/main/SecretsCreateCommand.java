package io.weir.engine.main;

import io.weir.v1.Secret;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir secrets create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    header = "Makes a secret for anonymization methods.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is made",
      "1:there is one of that name already, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class SecretsCreateCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "NAME", description = "The name that module documents use.")
  private String name;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  SecretsCreateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Secret made = node.keep(streams.err(), workbench -> workbench.createSecret(name));
    new SecretPrinter(streams.out()).made(made, json);
    return ExitCode.DONE;
  }
}
