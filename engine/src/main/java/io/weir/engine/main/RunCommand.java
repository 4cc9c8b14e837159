package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.main.client.Client;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.HistoryEntry;
import io.weir.v1.Outbox;
import io.weir.v1.OutboxTable;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Prepares a module of yours, and publishes it with --upload.",
    description = {
      "",
      "Does the whole job in one process and leaves no server behind: extract, field rules, keys,"
          + " anonymize, verify, outbox. Files of the document's folder are read through the"
          + " connection <module>-folder; scripts are looked for beside the document. What is kept"
          + " (database, outbox, versions) lies in the data directory, so that running again goes"
          + " on from there.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the outbox is prepared, or with --upload published",
      "1:the document, the data or the run has a problem",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder, the database",
      "4:a defect of Weir"
    })
final class RunCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "MODULE", description = "A module document (JSON-LD).")
  private Path module;

  @Option(
      names = "--connections",
      paramLabel = "FILE",
      description = {
        "Connections as JSON: {name: {connector, settings, secrets}},",
        "each secret as {\"env\": \"VARIABLE\"}."
      })
  private @Nullable Path connections;

  @Mixin private RulesOptions rules = new RulesOptions();

  @Option(names = "--upload", description = "Confirm the outbox and publish it.")
  private boolean upload;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept (default: .weir beside the document).")
  private @Nullable Path data;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  RunCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Job job = Job.of(module, Optional.ofNullable(connections), rules.scripts());
    Path folder =
        Optional.ofNullable(data).orElseGet(() -> module.toAbsolutePath().resolveSibling(".weir"));
    Terminal people = streams.people(json);
    people.status("starting …");
    try (Node node = Node.start(NodeSettings.alone(folder));
        Client client = node.client()) {
      Workbench workbench = new Workbench(client);
      Run run = job.start(workbench);
      people.line(
          "run " + run.getRunId() + " of " + run.getModule() + " " + run.getModuleVersion());
      RunProgress progress = new RunProgress(people);
      run = workbench.watch(run.getRunId(), progress);
      RunReport report = workbench.report(run.getRunId());
      require(run, RunState.PREPARED);
      if (!json) {
        ReportPrinter.print(people, report);
      }
      Outbox outbox = workbench.outbox(run.getOutboxId());
      if (upload) {
        people.heading("Upload");
        workbench.confirm(run, outbox);
        run = workbench.watch(run.getRunId(), progress);
        require(run, RunState.UPLOADED);
      }
      tell(run, report, outbox, folder, job.publishes());
    }
    return ExitCode.DONE;
  }

  private static void require(Run run, RunState state) {
    if (run.getState() != state) {
      throw new RunEnded(run);
    }
  }

  private void tell(Run run, RunReport report, Outbox outbox, Path folder, boolean publishes) {
    if (json) {
      streams.out().line(json(run, report, outbox).toString());
      return;
    }
    Terminal out = streams.out();
    out.line("");
    if (run.getState() == RunState.UPLOADED) {
      out.line(
          out.good("published")
              + "  "
              + run.getModule()
              + " "
              + run.getNewModuleVersion()
              + " at "
              + run.getLocation());
    } else {
      long records = outbox.getTablesList().stream().mapToLong(OutboxTable::getRecords).sum();
      out.line(
          out.good("prepared")
              + "  outbox "
              + outbox.getOutboxId()
              + " with "
              + Terminal.number(records)
              + plural(records, " record")
              + " in "
              + outbox.getTablesCount()
              + plural(outbox.getTablesCount(), " table")
              + ", kept in "
              + folder);
      out.line("next      look at it through the API: weir serve --data " + folder);
      if (publishes) {
        out.line("          or prepare it anew and publish: weir run --upload " + module);
      }
    }
  }

  private static String plural(long count, String what) {
    return count == 1 ? what : what + "s";
  }

  private ObjectNode json(Run run, RunReport report, Outbox outbox) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ok", true);
    node.put("run", run.getRunId());
    node.put("state", run.getState().name());
    node.put("module", run.getModule());
    node.put("version", run.getModuleVersion());
    node.put("outbox", outbox.getOutboxId());
    if (run.getState() == RunState.UPLOADED) {
      node.put("newVersion", run.getNewModuleVersion());
      node.put("location", run.getLocation());
    }
    ObjectNode quality = ReportJson.of(report);
    quality.remove("run");
    node.setAll(quality);
    ArrayNode history = node.putArray("history");
    for (HistoryEntry entry : run.getHistoryList()) {
      ObjectNode told = history.addObject();
      told.put(
          "at",
          Instant.ofEpochSecond(entry.getAt().getSeconds(), entry.getAt().getNanos()).toString());
      told.put("what", entry.getWhat());
      ObjectNode facts = told.putObject("facts");
      new TreeMap<>(entry.getFactsMap()).forEach(facts::put);
    }
    return node;
  }
}
