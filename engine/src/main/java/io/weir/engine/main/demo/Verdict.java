package io.weir.engine.main.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.engine.main.ReportPrinter;
import io.weir.engine.main.Terminal;
import io.weir.v1.Outbox;
import io.weir.v1.OutboxTable;
import io.weir.v1.RuleCount;
import io.weir.v1.Run;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what happened with what must have happened, and tells both. */
final class Verdict {
  private final Terminal terminal;
  private final ArrayNode checks;
  private final ObjectNode rules;
  private boolean good = true;
  private long published;

  Verdict(Terminal terminal, ObjectNode result) {
    this.terminal = terminal;
    this.checks = result.putArray("checks");
    this.rules = result.putObject("rules");
  }

  boolean good() {
    return good;
  }

  /** Records in the published tables. */
  long published() {
    return published;
  }

  void published(long records) {
    published = records;
  }

  /** Shows the quality report beside what was planted and what was calculated. */
  void report(RunReport report, Expectation expected, List<Dirt> dirt) {
    Map<Expectation.Line, Long> reported = lines(report);
    Set<Expectation.Line> all = new LinkedHashSet<>(expected.counts().keySet());
    all.addAll(reported.keySet());
    terminal.heading("What the rules did");
    List<List<String>> rows = new ArrayList<>();
    int wrong = 0;
    for (String table : expected.tableNames()) {
      for (Expectation.Line line : all) {
        if (line.table().equals(table)) {
          long must = expected.counts().getOrDefault(line, 0L);
          long is = reported.getOrDefault(line, 0L);
          wrong += must == is ? 0 : 1;
          rows.add(row(line, planted(line, dirt), must, is));
          rules.put(
              line.table() + "/" + line.system() + "/" + line.column() + "/" + line.rule(), is);
        }
      }
    }
    terminal.table(
        List.of("table", "source", "column", "rule", "planted", "expected", "counted", ""), rows);
    check(
        wrong == 0,
        "the quality report counts exactly what must have happened, in " + rows.size() + " places");
  }

  private static List<String> row(Expectation.Line line, long planted, long must, long is) {
    return List.of(
        line.table(),
        line.system(),
        line.column(),
        ReportPrinter.words(line.rule()),
        planted == 0 ? "" : Terminal.number(planted),
        Terminal.number(must),
        Terminal.number(is),
        must == is ? "✓" : "✗");
  }

  private static long planted(Expectation.Line line, List<Dirt> dirt) {
    return dirt.stream()
        .filter(it ->
            it.table().equals(line.table())
                && it.system().equals(line.system())
                && it.column().equals(line.column())
                && it.rule().equals(line.rule()))
        .count();
  }

  /** Rounds of orphans together, as the expectation counts them. */
  private static Map<Expectation.Line, Long> lines(RunReport report) {
    Map<Expectation.Line, Long> lines = new LinkedHashMap<>();
    for (TableReport table : report.getTablesList()) {
      for (SourceReport source : table.getSourcesList()) {
        for (RuleCount rule : source.getRulesList()) {
          lines.merge(
              new Expectation.Line(
                  table.getTable(), source.getSource(), rule.getColumn(), rule.getRule()),
              rule.getCount(),
              Long::sum);
        }
      }
    }
    return lines;
  }

  void outbox(Outbox outbox, Expectation expected) {
    boolean equal = outbox.getTablesCount() == expected.tableNames().size();
    long records = 0;
    for (OutboxTable table : outbox.getTablesList()) {
      equal &= table.getRecords() == expected.records(table.getTable()).size();
      records += table.getRecords();
    }
    terminal.line("");
    check(equal, "the outbox holds as many records as must be left: " + Terminal.number(records));
  }

  void proved(Run run) {
    check(
        !run.getNewModuleVersion().isEmpty(),
        "the collection protocol of version "
            + run.getNewModuleVersion()
            + " returns exactly what was uploaded");
  }

  void check(boolean holds, String what) {
    good &= holds;
    checks.addObject().put("check", what).put("holds", holds);
    terminal.line("  " + (holds ? terminal.good("✓") : terminal.bad("✗")) + " " + what);
  }
}
