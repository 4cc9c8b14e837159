package io.weir.engine.main;

import io.weir.v1.Disclosure;
import io.weir.v1.FindingRisk;
import io.weir.v1.KeptState;
import io.weir.v1.QuasiIdentifier;
import io.weir.v1.RecordsAtRisk;
import io.weir.v1.RepeatedValues;
import io.weir.v1.RiskSide;
import io.weir.v1.RunReport;
import io.weir.v1.TableReport;
import io.weir.v1.TableRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How likely a person is found in the tables of a run, for people. */
final class RiskPrinter {
  private RiskPrinter() {}

  /** Nothing when no table has quasi-identifiers. */
  static void print(Terminal terminal, RunReport report) {
    List<TableReport> assessed =
        report.getTablesList().stream()
            .filter(table -> table.getRiskState() != KeptState.NONE_TAKEN)
            .filter(table -> table.getRiskState() != KeptState.KEPT_STATE_UNSPECIFIED)
            .toList();
    if (assessed.isEmpty()) {
      return;
    }
    terminal.heading("How likely a person is found");
    for (TableReport table : assessed) {
      switch (table.getRiskState()) {
        case AVAILABLE -> print(terminal, table.getTable(), table.getRisk());
        case NOT_KEPT -> terminal.line("  " + table.getTable() + ": deleted with the outbox");
        case DAMAGED ->
            terminal.line("  " + table.getTable() + ": the file of the report is damaged");
        case NONE_TAKEN, KEPT_STATE_UNSPECIFIED, UNRECOGNIZED ->
            throw new IllegalStateException("filtered out above");
      }
    }
  }

  static void print(Terminal terminal, String table, TableRisk risk) {
    if (risk.getBefore().getQuasiIdentifiersCount() == 0) {
      terminal.line("  " + table + ": no columns are quasi-identifying");
      repeats(terminal, risk);
      return;
    }
    String columns =
        risk.getBefore().getQuasiIdentifiersList().stream()
            .map(QuasiIdentifier::getColumn)
            .collect(Collectors.joining(", "));
    terminal.line("  " + table + ": by " + columns);
    List<List<String>> rows = new ArrayList<>();
    add(rows, risk, "records", side -> Terminal.number(side.getRecords()));
    if (risk.getAfter().getStarred() > 0) {
      add(rows, risk, "suppressed in place", side -> Terminal.number(side.getStarred()));
    }
    add(rows, risk, "kinds of person", side -> Terminal.number(side.getClasses()));
    add(rows, risk, "records of the rarest kind", side -> Terminal.number(side.getSmallestClass()));
    add(rows, risk, "records of a kind, on average", side -> decimal(side.getAverageClassSize()));
    add(rows, risk, "alone of their kind", RiskPrinter::alone);
    add(rows, risk, "found at worst, if known to be in it", side -> greatest(side.getProsecutor()));
    if (risk.getAfter().hasJournalist()) {
      String label = "found at worst, among " + risk.getPopulation();
      add(rows, risk, label, side -> side.hasJournalist() ? greatest(side.getJournalist()) : "");
    }
    add(rows, risk, "found on average", side -> percent(side.getMarketer()));
    for (RecordsAtRisk above : risk.getAfter().getProsecutor().getAboveList()) {
      add(
          rows,
          risk,
          "of kinds rarer than " + above.getK(),
          side -> share(above(side, above.getK()), inClasses(side)));
    }
    quasi(rows, risk);
    sensitive(rows, risk);
    terminal.table(List.of("", "before", "after"), rows);
    if (!risk.getAfter().hasJournalist()) {
      terminal.line("  no population is known: who looks for anybody is as likely to find one");
    }
    repeats(terminal, risk);
  }

  /** Nothing of texts that repeat nothing. */
  private static void repeats(Terminal terminal, TableRisk risk) {
    for (RepeatedValues found : risk.getRepeatsList()) {
      if (found.getRepeating() > 0) {
        terminal.line(
            "  "
                + (found.getComplete() ? "" : "at least ")
                + share(found.getRepeating(), found.getRecords())
                + " texts of "
                + found.getTable()
                + "/"
                + found.getColumn()
                + " repeat what is hidden in "
                + String.join(", ", found.getHiddenList())
                + ": drop or mask the column, or look at its texts before they are published");
      }
    }
  }

  private static void add(
      List<List<String>> rows, TableRisk risk, String what, Function<RiskSide, String> told) {
    rows.add(List.of(what, told.apply(risk.getBefore()), told.apply(risk.getAfter())));
  }

  private static void quasi(List<List<String>> rows, TableRisk risk) {
    for (QuasiIdentifier column : risk.getBefore().getQuasiIdentifiersList()) {
      add(
          rows,
          risk,
          "values of " + column.getColumn(),
          side ->
              side.getQuasiIdentifiersList().stream()
                  .filter(it -> it.getColumn().equals(column.getColumn()))
                  .findFirst()
                  .map(RiskPrinter::values)
                  .orElse("gone"));
    }
  }

  private static String values(QuasiIdentifier column) {
    String distinct = Terminal.number(column.getDistinct());
    return column.getStars() == 0
        ? distinct
        : distinct + ", " + Terminal.number(column.getStars()) + " suppressed";
  }

  private static void sensitive(List<List<String>> rows, TableRisk risk) {
    Map<String, Disclosure> after = new TreeMap<>();
    risk.getAfter().getSensitiveList().forEach(it -> after.put(it.getColumn(), it));
    for (Disclosure before : risk.getBefore().getSensitiveList()) {
      String column = before.getColumn();
      boolean gone = !after.containsKey(column);
      Disclosure then = gone ? before : after.get(column);
      rows.add(
          List.of(
              column + " known for certain",
              share(before.getSingle(), inClasses(risk.getBefore())),
              gone ? "gone" : share(then.getSingle(), inClasses(risk.getAfter()))));
      if (!gone) {
        rows.add(
            List.of(
                column + " guessed at best",
                percent(before.getPosterior()),
                percent(then.getPosterior())));
        rows.add(
            List.of(
                column + " off the table, at most",
                before.hasFarthest() ? distance(before.getFarthest()) : "",
                then.hasFarthest() ? distance(then.getFarthest()) : ""));
      }
    }
  }

  private static String alone(RiskSide side) {
    return share(side.getUnique(), inClasses(side));
  }

  private static long inClasses(RiskSide side) {
    return side.getRecords() - side.getStarred();
  }

  private static long above(RiskSide side, int k) {
    return side.getProsecutor().getAboveList().stream()
        .filter(above -> above.getK() == k)
        .mapToLong(RecordsAtRisk::getRecords)
        .sum();
  }

  private static String greatest(FindingRisk risk) {
    return percent(risk.getGreatest());
  }

  private static String share(long part, long whole) {
    return whole == 0
        ? Terminal.number(part)
        : Terminal.number(part) + " (" + percent((double) part / whole) + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  private static String distance(double distance) {
    return String.format(Locale.ROOT, "%.3f", distance);
  }
}
