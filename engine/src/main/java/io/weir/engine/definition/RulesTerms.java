package io.weir.engine.definition;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What scripts of one kind may say, and where it belongs in a document.
 *
 * @param ofTable terms that stand at the table
 * @param ofSchema terms that stand in its {@code tableSchema}
 * @param ofColumn terms that stand at a column
 * @param merged those of them whose members are merged one by one
 * @param notOfTable terms of documents that belong elsewhere, with the advice where
 * @param notOfColumn likewise
 */
record RulesTerms(
    List<String> ofTable,
    List<String> ofSchema,
    List<String> ofColumn,
    Set<String> merged,
    Map<String, String> notOfTable,
    Map<String, String> notOfColumn) {
  private static final String COLUMNS = "columns";
  private static final String ELSEWHERE = "write it in the module document";
  private static final String ANONYMIZATION_SCRIPT =
      "write it in a script of anonymization, or in the module document";
  private static final String FIELD_RULES_SCRIPT =
      "write it in a script of field rules, or in the module document";
  private static final String LEAVE_OUT = "leave it out: \"columns\" stands at the table";

  private static final RulesTerms FIELD_RULES =
      new RulesTerms(
          List.of(),
          List.of("primaryKey", "onKeyConflict"),
          List.of(
              "datatype",
              "default",
              "null",
              "onEmpty",
              "onOutOfRange",
              "onParentGone",
              "onTypeViolation",
              "references"),
          Set.of("datatype"),
          Map.of(
              "collect", ELSEWHERE,
              "tableSchema", LEAVE_OUT,
              "anonymization", ANONYMIZATION_SCRIPT,
              "privacyModel", ANONYMIZATION_SCRIPT,
              "onPersonalData", ANONYMIZATION_SCRIPT),
          Map.of(
              "anonymize", ANONYMIZATION_SCRIPT,
              "role", ANONYMIZATION_SCRIPT,
              "personalData", ANONYMIZATION_SCRIPT));

  private static final RulesTerms ANONYMIZATION =
      new RulesTerms(
          List.of("anonymization", "privacyModel", "onPersonalData"),
          List.of(),
          List.of("anonymize", "personalData", "role"),
          Set.of("privacyModel"),
          Map.of(
              "collect", ELSEWHERE,
              "tableSchema", LEAVE_OUT,
              "primaryKey", FIELD_RULES_SCRIPT,
              "onKeyConflict", FIELD_RULES_SCRIPT),
          Map.of(
              "datatype", FIELD_RULES_SCRIPT,
              "null", FIELD_RULES_SCRIPT,
              "onEmpty", FIELD_RULES_SCRIPT,
              "default", FIELD_RULES_SCRIPT,
              "onTypeViolation", FIELD_RULES_SCRIPT,
              "onOutOfRange", FIELD_RULES_SCRIPT,
              "references", FIELD_RULES_SCRIPT,
              "onParentGone", FIELD_RULES_SCRIPT));

  static RulesTerms of(RulesScript.Kind kind) {
    return switch (kind) {
      case FIELD_RULES -> FIELD_RULES;
      case ANONYMIZATION -> ANONYMIZATION;
    };
  }

  Set<String> table() {
    return Terms.union(Terms.union(Set.copyOf(ofTable), Set.copyOf(ofSchema)), Set.of(COLUMNS));
  }

  Set<String> column() {
    return Set.copyOf(ofColumn);
  }
}
