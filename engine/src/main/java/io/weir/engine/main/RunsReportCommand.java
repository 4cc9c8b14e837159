package io.weir.engine.main;

import io.weir.v1.RunReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir runs report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header = "Shows the quality report of a run.",
    description = {
      "",
      "Where the records of each source went, what each rule did, what the columns look like"
          + " before and after, how likely a person is found, and what the run reveals together with"
          + " versions that were published before."
          + " Values of texts, and of columns that are anonymized, are never"
          + " shown; lengths and counts are.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the report is shown",
      "1:there is no such run, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class RunsReportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private NodeChoice node;

  @Parameters(paramLabel = "RUN", description = "The run, as weir runs list names it.")
  private String run;

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  RunsReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    RunReport report = node.ask(streams.err(), workbench -> workbench.report(run));
    if (json) {
      streams.out().line(ReportJson.of(report).put("ok", true).toString());
    } else {
      ReportPrinter.print(streams.out(), report);
    }
    return ExitCode.DONE;
  }
}
