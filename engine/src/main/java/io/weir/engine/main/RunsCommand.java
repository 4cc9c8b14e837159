package io.weir.engine.main;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir runs}. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    header = "Looks at runs: which there are, and what came of them.",
    subcommands = {RunsListCommand.class, RunsReportCommand.class, RunsRejectedCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class RunsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to show: list, report or rejected.");
  }
}
