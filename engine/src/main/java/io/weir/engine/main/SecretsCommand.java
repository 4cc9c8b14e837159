package io.weir.engine.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir secrets}. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    header = "Makes, rotates, lists and deletes the secrets of anonymization methods.",
    description = {
      "",
      "A node makes a secret of random bytes and keeps it encrypted under its master key; no"
          + " command shows it. A module document names it, and means its newest version, or"
          + " NAME@2, which is version 2 whatever came after.",
      ""
    },
    subcommands = {
      SecretsCreateCommand.class,
      SecretsRotateCommand.class,
      SecretsListCommand.class,
      SecretsDeleteCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was done",
      "1:there is such a secret already or none, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class SecretsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: create, rotate, list or delete.");
  }
}
