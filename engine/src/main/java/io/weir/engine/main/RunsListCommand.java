package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Timestamp;
import io.weir.v1.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir runs list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    header = "Lists the newest runs.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the runs are listed",
      "1:the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class RunsListCommand implements Callable<Integer> {
  private static final int MOST = 100;

  private final Streams streams;

  @Mixin private NodeChoice node;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "",
      description = "Only runs of this task.")
  private String task;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  RunsListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<Run> runs = node.ask(streams.err(), workbench -> workbench.runs(task, MOST));
    if (json) {
      streams.out().line(json(runs).toString());
    } else if (runs.isEmpty()) {
      streams.out().line("no runs");
    } else {
      streams
          .out()
          .table(
              List.of("run", "module", "state", "started"),
              runs.stream()
                  .map(run ->
                      List.of(
                          run.getRunId(),
                          run.getModule() + " " + run.getModuleVersion(),
                          state(run),
                          instant(run.getStartedAt()).truncatedTo(ChronoUnit.SECONDS).toString()))
                  .toList());
    }
    return ExitCode.DONE;
  }

  private static String state(Run run) {
    return ReportPrinter.words(run.getState().name());
  }

  private static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }

  private static ObjectNode json(List<Run> runs) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("ok", true);
    ArrayNode array = node.putArray("runs");
    for (Run run : runs) {
      array
          .addObject()
          .put("run", run.getRunId())
          .put("task", run.getTaskId())
          .put("module", run.getModule())
          .put("version", run.getModuleVersion())
          .put("state", run.getState().name())
          .put("startedAt", instant(run.getStartedAt()).toString());
    }
    return node;
  }
}
