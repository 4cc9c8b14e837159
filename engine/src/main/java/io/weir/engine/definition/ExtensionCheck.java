package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.Extensions.Effect;
import io.weir.spi.MethodDescription;
import io.weir.spi.PreparedMethod;
import java.util.List;

/** Checks what a document calls by name against what is installed. */
final class ExtensionCheck {
  private final Extensions installed;
  private final MethodUses uses;
  private final Problems problems;

  ExtensionCheck(Extensions installed, MethodUses uses, Problems problems) {
    this.installed = installed;
    this.uses = uses;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      strategy(table);
      table.columns().forEach(column -> method(table, column));
      whatIsLeft(table);
    }
  }

  private void strategy(TableDraft table) {
    table
        .primaryKey()
        .filter(key -> !installed.conflictStrategies().contains(key.onConflict()))
        .ifPresent(key ->
            problems.error(
                table.conflictStrategy().orElse(table.named()),
                Wording.quote(key.onConflict()) + " is not an installed conflict strategy",
                Wording.nearestAndAll(key.onConflict(), installed.conflictStrategies())));
  }

  private void method(TableDraft table, ColumnDraft column) {
    if (column.anonymize().isEmpty()) {
      return;
    }
    Declared declared = column.anonymize().get();
    String method = declared.anonymization().method();
    if (!isThere(declared, uses, problems)) {
      return;
    }
    if (!uses.mayStand(declared.anonymization(), MethodDescription.Place.COLUMN)) {
      belongsToTable(table, column, declared);
      return;
    }
    uses.effect(table, column)
        .filter(_ -> declared.complete())
        .ifPresent(effect -> {
          switch (effect) {
            case Effect.Ready(PreparedMethod prepared) -> {
              if (!concernsOwnColumn(column, prepared)) {
                belongsToTable(table, column, declared);
              }
            }
            case Effect.Unsuitable(String parameter, String advice) ->
                problems.error(
                    declared.at(parameter),
                    "method " + Wording.quote(method) + " does not suit " + what(table, column),
                    advice);
            case Effect.Broken broken -> brokeOff(declared, broken, what(table, column), problems);
          }
        });
  }

  /** Whether a method is installed; if it is not, that is a problem. */
  static boolean isThere(Declared declared, MethodUses uses, Problems problems) {
    String method = declared.anonymization().method();
    if (!uses.isInstalled(method)) {
      problems.error(
          declared.at("method"),
          Wording.quote(method) + " is not an installed anonymization method",
          Wording.nearestAndAll(method, uses.installed()));
      return false;
    }
    return true;
  }

  static void brokeOff(Declared declared, Effect.Broken broken, String where, Problems problems) {
    problems.error(
        declared.at("method"),
        "method "
            + Wording.quote(declared.anonymization().method())
            + " of plugin "
            + Wording.quote(broken.plugin())
            + " broke off with "
            + broken.failure()
            + " at "
            + where,
        "report it to the plugin's author, and choose another method until then");
  }

  private void belongsToTable(TableDraft table, ColumnDraft column, Declared declared) {
    problems.error(
        declared.at("method"),
        "method "
            + Wording.quote(declared.anonymization().method())
            + " concerns more than a column and cannot stand at "
            + what(table, column),
        "write it in the list \"anonymization\" of the table");
  }

  private static boolean concernsOwnColumn(ColumnDraft column, PreparedMethod prepared) {
    return switch (prepared) {
      case PreparedMethod.OfValues _, PreparedMethod.OfLevels _ -> true;
      case PreparedMethod.OfRecords records ->
          records.output().tables().isEmpty()
              && records.output().columns().stream()
                  .allMatch(it -> it.name().equals(column.name()));
      case PreparedMethod.OfSuppression _ -> false;
    };
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of table " + Wording.quote(table.name());
  }

  /** A table must keep a column. */
  private void whatIsLeft(TableDraft table) {
    if (!table.columns().isEmpty()
        && table.columns().stream().allMatch(column -> uses.disappears(table, column))
        && uses.output(table).columns().isEmpty()) {
      problems.error(
          table.named(),
          "no column of table " + Wording.quote(table.name()) + " is left after anonymization",
          "keep a column, or remove the table");
    }
  }
}
