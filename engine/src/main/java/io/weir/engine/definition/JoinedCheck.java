package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Reference;
import io.weir.engine.definition.PrivacyDraft.JoinedDraft;
import io.weir.engine.definition.PrivacyDraft.Target;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import java.util.Map;
import java.util.Optional;

/** Checks quasi-identifiers of the same person in other tables. */
final class JoinedCheck {
  private final Map<String, TableDraft> tables;
  private final boolean complete;
  private final Problems problems;

  JoinedCheck(Map<String, TableDraft> tables, boolean complete, Problems problems) {
    this.tables = tables;
    this.complete = complete;
    this.problems = problems;
  }

  void check(TableDraft table, PrivacyDraft privacy) {
    privacy.joined().forEach(joined -> check(table, joined));
  }

  private void check(TableDraft table, JoinedDraft joined) {
    if (!joined.column().table().equals(joined.by().table())) {
      problems.error(
          joined.by().place(),
          Wording.quote(joined.column().text())
              + " is joined by a column of another table, "
              + Wording.quote(joined.by().text()),
          "name a foreign key of table " + Wording.quote(joined.column().table()));
      return;
    }
    if (joined.column().table().equals(table.name())) {
      problems.error(
          joined.column().place(),
          Wording.quote(joined.column().text()) + " is a column of the table itself",
          "give it the role \"quasi-identifying\", and join columns of other tables only");
      return;
    }
    Optional<TableDraft> other = table(joined.column());
    if (other.isEmpty()) {
      return;
    }
    column(other.get(), joined.column())
        .filter(column -> !column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING)))
        .ifPresent(_ ->
            problems.error(
                joined.column().place(),
                Wording.quote(joined.column().text()) + " is joined, but is no quasi-identifier",
                "write \"role\": \"quasi-identifying\" at the column"));
    column(other.get(), joined.by()).ifPresent(key -> key(table, joined.by(), key));
  }

  private void key(TableDraft table, Target by, ColumnDraft key) {
    Optional<String> primary = table.primaryKey().map(KeyPlan::column);
    boolean leadsHere =
        key.reference()
            .filter(it -> it.table().equals(table.name()))
            .map(Reference::column)
            .filter(column -> primary.equals(Optional.of(column)))
            .isPresent();
    if (!leadsHere) {
      problems.error(
          by.place(),
          Wording.quote(by.text())
              + " does not refer to the primary key of table "
              + Wording.quote(table.name()),
          "name the foreign key that leads from a record to its person there");
    }
  }

  private Optional<TableDraft> table(Target target) {
    Optional<TableDraft> table = Optional.ofNullable(tables.get(target.table()));
    if (table.isEmpty() && complete) {
      problems.error(
          target.place(),
          Wording.quote(target.text()) + " is joined, but there is no such table",
          Wording.nearest(target.table(), tables.keySet()));
    }
    return table;
  }

  private Optional<ColumnDraft> column(TableDraft table, Target target) {
    Optional<ColumnDraft> column = table.column(target.column());
    if (column.isEmpty() && table.complete()) {
      problems.error(
          target.place(),
          "table "
              + Wording.quote(target.table())
              + " has no column "
              + Wording.quote(target.column())
              + " to join by or with",
          Wording.nearest(
              target.column(), table.columns().stream().map(ColumnDraft::name).toList()));
    }
    return column;
  }
}
