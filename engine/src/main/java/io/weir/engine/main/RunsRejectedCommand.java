package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.main.client.Workbench;
import io.weir.v1.ReadRejectedResponse;
import io.weir.v1.RejectedField;
import io.weir.v1.RejectedRecord;
import io.weir.v1.TableProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir runs rejected}. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    header = "Shows the sample of records that field rules dropped.",
    description = {
      "",
      "Source, position, column, rule and the fields as they were delivered: personal data. Tables"
          + " have a sample only if the module document asks for it with \"rejectedSample\"; it is"
          + " deleted with the outbox.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the sample is shown",
      "1:there is no such run or table, the sample is not there, or the node refused",
      "2:the command was not understood",
      "3:the machine lacks something: a port, the folder or its token, the database",
      "4:a defect of Weir"
    })
final class RunsRejectedCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private NodeChoice node;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run, as weir runs list names it.")
  private String run;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TABLE",
      description = "The table; all of the run if none is named.")
  private Optional<String> table = Optional.empty();

  @Option(names = "--json", description = "Write the result as JSON.")
  private boolean json;

  RunsRejectedCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Map<String, ReadRejectedResponse> samples = node.ask(streams.err(), this::samples);
    if (json) {
      streams.out().line(json(samples).toString());
    } else {
      samples.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private Map<String, ReadRejectedResponse> samples(Workbench workbench) {
    List<String> tables =
        table
            .map(List::of)
            .orElseGet(() ->
                workbench.run(run).getTablesList().stream().map(TableProgress::getTable).toList());
    Map<String, ReadRejectedResponse> samples = new LinkedHashMap<>();
    for (String name : tables) {
      samples.put(name, workbench.rejected(run, name));
    }
    return samples;
  }

  private void print(String name, ReadRejectedResponse sample) {
    Terminal out = streams.out();
    out.heading(name);
    if (sample.getMost() == 0) {
      out.line("  not sampled; \"rejectedSample\" in the module document asks for it");
    } else if (sample.getRecordsCount() == 0) {
      out.line("  no record was rejected by a field rule");
    }
    for (RejectedRecord record : sample.getRecordsList()) {
      out.line(
          "  %s, record %d: %s %s"
              .formatted(
                  record.getSource(),
                  record.getPosition(),
                  record.getColumn(),
                  ReportPrinter.words(record.getRule())));
      for (RejectedField field : record.getFieldsList()) {
        out.line("    %s: %s%s".formatted(field.getColumn(), shown(field), cut(field.getCut())));
      }
      if (record.getCut()) {
        out.line("    …");
      }
    }
  }

  /** In quotes as in JSON, so that neither an end of line nor a terminal's command passes. */
  private static String shown(RejectedField field) {
    StringBuilder shown = new StringBuilder("\"");
    field
        .getText()
        .codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            shown.append('\\').append((char) c);
          } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            for (char unit : Character.toChars(c)) {
              shown.append("\\u%04x".formatted((int) unit));
            }
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.append('"').toString();
  }

  private static String cut(boolean cut) {
    return cut ? "…" : "";
  }

  private ObjectNode json(Map<String, ReadRejectedResponse> samples) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("run", run);
    ArrayNode tables = node.putArray("tables");
    samples.forEach((name, sample) -> {
      ObjectNode one = tables.addObject().put("table", name).put("most", sample.getMost());
      ArrayNode records = one.putArray("records");
      sample.getRecordsList().forEach(record -> records.add(json(record)));
    });
    return node.put("ok", true);
  }

  private static ObjectNode json(RejectedRecord record) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("source", record.getSource())
            .put("position", record.getPosition())
            .put("column", record.getColumn())
            .put("rule", record.getRule())
            .put("cut", record.getCut());
    ArrayNode fields = node.putArray("fields");
    for (RejectedField field : record.getFieldsList()) {
      fields
          .addObject()
          .put("column", field.getColumn())
          .put("text", field.getText())
          .put("cut", field.getCut());
    }
    return node;
  }
}
