package io.weir.engine.main;

import io.weir.v1.Secret;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir secrets list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists the secrets of anonymization methods, without what they are.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the secrets are listed",
      "1:the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class SecretsListCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Streams streams;

  @Mixin private NodeChoice node;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  SecretsListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<Secret> secrets = node.ask(streams.err(), workbench -> workbench.secrets(MOST));
    new SecretPrinter(streams.out()).list(secrets, json);
    return ExitCode.DONE;
  }
}
