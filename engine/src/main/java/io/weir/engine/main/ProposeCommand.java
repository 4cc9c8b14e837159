package io.weir.engine.main;

import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.proposal.RulesProposal;
import io.weir.engine.proposal.RulesProposer;
import io.weir.engine.proposal.Sample;
import io.weir.engine.proposal.SampleProblem;
import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnRole;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir propose}. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    header = "Proposes anonymization rules for one file.",
    description = {
      "",
      "Looks at the beginning of a CSV, NDJSON or JSON file and writes rules that weir anonymize"
          + " accepts: columns that name persons are dropped, what others may know gets a hierarchy"
          + " made from its values, and a privacy model. All of it is a guess for you to look at."
          + " Values are never printed; in the rules they stand where a hierarchy lists them, so keep"
          + " the rules as you keep the file.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the rules were written",
      "1:the file cannot be read, nothing in it needs rules, or the rules exist already",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class ProposeCommand implements Callable<Integer> {
  private static final String FIRST = "generalize";
  private static final int LEAST_K = 2;

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Mixin private FileOptions file;

  @Option(
      names = "--identifying",
      paramLabel = "COLUMN",
      description = "Names a person by itself; may be said several times.")
  private List<String> identifying = new ArrayList<>();

  @Option(
      names = "--quasi-identifier",
      paramLabel = "COLUMN",
      description = "May be known to others, and single out with the rest; several times.")
  private List<String> quasiIdentifiers = new ArrayList<>();

  @Option(
      names = "--sensitive",
      paramLabel = "COLUMN",
      description = "Nobody should learn it of a person; several times.")
  private List<String> sensitive = new ArrayList<>();

  @Option(
      names = "--k",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "How many records must be alike at least (default: 5).")
  private int k;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the rules; else they go to standard output.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace the rules if they are there already.")
  private boolean force;

  ProposeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Map<String, ColumnRole> roles = roles();
    if (k < LEAST_K) {
      throw new ParameterException(spec.commandLine(), "--k must be at least " + LEAST_K + ".");
    }
    if (output != null) {
      OutputFile.refuse(output, force);
    }
    try (Plugins plugins = Plugins.load()) {
      SampleFiles samples = file.samples();
      Sample sample = samples.read(file.header()).getFirst();
      RulesProposal proposal;
      try {
        proposal =
            new RulesProposer(generalizing(plugins), roles, k)
                .propose(samples.moduleName(), sample);
      } catch (SampleProblem problem) {
        throw InputProblem.of(problem.getMessage(), problem.advice());
      }
      if (!accepted(plugins, proposal)) {
        return ExitCode.PROBLEM;
      }
      write(proposal);
    }
    return ExitCode.DONE;
  }

  private Map<String, ColumnRole> roles() {
    Map<String, ColumnRole> roles = new LinkedHashMap<>();
    identifying.forEach(it -> add(roles, it, ColumnRole.IDENTIFYING));
    quasiIdentifiers.forEach(it -> add(roles, it, ColumnRole.QUASI_IDENTIFYING));
    sensitive.forEach(it -> add(roles, it, ColumnRole.SENSITIVE));
    return roles;
  }

  private void add(Map<String, ColumnRole> roles, String column, ColumnRole role) {
    ColumnRole other = roles.putIfAbsent(column, role);
    if (other != null && other != role) {
      throw new ParameterException(
          spec.commandLine(), "Column " + column + " is given two roles; keep one.");
    }
  }

  /** The methods that can propose how to make a column coarser, the built-in one first. */
  private static Map<String, AnonymizationMethod> generalizing(Plugins plugins) {
    Map<String, AnonymizationMethod> methods = new LinkedHashMap<>();
    plugins.installed().anonymizationMethods().entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey((a, b) ->
                a.equals(FIRST) ? b.equals(FIRST) ? 0 : -1 : b.equals(FIRST) ? 1 : a.compareTo(b)))
        .map(it -> Map.entry(it.getKey(), it.getValue().extension()))
        .filter(it -> it.getValue().describe().operation() == Operation.GENERALIZATION)
        .filter(it -> it.getValue().describe().places().contains(Place.COLUMN))
        .filter(it -> it.getValue().proposals().isPresent())
        .forEach(it -> methods.put(it.getKey(), it.getValue()));
    return methods;
  }

  /** Rules that weir anonymize would refuse are of no use to anybody. */
  private boolean accepted(Plugins plugins, RulesProposal proposal) {
    return switch (FileRules.read(
        "rules", proposal.rules(), proposal.document(), plugins.documentReader())) {
      case DocumentResult.Resolved _ -> true;
      case DocumentResult.Rejected(List<DocumentProblem> problems) -> {
        DocumentProblemPrinter.print(
            streams.err(),
            Path.of("rules proposed for " + file.input().getFileName()),
            problems,
            false);
        yield false;
      }
    };
  }

  private void write(RulesProposal proposal) {
    if (output == null) {
      streams.out().line(proposal.rules().stripTrailing());
    } else {
      OutputFile.write(output, proposal.rules(), force);
    }
    new RulesProposalPrinter(streams.err())
        .print(proposal, file.input(), Optional.ofNullable(output));
  }
}
