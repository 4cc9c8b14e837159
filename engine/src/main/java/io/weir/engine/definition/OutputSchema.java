package io.weir.engine.definition;

import io.weir.engine.definition.Extensions.Effect;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import java.util.Optional;

/** The shape of what is published: a table's columns after anonymization. */
public final class OutputSchema {
  private OutputSchema() {}

  /**
   * The table after anonymization, columns in document order.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static TableSchema of(TablePlan table, Extensions extensions) {
    return new TableSchema(
        table.name(),
        table.columns().stream()
            .flatMap(column -> of(table.name(), column, extensions).stream())
            .toList());
  }

  /**
   * A column after anonymization, or nothing when it disappears.
   *
   * @throws WeirException MISSING_PLUGIN or INVALID_DOCUMENT if the plan was not made for these
   *     extensions
   */
  public static Optional<ColumnSchema> of(String table, ColumnPlan column, Extensions extensions) {
    ColumnSchema collected = new ColumnSchema(column.name(), column.type());
    if (column.anonymization().isEmpty()) {
      return Optional.of(collected);
    }
    String method = column.anonymization().get().method();
    if (!extensions.anonymizationMethods().contains(method)) {
      throw at(
          Problem.of(
              ErrorCode.MISSING_PLUGIN,
              "the anonymization method " + Wording.quote(method) + " is not installed",
              "install its plugin, or name another method"),
          table,
          column);
    }
    return switch (extensions.effect(collected, column.anonymization().get())) {
      case Effect.Becomes(Optional<ColumnSchema> output) -> output;
      case Effect.Unsuitable(_, String advice) ->
          throw at(
              Problem.of(
                  ErrorCode.INVALID_DOCUMENT,
                  "the anonymization method "
                      + Wording.quote(method)
                      + " does not suit column "
                      + Wording.quote(column.name()),
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

  private static WeirException at(Problem problem, String table, ColumnPlan column) {
    return new WeirException(problem.at("table", table).at("column", column.name()));
  }
}
