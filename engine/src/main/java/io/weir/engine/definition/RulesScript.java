package io.weir.engine.definition;

import java.util.List;

/**
 * A script of rules that is merged into a module document.
 *
 * @param name for messages
 * @param text JSON, at most 1 MiB
 */
public record RulesScript(String name, String text) {
  private static final List<String> TABLE = List.of("primaryKey", "onKeyConflict");
  private static final List<String> COLUMN =
      List.of(
          "datatype",
          "null",
          "onEmpty",
          "default",
          "onTypeViolation",
          "onOutOfRange",
          "references",
          "onParentGone");

  /** What a script may say of a table, beside its columns, as the document would. */
  public static List<String> tableTerms() {
    return TABLE;
  }

  /** What a script may say of a column, as the document would. */
  public static List<String> columnTerms() {
    return COLUMN;
  }
}
