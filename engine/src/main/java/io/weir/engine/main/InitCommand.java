package io.weir.engine.main;

import io.weir.engine.definition.ModuleSchema;
import io.weir.engine.proposal.Proposal;
import io.weir.engine.proposal.Proposer;
import io.weir.engine.proposal.SampleProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    header = "Proposes a module document for tables you have.",
    description = {
      "",
      "Looks at the beginning of CSV, NDJSON and JSON files, or at a database's catalogue, and"
          + " writes a document that weir check accepts: names, types, null tokens, keys, references"
          + " and what seems to be personal data. All of it is a guess for you to look at. Values"
          + " are never printed, and stand in the document only with --ranges.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the document was written",
      "1:a file or a connection cannot be read, or the document exists already",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class InitCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "CSV, NDJSON or JSON files in UTF-8; each becomes a table.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--connections",
      paramLabel = "FILE",
      description = "Connections as JSON, as for weir run.")
  private @Nullable Path connections;

  @Option(
      names = "--connection",
      paramLabel = "NAME",
      description = "The connection whose catalogue is read.")
  private @Nullable String connection;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Only this table of the connection; may be said several times.")
  private List<String> tables = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODULE",
      description = {
        "Where to write the document, by habit NAME.module.jsonld;",
        "else it goes to standard output. The files must lie beside it."
      })
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace the document if it is there already.")
  private boolean force;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The module's name (default: that of the document or the folder).")
  private @Nullable String name;

  @Option(
      names = "--header",
      negatable = true,
      description = "The first record of CSV files names the columns, or does not.")
  private @Nullable Boolean header;

  @Option(names = "--ranges", description = "Propose the least and greatest value seen as ranges.")
  private boolean ranges;

  InitCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (files.isEmpty() && connection == null) {
      throw new ParameterException(
          spec.commandLine(), "Say what to look at: files, or --connections and --connection.");
    }
    if ((connection == null) != (connections == null)) {
      throw new ParameterException(
          spec.commandLine(), "--connections and --connection belong together.");
    }
    if (output != null) {
      OutputFile.refuse(output, force);
    }
    SampleFiles samples = SampleFiles.of(files, Optional.ofNullable(output));
    Proposer proposer =
        new Proposer(Optional.ofNullable(name).orElseGet(() -> samples.moduleName()), ranges);
    Proposal proposal;
    try {
      samples.read(Optional.ofNullable(header)).forEach(proposer::add);
      if (connection != null && connections != null) {
        proposer.add(connection, ConnectionTables.of(connections, connection, tables));
      }
      proposal = proposer.propose();
    } catch (SampleProblem problem) {
      throw InputProblem.of(problem.getMessage(), problem.advice());
    }
    write(proposal);
    new ProposalPrinter(streams.err())
        .print(proposal, Optional.ofNullable(output), samples.folder());
    return ExitCode.DONE;
  }

  /** Writes the document, and the schema beside it for editors. */
  private void write(Proposal proposal) {
    if (output == null) {
      streams.out().line(proposal.document().stripTrailing());
      return;
    }
    OutputFile.write(output, proposal.document(), force);
    Path schema = output.toAbsolutePath().resolveSibling(ModuleSchema.FILE);
    if (!Files.exists(schema)) {
      try (Plugins plugins = Plugins.load()) {
        OutputFile.write(schema, InstalledSchema.of(plugins.installed()) + "\n", false);
      }
    }
  }
}
