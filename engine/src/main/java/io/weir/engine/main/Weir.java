package io.weir.engine.main;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "weir",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Weir lets the river through and holds back what must stay.",
    description = {
      "",
      "Takes private tables from a company's systems, cleans and merges them, anonymizes them, lets"
          + " a person review the result, and publishes it as a new version of a data module.",
      ""
    },
    subcommands = {
      DemoCommand.class,
      InitCommand.class,
      CheckCommand.class,
      SchemaCommand.class,
      ProposeCommand.class,
      AnonymizeCommand.class,
      RunCommand.class,
      RunsCommand.class,
      ServeCommand.class,
      ModuleCommand.class,
      SecretsCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nBegin with: weir demo%n",
    synopsisSubcommandLabel = "COMMAND")
public final class Weir implements Runnable {
  @Spec private CommandSpec spec;

  private Weir() {}

  public static void main(String[] arguments) {
    Logging.quietly();
    Terminal out = Terminal.of(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    Terminal err = Terminal.of(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    // Standard output is for results; libraries that print there would spoil them.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    System.exit(execute(out, err, arguments));
  }

  /** Does one command and gives what the process should end with. */
  static int execute(Terminal out, Terminal err, String... arguments) {
    var streams = new Streams(out, err);
    CommandLine line = new CommandLine(new Weir(), new CommandFactory(streams));
    line.setOut(new PrintWriter(new TerminalWriter(out), true));
    line.setErr(new PrintWriter(new TerminalWriter(err), true));
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Weir::misunderstood);
    line.setExecutionExceptionHandler((failure, command, parsed) ->
        new FailureReport(streams, Arrays.asList(arguments)).of(failure));
    return line.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do.");
  }

  private static int misunderstood(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    command.getErr().println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }
}
