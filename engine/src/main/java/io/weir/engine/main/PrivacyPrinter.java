package io.weir.engine.main;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.PrivacyAmount;
import io.weir.v1.PrivacyEntry;
import io.weir.v1.PrivacyLedger;
import io.weir.v1.PrivacySpending;
import io.weir.v1.PrivacyUse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What is spent of differential privacy, for people and for programs. */
final class PrivacyPrinter {
  private PrivacyPrinter() {}

  /** What a version spends, use by use. */
  static void print(Terminal terminal, PrivacySpending spending) {
    terminal.heading("What the version spends of the privacy budget");
    List<List<String>> rows = new ArrayList<>();
    for (PrivacyUse use : spending.getUsesList()) {
      rows.add(
          List.of(
              use.getTable(),
              use.getColumn(),
              use.getMethod(),
              use.getCost().getEpsilon(),
              use.getCost().getDelta()));
    }
    if (spending.getUseCount() > spending.getUsesCount()) {
      rows.add(List.of("…", "", "", "", ""));
    }
    rows.add(
        List.of("all", "", "", spending.getTotal().getEpsilon(), spending.getTotal().getDelta()));
    terminal.table(List.of("table", "column", "method", "epsilon", "delta"), rows);
    terminal.line(
        spending.hasBudget()
            ? "  all versions together may spend " + words(spending.getBudget())
            : "  no budget is declared");
  }

  /** What the versions of a module spent. */
  static void print(Terminal terminal, PrivacyLedger ledger) {
    terminal.heading("Privacy budget");
    List<List<String>> rows = new ArrayList<>();
    for (PrivacyEntry entry : ledger.getEntriesList()) {
      rows.add(
          List.of(
              entry.getVersion(),
              entry.getRunId(),
              entry.getAmount().getEpsilon(),
              entry.getAmount().getDelta(),
              entry.getPublished() ? "published" : "set aside"));
    }
    if (!rows.isEmpty()) {
      terminal.table(List.of("version", "run", "epsilon", "delta", ""), rows);
    }
    terminal.line("  spent   " + words(ledger.getSpent()));
    if (ledger.hasBudget()) {
      terminal.line("  budget  " + words(ledger.getBudget()));
      terminal.line("  left    " + words(ledger.getLeft()));
    } else {
      terminal.line("  no budget is declared");
    }
  }

  private static String words(PrivacyAmount amount) {
    String words = "epsilon " + amount.getEpsilon();
    return amount.getDelta().equals("0") ? words : words + " and delta " + amount.getDelta();
  }

  static ObjectNode json(PrivacySpending spending) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("total", json(spending.getTotal()));
    if (spending.hasBudget()) {
      node.set("budget", json(spending.getBudget()));
    }
    ArrayNode uses = node.putArray("uses");
    for (PrivacyUse use : spending.getUsesList()) {
      uses.addObject()
          .put("table", use.getTable())
          .put("column", use.getColumn())
          .put("method", use.getMethod())
          .put("stays", use.getStays())
          .setAll(json(use.getCost()));
    }
    return node.put("useCount", spending.getUseCount());
  }

  static ObjectNode json(PrivacyLedger ledger) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("spent", json(ledger.getSpent()));
    if (ledger.hasBudget()) {
      node.set("budget", json(ledger.getBudget()));
      node.set("left", json(ledger.getLeft()));
    }
    ArrayNode entries = node.putArray("versions");
    for (PrivacyEntry entry : ledger.getEntriesList()) {
      entries
          .addObject()
          .put("version", entry.getVersion())
          .put("run", entry.getRunId())
          .put("published", entry.getPublished())
          .setAll(json(entry.getAmount()));
    }
    return node;
  }

  private static ObjectNode json(PrivacyAmount amount) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("epsilon", new BigDecimal(amount.getEpsilon()))
        .put("delta", new BigDecimal(amount.getDelta()));
  }
}
