package io.weir.engine.definition;

import java.util.List;

/**
 * A script of rules that is merged into a module document.
 *
 * @param name for messages
 * @param text JSON, at most 1 MiB
 * @param kind what it may say
 */
public record RulesScript(String name, String text, Kind kind) {

  /** What a script of rules may say. */
  public enum Kind {
    /** What values must be, and what becomes of those that are not. */
    FIELD_RULES,
    /** How tables are anonymized, and what they promise. */
    ANONYMIZATION
  }

  /** A script of field rules. */
  public RulesScript(String name, String text) {
    this(name, text, Kind.FIELD_RULES);
  }

  /** A script of anonymization. */
  public static RulesScript anonymization(String name, String text) {
    return new RulesScript(name, text, Kind.ANONYMIZATION);
  }

  /** What a script of field rules may say of a table, beside its columns. */
  public static List<String> tableTerms() {
    return RulesTerms.of(Kind.FIELD_RULES).ofSchema();
  }

  /** What a script of field rules may say of a column. */
  public static List<String> columnTerms() {
    return RulesTerms.of(Kind.FIELD_RULES).ofColumn();
  }
}
