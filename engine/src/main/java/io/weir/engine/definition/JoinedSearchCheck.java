package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Reference;
import io.weir.engine.definition.PrivacyDraft.JoinedDraft;
import io.weir.engine.definition.PrivacyModel.Empties;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.SearchOrder.Link;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.PreparedMethod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Checks that what other tables tell of a person is settled before the privacy model that joins
 * them is searched: which records are left there, and with which values.
 */
final class JoinedSearchCheck {
  private final Collection<TableDraft> tables;
  private final MethodUses uses;
  private final Problems problems;
  private final SearchOrder order;

  JoinedSearchCheck(Collection<TableDraft> tables, MethodUses uses, Problems problems) {
    this.tables = tables;
    this.uses = uses;
    this.problems = problems;
    List<Link> links = new ArrayList<>();
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        column
            .reference()
            .ifPresent(to ->
                links.add(new Link(to.table(), table.name(), column.name(), to.onParentGone())));
      }
    }
    order = new SearchOrder(tables.stream().map(JoinedSearchCheck::ordered).toList(), links);
  }

  private static SearchOrder.Table ordered(TableDraft table) {
    return new SearchOrder.Table(
        table.name(), table.anonymization().privacy().map(PrivacyDraft::model));
  }

  void check(TableDraft table, PrivacyDraft privacy) {
    if (!privacy.joined().isEmpty() && privacy.model().empties() == Empties.WILDCARD) {
      problems.error(
          privacy.at("empties"),
          "empty values of "
              + what(table)
              + " cannot match every value where columns of other tables are joined",
          "write \"empties\": \"category\" or \"refuse\"");
    }
    if (!privacy.joined().isEmpty()
        && privacy.model().suppression() == Suppression.VALUES
        && privacy.model().maxSuppressed().signum() > 0) {
      problems.error(
          privacy.at("suppress"),
          "values of "
              + what(table)
              + " may be suppressed, but the joined ones of the same person in other tables would"
              + " stay",
          "write \"suppress\": \"record\"");
    }
    for (JoinedDraft joined : privacy.joined()) {
      tables.stream()
          .filter(other -> other.name().equals(joined.column().table()) && other != table)
          .findFirst()
          .ifPresent(other -> {
            methods(table, other, joined);
            level(other, joined);
            other.anonymization().privacy().ifPresent(model -> ownModel(other, model, joined));
            going(table, other, joined);
            emptied(other, joined);
          });
    }
  }

  private void methods(TableDraft table, TableDraft other, JoinedDraft joined) {
    MethodUses.TableUses methods = uses.of(other);
    String column = joined.column().column();
    if (methods.changes(column) || methods.removes(column)) {
      problems.error(
          joined.column().place(),
          Wording.quote(joined.column().text())
              + " is joined, but a method of "
              + what(other)
              + " changes or removes it",
          "anonymize or drop it by a method that stands at the column");
    }
    String by = joined.by().column();
    boolean moved =
        table.primaryKey().map(KeyPlan::column).filter(uses.of(table)::changes).isPresent();
    if (methods.changes(by) || methods.removes(by) || moved) {
      problems.error(
          joined.by().place(),
          "a method of "
              + what(moved ? table : other)
              + " changes or removes the key by which "
              + Wording.quote(joined.column().text())
              + " is joined",
          "leave the key out of methods that stand at the table");
    }
  }

  private void ownModel(TableDraft other, PrivacyDraft own, JoinedDraft joined) {
    if (own.model().maxSuppressed().signum() > 0) {
      problems.error(
          joined.column().place(),
          Wording.quote(joined.column().text())
              + " is joined, but the privacy model of "
              + what(other)
              + " may suppress records there",
          "leave \"maxSuppressed\" out there, or let only one of the two tables have a model");
    }
  }

  private void level(TableDraft other, JoinedDraft joined) {
    other
        .column(joined.column().column())
        .filter(column ->
            uses.prepared(other, column).orElse(null) instanceof PreparedMethod.OfLevels levels
                && levels.lowest() < levels.highest())
        .ifPresent(_ ->
            problems.error(
                joined.column().place(),
                Wording.quote(joined.column().text())
                    + " is joined, but the level it is published at would be found by another"
                    + " search",
                "write the level at the column"));
  }

  /** Records that go with those of which the search decides that they are suppressed. */
  private void going(TableDraft table, TableDraft other, JoinedDraft joined) {
    order
        .unsettled(table.name(), other.name())
        .ifPresent(late ->
            problems.error(
                joined.by().place(),
                "records of "
                    + what(other)
                    + " go with records of table "
                    + Wording.quote(late)
                    + " that its privacy model suppresses, but that model is searched after the one"
                    + " of "
                    + what(table),
                "write \"suppress\": \"values\" in the model of table "
                    + Wording.quote(late)
                    + ", or another \"onParentGone\" where others refer to it"));
    boolean others =
        ordered(table).suppresses()
            && (order.takes(table.name(), other.name(), link -> isBy(link, table, joined))
                || order.takes(other.name(), other.name(), link -> isBy(link, table, joined)));
    if (others) {
      problems.error(
          joined.by().place(),
          "a suppressed record of "
              + what(table)
              + " may take records of "
              + what(other)
              + " with it that "
              + Wording.quote(joined.by().text())
              + " joins to others",
          "write another \"onParentGone\" at the other foreign keys, or leave \"maxSuppressed\" out");
    }
  }

  private static boolean isBy(Link link, TableDraft table, JoinedDraft joined) {
    return link.parent().equals(table.name())
        && link.child().equals(joined.by().table())
        && link.column().equals(joined.by().column());
  }

  private void emptied(TableDraft other, JoinedDraft joined) {
    Optional<Reference> reference =
        other
            .column(joined.column().column())
            .flatMap(ColumnDraft::reference)
            .filter(it -> it.onParentGone() == ChildPolicy.NULL);
    if (reference.filter(to -> mayLose(to.table())).isPresent()) {
      problems.error(
          joined.column().place(),
          Wording.quote(joined.column().text())
              + " is joined, but becomes empty where the record it refers to is suppressed",
          "write \"onParentGone\": \"cascade\" at the column");
    }
  }

  /** Whether records of a table may be suppressed, or follow others. */
  private boolean mayLose(String table) {
    return tables.stream()
        .filter(it -> ordered(it).suppresses() || !uses.of(it).suppressing().isEmpty())
        .map(TableDraft::name)
        .anyMatch(name -> name.equals(table) || order.takes(name, table, _ -> false));
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }
}
