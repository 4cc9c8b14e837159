package io.weir.engine.dataplane.anonymize;

import io.weir.engine.dataplane.Catalogue;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.engine.vocabulary.WeirException;

/** Readies the methods of tables. */
public final class Methods {
  private Methods() {}

  /**
   * Readies every method that a table names.
   *
   * @throws WeirException METHOD_FAILED if a method refuses its columns or parameters,
   *     MISSING_PLUGIN
   */
  public static PreparedTable prepare(TablePlan table, Catalogue catalogue) {
    return new Failures(table.name(), "", "")
        .during(
            "broke off",
            () ->
                PreparedTable.of(
                    table,
                    (of, column, use, request) ->
                        new Failures(of.name(), column.orElse(""), use.method())
                            .during(
                                "could not be prepared: it broke off",
                                () ->
                                    catalogue.anonymizationMethod(use.method()).prepare(request))));
  }
}
