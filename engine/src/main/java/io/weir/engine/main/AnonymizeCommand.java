package io.weir.engine.main;

import io.weir.engine.access.grpc.RiskMessages;
import io.weir.engine.dataplane.Rule;
import io.weir.engine.dataplane.RuleCount;
import io.weir.engine.dataplane.Secrets;
import io.weir.engine.dataplane.Seeds;
import io.weir.engine.definition.DocumentProblem;
import io.weir.engine.definition.DocumentResult;
import io.weir.engine.definition.OutputSchema;
import io.weir.engine.definition.Plan;
import io.weir.engine.main.file.FileRun;
import io.weir.engine.proposal.Proposer;
import io.weir.engine.proposal.SampleProblem;
import io.weir.spi.Secret;
import io.weir.spi.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir anonymize}. */
@Command(
    name = "anonymize",
    mixinStandardHelpOptions = true,
    header = "Anonymizes one file.",
    description = {
      "",
      "Reads a CSV, NDJSON or JSON file, applies the rules, verifies what they promise, and writes"
          + " CSV. No node is started and nothing is kept. Types are guessed as by weir init.",
      "",
      "Where a method adds a table it is written beside OUTPUT; all files come into place together,"
          + " OUTPUT last. While it works, records lie in a folder weir-anonymize-… for temporary"
          + " files (-Djava.io.tmpdir=FOLDER in WEIR_JAVA_OPTS) that only you may read. If it is"
          + " killed or interrupted, that folder stays until the next weir anonymize, which deletes"
          + " it.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the file was written, and every promise holds",
      "1:the file or the rules cannot be used, a promise cannot be kept, or there is no room;"
          + " nothing was written",
      "2:the command was not understood",
      "4:a defect of Weir"
    })
final class AnonymizeCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private FileOptions file;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      required = true,
      description = {
        "What to do, as JSON: \"columns\", \"anonymization\" and \"privacyModel\" as a table of a"
            + " module document has them."
      })
  private Path rules;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write (default: INPUT with .anonymous.csv at its end).")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace what is there already.")
  private boolean force;

  @Option(
      names = "--secret",
      paramLabel = "NAME=FILE",
      description = "A secret that the rules name: the bytes of a file, at least 16.")
  private Map<String, Path> secrets = new LinkedHashMap<>();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = {
        "32 random bytes or more that all random numbers are drawn from: with the same key the same",
        "file becomes the same (default: other ones each time)."
      })
  private @Nullable Path keyFile;

  @Option(
      names = "--solution",
      description = "Show which solutions of the privacy model there were to choose among.")
  private boolean solution;

  AnonymizeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    for (Path placed : FileRun.sweep()) {
      streams.err().line("A run that was killed had " + placed + " ready; it is in place now.");
    }
    try (Plugins plugins = Plugins.load()) {
      SampleFiles samples = file.samples();
      DocumentResult result = read(plugins, samples);
      return switch (result) {
        case DocumentResult.Rejected(List<DocumentProblem> problems) -> {
          DocumentProblemPrinter.print(streams.err(), proposed(), problems, false);
          yield ExitCode.PROBLEM;
        }
        case DocumentResult.Resolved(Plan plan, List<DocumentProblem> warnings) -> {
          DocumentProblemPrinter.print(streams.err(), proposed(), warnings, true);
          run(plugins, plan, samples.folder());
          yield ExitCode.DONE;
        }
      };
    }
  }

  private DocumentResult read(Plugins plugins, SampleFiles samples) {
    Proposer proposer = new Proposer(samples.moduleName(), false);
    String document;
    try {
      samples.read(file.header()).forEach(proposer::add);
      document = proposer.propose().document();
    } catch (SampleProblem problem) {
      throw InputProblem.of(problem.getMessage(), problem.advice());
    }
    return new FileRules(rules).into(document, plugins.documentReader());
  }

  private void run(Plugins plugins, Plan plan, Path folder) {
    Map<TableSchema, Path> outputs = new LinkedHashMap<>();
    Path first = output == null ? file.input().resolveSibling(stem() + ".anonymous.csv") : output;
    for (TableSchema table : OutputSchema.all(plan.tables().getFirst(), plugins)) {
      outputs.put(
          table,
          outputs.isEmpty()
              ? first
              : first.resolveSibling(
                  first.getFileName().toString().replaceFirst("\\.csv$", "")
                      + "."
                      + table.name()
                      + ".csv"));
    }
    outputs.values().forEach(it -> OutputFile.refuse(it, force));
    FileRun.Done done = new FileRun(plugins, seeds(), secrets()).run(plan, folder, outputs);
    tell(done, outputs);
  }

  /** What has a problem that is not of the rules: the document that was proposed for the file. */
  private Path proposed() {
    return Path.of("document proposed for " + file.input().getFileName());
  }

  private String stem() {
    return file.input()
        .getFileName()
        .toString()
        .replaceFirst("\\.(csv|tsv|json|ndjson|jsonl)$", "");
  }

  private Seeds seeds() {
    return keyFile == null ? FileSeeds.random() : FileSeeds.of(ModuleFile.bytes(keyFile));
  }

  private Secrets secrets() {
    Map<String, Secret> all = new LinkedHashMap<>();
    secrets.forEach((name, file) -> {
      byte[] bytes = ModuleFile.bytes(file);
      if (bytes.length < FileSeeds.LEAST_SECRET) {
        throw InputProblem.inFile(
            file.toString(),
            "The secret " + name + " has " + bytes.length + " bytes, which is too few.",
            "Give it at least 16, better 32: openssl rand -out " + file + " 32");
      }
      all.put(name, new Secret(name, 1, bytes));
    });
    return FileSeeds.secrets(all);
  }

  private void tell(FileRun.Done done, Map<TableSchema, Path> outputs) {
    Terminal out = streams.out();
    out.line(Terminal.number(done.read()) + " records read");
    Map<String, Long> gone = new LinkedHashMap<>();
    for (RuleCount count : done.counts()) {
      if (count.rule().effect() != Rule.Effect.TOLD) {
        String rule = count.rule().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        gone.merge(
            rule + (count.column().isEmpty() ? "" : " in " + count.column()),
            count.count(),
            Long::sum);
      }
    }
    gone.forEach((what, count) -> out.line("  " + Terminal.number(count) + " " + what));
    new TreeMap<>(done.solutions())
        .forEach((fact, value) -> {
          if (!fact.equals("records")) {
            out.line("  " + fact + ": " + value);
          }
        });
    List<String> files = new ArrayList<>();
    outputs.forEach((table, file) ->
        files.add(Terminal.number(done.written().get(table.name())) + " records in " + file));
    files.forEach(out::line);
    out.line(done.verified().getOrDefault("promises checked", "0") + " promises checked");
    if (!done.risks().isEmpty()) {
      out.heading("How likely a person is found");
      done.risks().forEach(risk -> RiskPrinter.print(out, risk.table(), RiskMessages.of(risk)));
    }
    if (solution) {
      done.lattices().forEach(lattice -> SolutionPrinter.print(out, lattice));
    }
  }
}
