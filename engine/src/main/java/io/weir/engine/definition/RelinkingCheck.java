package io.weir.engine.definition;

import io.weir.engine.definition.MethodUses.Step;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for what leads from a published record back to the collected one, past all that is promised
 * of its other columns: the order of the records, and keys that stay as they are.
 */
final class RelinkingCheck {
  /** Nothing says that a column numbers records, so its name has to tell. */
  private static final Pattern NUMBERS_RECORDS =
      Pattern.compile(
          "(?i:(.*[^a-z])?(id|uuid|guid|key|no|nr|number))|.*[a-z](Id|ID|UUID|Key|No|Nr|Number)");

  private static final String FOUND =
      "; who knows it, or has the source, finds each record by it, whatever is promised of the"
          + " other columns";

  private final References references;
  private final MethodUses uses;
  private final Problems problems;

  RelinkingCheck(References references, MethodUses uses, Problems problems) {
    this.references = references;
    this.uses = uses;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      if (!uses.isKnown(table) || !isProtected(table)) {
        continue;
      }
      order(table);
      table.columns().stream()
          .filter(column -> isPublishedAsCollected(table, column))
          .forEach(column -> key(table, column, tables));
    }
  }

  /** Whether something is promised of who has which value. */
  private boolean isProtected(TableDraft table) {
    return table.anonymization().promises()
        || uses.of(table).steps().stream()
            .anyMatch(step -> !step.method().output().tables().isEmpty());
  }

  private void order(TableDraft table) {
    boolean moves =
        uses.of(table).steps().stream()
            .map(Step::method)
            .anyMatch(method -> method.traits().contains(Trait.RECORDS_MOVE));
    table
        .anonymization()
        .privacy()
        .filter(_ -> !moves)
        .ifPresent(privacy ->
            problems.warn(
                privacy.place(),
                "records of "
                    + what(table)
                    + " are published in the order in which they are collected; who knows that"
                    + " order knows which record is whose, whatever the privacy model promises",
                "write {\"method\": \"shuffle-records\"} in its \"anonymization\", unless nobody"
                    + " can know the order"));
  }

  /** What the personal data check tells of, and the privacy model, is not told again. */
  private boolean isPublishedAsCollected(TableDraft table, ColumnDraft column) {
    boolean told =
        column.personal().isPresent()
            || column
                .role()
                .filter(
                    role -> role == ColumnRole.INSENSITIVE || role == ColumnRole.QUASI_IDENTIFYING)
                .isPresent();
    return !told
        && uses.name(table, column).isEmpty()
        && !uses.of(table).changes(column.name())
        && !uses.of(table).removes(column.name());
  }

  private void key(TableDraft table, ColumnDraft column, List<TableDraft> tables) {
    Optional<TableDraft> parent =
        column
            .reference()
            .flatMap(reference ->
                tables.stream().filter(it -> it.name().equals(reference.table())).findFirst());
    if (table.primaryKey().map(KeyPlan::column).equals(Optional.of(column.name()))) {
      problems.warn(
          column.named(),
          what(table, column) + " is the primary key and is published as it is collected" + FOUND,
          "pseudonymize or drop it, or write \"role\": \"insensitive\" at it if it is known to"
              + " nobody");
    } else if (parent.filter(this::tellsOfPersons).isPresent()) {
      problems.warn(
          column.named(),
          what(table, column) + " is a foreign key and is published as it is collected" + FOUND,
          "pseudonymize the key it references, or write \"role\": \"insensitive\" at it if it is"
              + " known to nobody");
    } else if (parent.isEmpty()
        && column.role().isEmpty()
        && references.to(table, column.name()).isEmpty()
        && NUMBERS_RECORDS.matcher(column.name()).matches()) {
      problems.warn(
          column.named(),
          what(table, column)
              + " seems to number records and is published as it is collected"
              + FOUND,
          "pseudonymize or drop it, or say what it is by \"role\"");
    }
  }

  private boolean tellsOfPersons(TableDraft table) {
    return isProtected(table)
        || table.columns().stream().anyMatch(column -> column.personal().isPresent());
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of " + what(table);
  }
}
