package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Extensions.Effect;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import java.util.List;
import java.util.Optional;

/** Checks what a document calls by name against what is installed. */
final class ExtensionCheck {
  private final Extensions installed;
  private final ForeignKeys foreignKeys;
  private final Problems problems;

  ExtensionCheck(Extensions installed, ForeignKeys foreignKeys, Problems problems) {
    this.installed = installed;
    this.foreignKeys = foreignKeys;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      strategy(table);
      table.columns().forEach(column -> method(table, column));
      whatIsLeft(table);
      key(table);
    }
  }

  /** Whether keys stay unique depends on their values, so this is no mistake yet. */
  private void key(TableDraft table) {
    table
        .primaryKey()
        .flatMap(key -> table.column(key.column()))
        .ifPresent(column ->
            foreignKeys
                .anonymization(table.name(), column.name())
                .filter(method -> stays(table, column, method))
                .ifPresent(method ->
                    problems.warn(
                        column.anonymize().map(own -> own.node().place()).orElse(column.named()),
                        what(table, column)
                            + " is the primary key and is anonymized by "
                            + Wording.quote(method.method())
                            + "; the run fails if two keys become equal",
                        "make sure that different keys stay different, or drop the column")));
  }

  private boolean stays(TableDraft table, ColumnDraft column, Anonymization method) {
    return switch (effect(table, column, method).orElse(new Effect.Unsuitable("", ""))) {
      case Effect.Ready(PreparedMethod prepared) -> output(column, prepared).isPresent();
      case Effect.Unsuitable _, Effect.Broken _ -> false;
    };
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
    if (!installed.anonymizationMethods().contains(method)) {
      problems.error(
          declared.node().get("method").map(Node::place).orElse(declared.node().place()),
          Wording.quote(method) + " is not an installed anonymization method",
          Wording.nearestAndAll(method, installed.anonymizationMethods()));
      return;
    }
    effect(table, column, declared.anonymization())
        .filter(_ -> declared.complete())
        .ifPresent(effect -> {
          switch (effect) {
            case Effect.Ready _ -> {}
            case Effect.Unsuitable(String parameter, String advice) ->
                problems.error(
                    declared.node().get(parameter).map(Node::place).orElse(declared.node().place()),
                    "method " + Wording.quote(method) + " does not suit " + what(table, column),
                    advice);
            case Effect.Broken(String plugin, String failure) ->
                problems.error(
                    declared.node().get("method").map(Node::place).orElse(declared.node().place()),
                    "method "
                        + Wording.quote(method)
                        + " of plugin "
                        + Wording.quote(plugin)
                        + " broke off with "
                        + failure
                        + " at "
                        + what(table, column),
                    "report it to the plugin's author, and choose another method until then");
          }
        });
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of table " + Wording.quote(table.name());
  }

  /** A table must keep a column. */
  private void whatIsLeft(TableDraft table) {
    if (!table.columns().isEmpty()
        && table.columns().stream().noneMatch(column -> mayStay(table, column))) {
      problems.error(
          table.named(),
          "no column of table " + Wording.quote(table.name()) + " is left after anonymization",
          "keep a column, or remove the table");
    }
  }

  private boolean mayStay(TableDraft table, ColumnDraft column) {
    Optional<Anonymization> method = foreignKeys.anonymization(table.name(), column.name());
    if (method.isEmpty()) {
      return true;
    }
    return switch (effect(table, column, method.get()).orElse(new Effect.Unsuitable("", ""))) {
      case Effect.Ready(PreparedMethod prepared) -> output(column, prepared).isPresent();
      case Effect.Unsuitable _, Effect.Broken _ -> true;
    };
  }

  private static Optional<ColumnSchema> output(ColumnDraft column, PreparedMethod prepared) {
    return switch (prepared) {
      case PreparedMethod.OfValues values -> values.output();
      case PreparedMethod.OfLevels levels -> Optional.of(levels.output());
      case PreparedMethod.OfRecords records ->
          records.output().columns().stream()
              .filter(it -> it.name().equals(column.name()))
              .findFirst();
      case PreparedMethod.OfSuppression _ -> Optional.empty();
    };
  }

  private Optional<Effect> effect(
      TableDraft table, ColumnDraft column, Anonymization anonymization) {
    if (!installed.anonymizationMethods().contains(anonymization.method())) {
      return Optional.empty();
    }
    return column
        .type()
        .map(type ->
            installed.prepare(
                anonymization.method(),
                new MethodRequest(
                    table.known(),
                    Optional.of(column.name()),
                    table.primaryKey().map(TablePlan.KeyPlan::column),
                    table.roles(),
                    anonymization.parameters())));
  }
}
