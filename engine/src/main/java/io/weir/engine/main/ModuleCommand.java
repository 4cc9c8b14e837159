package io.weir.engine.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir module}. */
@Command(
    name = "module",
    mixinStandardHelpOptions = true,
    header = "Takes descriptions of others in, gives them out, and compares versions.",
    subcommands = {
      ModuleImportCommand.class,
      ModuleExportCommand.class,
      ModuleVersionsCommand.class,
      ModuleDiffCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was done",
      "1:a description or a document has problems, or there is no such version",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder, the database",
      "4:a defect of Weir"
    })
final class ModuleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with the module.");
  }
}
