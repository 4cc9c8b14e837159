package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.dataplane.TableLattice;
import io.weir.engine.main.client.Solutions;
import io.weir.v1.KeptState;
import io.weir.v1.TableSolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir runs solution}. */
@Command(
    name = "solution",
    mixinStandardHelpOptions = true,
    header = "Shows which solutions of privacy models there were to choose among, and saves one.",
    description = {
      "",
      "A solution is one level for each quasi-identifier. For each: whether the promise is kept, the"
          + " records suppressed, what it costs by the metric, and how likely a person is found at"
          + " worst. Counts alone, no values.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the solutions are shown",
      "1:there is no such run, table or node, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class RunsSolutionCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private NodeChoice node;

  @Parameters(paramLabel = "RUN", description = "The run, as weir runs list names it.")
  private String run;

  @Option(names = "--table", paramLabel = "TABLE", description = "Of this table alone.")
  private @Nullable String table;

  @Option(names = "--json", description = "Write the result as JSON, with all that is known.")
  private boolean json;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the levels as anonymization rules that fix them.")
  private @Nullable Path save;

  @Option(
      names = "--levels",
      paramLabel = "N,N…",
      description = {
        "With --save: these levels of the table instead of those that were taken,",
        "as the lattice shows them."
      })
  private @Nullable String levels;

  @Option(names = "--force", description = "Replace what --save names if it is there.")
  private boolean force;

  RunsSolutionCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (save != null) {
      OutputFile.refuse(save, force);
    } else if (levels != null) {
      throw InputProblem.of(
          "--levels says which node is saved, and nothing is.", "Name a file by --save.");
    }
    List<TableSolution> solutions =
        node.ask(streams.err(), workbench -> workbench.solutions(run, Optional.ofNullable(table)));
    if (solutions.isEmpty()) {
      throw InputProblem.of(
          table == null
              ? "No privacy model was searched in the run " + run + " so far."
              : "No privacy model of table " + table + " was searched in the run " + run + ".",
          "Look at a run that has come to ANONYMIZE, of a module with a \"privacyModel\".");
    }
    if (save != null) {
      save(save, solutions);
    } else if (json) {
      streams.out().line(json(solutions).toString());
    } else {
      solutions.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private void print(TableSolution solution) {
    if (solution.getState() == KeptState.AVAILABLE) {
      SolutionPrinter.print(streams.out(), Solutions.of(solution));
    } else {
      streams.out().heading(solution.getTable());
      streams
          .out()
          .line(
              solution.getState() == KeptState.NOT_KEPT
                  ? "  deleted with the outbox"
                  : "  the file of the solutions is damaged");
    }
  }

  private ObjectNode json(List<TableSolution> solutions) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("run", run);
    ArrayNode tables = node.putArray("solutions");
    for (TableSolution solution : solutions) {
      ObjectNode one =
          solution.getState() == KeptState.AVAILABLE
              ? SolutionJson.of(Solutions.of(solution))
              : JsonNodeFactory.instance.objectNode().put("table", solution.getTable());
      tables.add(one.put("state", solution.getState().name()));
    }
    return node.put("ok", true);
  }

  private void save(Path file, List<TableSolution> solutions) {
    List<TableLattice> lattices =
        solutions.stream()
            .filter(solution -> solution.getState() == KeptState.AVAILABLE)
            .map(Solutions::of)
            .toList();
    SolutionRules rules = new SolutionRules();
    List<String> left = new ArrayList<>();
    for (TableLattice lattice : lattices) {
      levels(lattice, lattices.size())
          .ifPresentOrElse(found -> rules.add(lattice, found), () -> left.add(lattice.table()));
    }
    if (rules.isEmpty()) {
      throw InputProblem.of(
          "No table of the run " + run + " has one level for each quasi-identifier to be saved.",
          "Search by \"optimal\", name other levels by --levels, or keep the outbox.");
    }
    OutputFile.write(file, rules.text(), force);
    left.forEach(name ->
        streams.err().line("left out: " + name + ", whose solution is not one level for each"));
    streams.out().line("saved in " + file);
  }

  private Optional<List<Integer>> levels(TableLattice lattice, int tables) {
    if (levels == null) {
      return lattice.chosen();
    }
    if (tables > 1) {
      throw InputProblem.of(
          "The run " + run + " has solutions of several tables.", "Say which by --table.");
    }
    List<TableLattice.Column> columns = lattice.columns();
    List<Integer> named;
    try {
      named =
          Arrays.stream(levels.split(",", -1)).map(String::strip).map(Integer::valueOf).toList();
    } catch (NumberFormatException e) {
      throw unknown(lattice);
    }
    for (int i = 0; i < columns.size(); i++) {
      if (named.size() != columns.size()
          || named.get(i) < columns.get(i).lowest()
          || named.get(i) > columns.get(i).highest()) {
        throw unknown(lattice);
      }
    }
    return Optional.of(named);
  }

  private InputProblem unknown(TableLattice lattice) {
    return InputProblem.of(
        levels + " are no levels of table " + lattice.table() + ".",
        "Name one for each of "
            + String.join(
                ", ", lattice.columns().stream().map(TableLattice.Column::column).toList())
            + ", as weir runs solution "
            + run
            + " shows them.");
  }
}
