package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.RuleCount;
import io.weir.v1.RunReport;
import io.weir.v1.SourceReport;
import io.weir.v1.TableReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run's quality report for people and for programs. */
final class ReportPrinter {
  private ReportPrinter() {}

  /** What came from each source and what is left of each table. */
  static void records(Terminal terminal, RunReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (TableReport table : report.getTablesList()) {
      boolean first = true;
      for (SourceReport source : table.getSourcesList()) {
        rows.add(
            List.of(
                first ? table.getTable() : "",
                source.getSource(),
                Terminal.number(source.getRead()),
                Terminal.number(source.getExtracted()),
                first ? Terminal.number(table.getPrepared()) : ""));
        first = false;
      }
    }
    terminal.table(List.of("table", "source", "read", "after field rules", "prepared"), rows);
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

  static String words(String rule) {
    return rule.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static ArrayNode json(RunReport report) {
    ArrayNode tables = JsonNodeFactory.instance.arrayNode();
    for (TableReport table : report.getTablesList()) {
      ObjectNode node = tables.addObject();
      node.put("table", table.getTable());
      node.put("prepared", table.getPrepared());
      ArrayNode sources = node.putArray("sources");
      for (SourceReport source : table.getSourcesList()) {
        ObjectNode from = sources.addObject();
        from.put("source", source.getSource());
        from.put("read", source.getRead());
        from.put("extracted", source.getExtracted());
        ArrayNode rules = from.putArray("rules");
        for (RuleCount rule : source.getRulesList()) {
          rules
              .addObject()
              .put("column", rule.getColumn())
              .put("rule", rule.getRule())
              .put("round", rule.getRound())
              .put("count", rule.getCount());
        }
      }
    }
    return tables;
  }
}
