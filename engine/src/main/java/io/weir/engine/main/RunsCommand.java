package io.weir.engine.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    header = "Looks at runs: which there are, and what came of them.",
    subcommands = {
      RunsListCommand.class,
      RunsReportCommand.class,
      RunsRejectedCommand.class,
      RunsSolutionCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was shown",
      "1:there is no such run or table, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to show: list, report, rejected or solution.");
  }
}
