package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Extensions.Effect;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The shape of what is published: tables after anonymization. */
public final class OutputSchema {
  private OutputSchema() {}

  /**
   * The table after anonymization, columns in document order.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static TableSchema of(TablePlan table, Extensions extensions) {
    return prepare(table, extensions).output();
  }

  /**
   * The table after anonymization, and after it the new tables that come of it.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static List<TableSchema> all(TablePlan table, Extensions extensions) {
    return prepare(table, extensions).outputs();
  }

  /**
   * The table with its methods readied.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static PreparedTable prepare(TablePlan table, Extensions extensions) {
    try {
      return PreparedTable.of(
          table, (of, column, use, request) -> prepare(of, column, use, request, extensions));
    } catch (InvalidParameters e) {
      throw new WeirException(
          Problem.of(
                  ErrorCode.INVALID_DOCUMENT,
                  "the anonymization methods of table "
                      + Wording.quote(table.name())
                      + " do not suit it",
                  e.getMessage())
              .at("table", table.name()),
          e);
    }
  }

  /**
   * The secrets that the methods of a plan need, by name, so that it can be told before a run that
   * one is missing.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static Set<String> secrets(Plan plan, Extensions extensions) {
    Set<String> names = new TreeSet<>();
    plan.tables().forEach(table -> names.addAll(prepare(table, extensions).secrets()));
    return names;
  }

  private static PreparedMethod prepare(
      TablePlan table,
      Optional<String> column,
      Anonymization use,
      MethodRequest request,
      Extensions extensions) {
    String method = use.method();
    if (!extensions.anonymizationMethods().contains(method)) {
      throw at(
          Problem.of(
              ErrorCode.MISSING_PLUGIN,
              "the anonymization method " + Wording.quote(method) + " is not installed",
              "install its plugin, or name another method"),
          table,
          column);
    }
    return switch (extensions.prepare(method, request)) {
      case Effect.Ready(PreparedMethod prepared) -> prepared;
      case Effect.Unsuitable(_, String advice) ->
          throw at(
              Problem.of(
                  ErrorCode.INVALID_DOCUMENT,
                  "the anonymization method "
                      + Wording.quote(method)
                      + " does not suit "
                      + column
                          .map(name -> "column " + Wording.quote(name))
                          .orElse("table " + Wording.quote(table.name())),
                  advice),
              table,
              column);
      case Effect.Broken(String plugin, String failure) ->
          throw at(
              Problem.of(
                  ErrorCode.INVALID_DOCUMENT,
                  "the anonymization method "
                      + Wording.quote(method)
                      + " of plugin "
                      + Wording.quote(plugin)
                      + " broke off with "
                      + failure,
                  "report it to the plugin's author, and choose another method until then"),
              table,
              column);
    };
  }

  private static WeirException at(Problem problem, TablePlan table, Optional<String> column) {
    Problem placed = problem.at("table", table.name());
    return new WeirException(column.map(name -> placed.at("column", name)).orElse(placed));
  }
}
