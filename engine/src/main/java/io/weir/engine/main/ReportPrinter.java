package io.weir.engine.main;

import io.weir.v1.RecordFlow;
import io.weir.v1.RuleCount;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's quality report for people. */
public final class ReportPrinter {
  private ReportPrinter() {}

  /** All of it. */
  static void print(Terminal terminal, RunReport report) {
    terminal.heading("Records");
    records(terminal, report);
    terminal.heading("What the rules did");
    rules(terminal, report);
    terminal.heading("Columns before and after");
    switch (report.getProfiles()) {
      case TAKEN -> ProfilePrinter.print(terminal, report);
      case DELETED -> terminal.line("  deleted with the outbox");
      case NOT_TAKEN, PROFILE_STATE_UNSPECIFIED, UNRECOGNIZED ->
          terminal.line("  known once the run is verified");
    }
    RiskPrinter.print(terminal, report);
    if (report.hasPrivacy()) {
      PrivacyPrinter.print(terminal, report.getPrivacy());
    }
    CompositionPrinter.print(terminal, report);
  }

  /** Where the records of each source went. */
  static void records(Terminal terminal, RunReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (TableReport table : report.getTablesList()) {
      boolean first = true;
      for (SourceReport source : table.getSourcesList()) {
        rows.add(row(first ? table.getTable() : "", source.getSource(), source.getTotals()));
        first = false;
      }
    }
    if (rows.size() > 1) {
      rows.add(row("all", "", report.getTotals()));
    }
    terminal.table(
        List.of(
            "table", "source", "read", "dropped", "conflicts", "orphans", "suppressed", "prepared"),
        rows);
    if (!report.getSettled()) {
      terminal.line("  keys are not settled yet");
    }
  }

  private static List<String> row(String table, String source, RecordFlow flow) {
    return List.of(
        table,
        source,
        Terminal.number(flow.getRead()),
        Terminal.number(flow.getDropped()),
        Terminal.number(flow.getConflictDropped()),
        Terminal.number(flow.getOrphaned()),
        Terminal.number(flow.getSuppressed()),
        Terminal.number(flow.getPrepared()));
  }

  /** What each rule did. */
  static void rules(Terminal terminal, RunReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (TableReport table : report.getTablesList()) {
      for (SourceReport source : table.getSourcesList()) {
        for (RuleCount rule : source.getRulesList()) {
          rows.add(
              List.of(
                  table.getTable(),
                  source.getSource(),
                  rule.getColumn(),
                  words(rule),
                  Terminal.number(rule.getCount())));
        }
      }
    }
    if (rows.isEmpty()) {
      terminal.line("  no rule had anything to do");
    } else {
      terminal.table(List.of("table", "source", "column", "rule", "count"), rows);
    }
  }

  /** {@code ORPHAN_DROPPED} in the second round becomes {@code orphan dropped, round 2}. */
  static String words(RuleCount rule) {
    String words = words(rule.getRule());
    return rule.getRound() > 0 ? words + ", round " + rule.getRound() : words;
  }

  /** {@code TYPE_VIOLATION_DROPPED} becomes {@code type violation dropped}. */
  public static String words(String rule) {
    return rule.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
