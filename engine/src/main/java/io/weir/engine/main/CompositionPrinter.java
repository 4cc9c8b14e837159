package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.Composition;
import io.weir.v1.RunReport;

/** What a run reveals together with versions published before, for people and for programs. */
final class CompositionPrinter {
  /** How many versions are named to people. */
  private static final int NAMED = 5;

  private CompositionPrinter() {}

  /** Nothing when nothing was published before that could be laid over it. */
  static void print(Terminal terminal, RunReport report) {
    if (report.getCompositionsCount() == 0) {
      return;
    }
    terminal.heading("What it reveals together with versions published before");
    for (Composition found : report.getCompositionsList()) {
      terminal.line(
          "  "
              + found.getTable()
              + " with "
              + versions(found)
              + ", by "
              + found.getOperation()
              + (found.getColumnsCount() == 0
                  ? ""
                  : " of " + String.join(", ", found.getColumnsList()))
              + ":");
      terminal.line("    " + found.getRevealed());
      terminal.line("    " + found.getAdvice());
    }
    terminal.line("  as far as these versions tell of the same persons");
  }

  private static String versions(Composition found) {
    int more = found.getVersionsCount() - NAMED;
    return String.join(", ", found.getVersionsList().stream().limit(NAMED).toList())
        + (more > 0 ? " and " + more + " more" : "");
  }

  static ArrayNode json(RunReport report) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Composition found : report.getCompositionsList()) {
      ObjectNode node = all.addObject().put("table", found.getTable());
      ArrayNode columns = node.putArray("columns");
      found.getColumnsList().forEach(columns::add);
      node.put("operation", found.getOperation());
      ArrayNode versions = node.putArray("versions");
      found.getVersionsList().forEach(versions::add);
      node.put("revealed", found.getRevealed()).put("advice", found.getAdvice());
    }
    return all;
  }
}
