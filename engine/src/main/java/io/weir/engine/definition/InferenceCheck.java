package io.weir.engine.definition;

import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.PreparedMethod.OfValues;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what a table tells of a person whose record nobody finds: sensitive values that all
 * records of a class may share, and pseudonyms of values whose frequencies are known.
 */
final class InferenceCheck {
  private final MethodUses uses;
  private final Problems problems;

  InferenceCheck(MethodUses uses, Problems problems) {
    this.uses = uses;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      table
          .anonymization()
          .privacy()
          .filter(privacy -> privacy.model().k() > 1 && uses.isKnown(table))
          .ifPresent(privacy ->
              table.columns().stream()
                  .filter(column -> column.role().equals(Optional.of(ColumnRole.SENSITIVE)))
                  .filter(column -> isPublishedAsCollected(table, column))
                  .filter(column -> !isNamed(privacy, column))
                  .forEach(column -> homogeneous(table, column)));
      table.columns().stream()
          .filter(column -> othersMayKnow(column) && !isKey(table, column))
          .filter(column -> hasPseudonyms(table, column))
          .forEach(column -> frequencies(table, column));
    }
  }

  private boolean isPublishedAsCollected(TableDraft table, ColumnDraft column) {
    return uses.name(table, column).isEmpty()
        && !uses.of(table).changes(column.name())
        && !uses.of(table).removes(column.name());
  }

  private static boolean isNamed(PrivacyDraft privacy, ColumnDraft column) {
    return privacy.sensitive().stream().anyMatch(name -> name.text().equals(column.name()));
  }

  private void homogeneous(TableDraft table, ColumnDraft column) {
    problems.warn(
        column.named(),
        what(table, column)
            + " is sensitive, and \"privacyModel\" promises nothing of its values; where all"
            + " records of a class have the same, it is known of whoever is in the class",
        "name it in \"diversity\" or \"closeness\", or look at the risk report before it is"
            + " published");
  }

  /** Identifying values hardly repeat, so there is nothing to count. */
  private static boolean othersMayKnow(ColumnDraft column) {
    return column
        .role()
        .filter(role -> role == ColumnRole.QUASI_IDENTIFYING || role == ColumnRole.SENSITIVE)
        .isPresent();
  }

  private static boolean isKey(TableDraft table, ColumnDraft column) {
    return column.reference().isPresent()
        || table.primaryKey().map(KeyPlan::column).equals(Optional.of(column.name()));
  }

  private boolean hasPseudonyms(TableDraft table, ColumnDraft column) {
    return uses.prepared(table, column).orElse(null) instanceof OfValues values
        && !values.secrets().isEmpty()
        && !uses.disappears(table, column);
  }

  private void frequencies(TableDraft table, ColumnDraft column) {
    problems.warn(
        column.named(),
        what(table, column)
            + " gets a pseudonym for each value, so how often each occurs stays; who knows how"
            + " frequent values are knows which pseudonym is which",
        "generalize, permute or drop it, or write \"role\": \"identifying\" if hardly two records"
            + " have the same value");
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of table " + Wording.quote(table.name());
  }
}
