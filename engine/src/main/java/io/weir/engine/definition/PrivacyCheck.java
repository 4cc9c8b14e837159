package io.weir.engine.definition;

import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what tables promise against their columns, and those of the tables they name. */
final class PrivacyCheck {
  /** The parameter by which methods are told a hierarchy. */
  private static final String HIERARCHY = "hierarchy";

  private final Map<String, TableDraft> tables = new HashMap<>();
  private final boolean complete;
  private final MethodUses uses;
  private final References references;
  private final Problems problems;
  private final PopulationCheck populations;

  /**
   * @param complete whether every table could be named, so that one not found here does not exist
   */
  PrivacyCheck(
      List<TableDraft> tables,
      boolean complete,
      MethodUses uses,
      References references,
      Problems problems) {
    tables.forEach(table -> this.tables.putIfAbsent(table.name(), table));
    this.complete = complete;
    this.uses = uses;
    this.references = references;
    this.problems = problems;
    this.populations = new PopulationCheck(tables, complete, uses, problems);
  }

  void check() {
    for (TableDraft table : tables.values()) {
      table.anonymization().privacy().ifPresent(model -> model(table, model));
      table.columns().forEach(column -> unsearched(table, column));
    }
  }

  private void model(TableDraft table, PrivacyDraft privacy) {
    promisesNothing(table, privacy);
    List<ColumnDraft> identifiers = identifiers(table);
    if (identifiers.isEmpty() && table.complete()) {
      problems.error(
          privacy.place(),
          what(table) + " has a privacy model, but no column of it is a quasi-identifier",
          "write \"role\": \"quasi-identifying\" at the columns that together may single a person"
              + " out, and that are published");
    }
    List<ColumnDraft> known =
        identifiers.stream().filter(column -> uses.isKnown(table, column)).toList();
    known.forEach(column -> identifier(table, privacy, column));
    if (!known.isEmpty()) {
      fixed(table, privacy, known, known.size() == identifiers.size());
    }
    privacy.levels().forEach((name, level) -> level(table, name, level));
    privacy.sensitive().forEach(name -> sensitive(table, name));
    privacy.byHierarchy().forEach(name -> hierarchy(table, name));
    populations.check(table, privacy, known);
    new JoinedCheck(tables, complete, problems).check(table, privacy);
    if (identifiers.stream().noneMatch(column -> uses.of(table).changes(column.name()))) {
      new JoinedSearchCheck(tables.values(), uses, problems).check(table, privacy);
    }
    suppression(table, privacy);
  }

  private void promisesNothing(TableDraft table, PrivacyDraft privacy) {
    PrivacyModel model = privacy.model();
    boolean said =
        List.of("diversity", "closeness", "population").stream()
            .anyMatch(term -> privacy.node().get(term).isPresent());
    if (model.k() == 1 && !said && isWhole(privacy.node().get("k"))) {
      problems.error(
          privacy.place(),
          "\"privacyModel\" of " + what(table) + " promises nothing",
          "write a \"k\" of at least 2, \"diversity\", \"closeness\" or \"population\", or remove"
              + " it");
    }
  }

  /** Whether nothing more is wrong with it, so that it was understood. */
  private static boolean isWhole(Optional<Node> k) {
    return k.isEmpty() || k.get() instanceof Node.Num(_, String text) && text.equals("1");
  }

  /** The quasi-identifiers that are published. */
  private List<ColumnDraft> identifiers(TableDraft table) {
    return table.columns().stream()
        .filter(column -> column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING)))
        .filter(column -> !uses.disappears(table, column))
        .toList();
  }

  private void identifier(TableDraft table, PrivacyDraft privacy, ColumnDraft column) {
    if (table.primaryKey().map(KeyPlan::column).equals(Optional.of(column.name()))) {
      problems.error(
          column.named(),
          what(table, column)
              + " is a quasi-identifier and the primary key, so each record is a class of its own",
          "give it the role \"identifying\", or drop it");
    } else if (column.reference().isPresent()) {
      problems.warn(
          column.named(),
          what(table, column)
              + " is a quasi-identifier and a foreign key; it is not generalized, for keys stay"
              + " joined",
          "drop it, or give it another role if it singles nobody out");
    }
    boolean text =
        uses.after(table, column)
            .map(ColumnSchema::type)
            .filter(type -> type != ValueType.STRING)
            .isEmpty();
    if (privacy.model().suppression() == Suppression.VALUES && suppresses(privacy) && !text) {
      problems.error(
          column.named(),
          what(table, column) + " is no text, so its values cannot be suppressed as \"*\"",
          "generalize it, give it the datatype \"string\", or write \"suppress\": \"record\"");
    }
  }

  private static boolean suppresses(PrivacyDraft privacy) {
    return privacy.model().maxSuppressed().compareTo(BigDecimal.ZERO) > 0;
  }

  private void fixed(
      TableDraft table, PrivacyDraft privacy, List<ColumnDraft> identifiers, boolean all) {
    boolean searched = identifiers.stream().anyMatch(column -> uses.hasLevels(table, column));
    Optional<ColumnDraft> changed =
        identifiers.stream().filter(column -> uses.of(table).changes(column.name())).findFirst();
    if (searched && changed.isPresent()) {
      if (privacy.levels().isEmpty()) {
        problems.error(
            privacy.place(),
            "the methods of "
                + what(table)
                + " change the quasi-identifier "
                + Wording.quote(changed.get().name())
                + ", so no levels are searched for the others",
            "write \"levels\", or the level at each column");
      }
    } else if (!searched
        && changed.isEmpty()
        && privacy.model().k() > 1
        && privacy.levels().isEmpty()
        && privacy.model().search() != Search.MONDRIAN
        && all) {
      problems.warn(
          privacy.place(),
          "all quasi-identifiers of "
              + what(table)
              + " are published as their own methods leave them, so "
              + (suppresses(privacy)
                  ? "records can only be suppressed"
                  : "the run fails unless the records themselves keep the promise"),
          "generalize some of them in levels");
    }
  }

  /** Levels that nothing searches would be published as they were collected. */
  private void unsearched(TableDraft table, ColumnDraft column) {
    boolean isIdentifier = column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING));
    boolean searched = table.anonymization().promises() && isIdentifier;
    if (uses.hasLevels(table, column)
        && !searched
        && !populations.follows(table, column)
        && column.anonymize().isPresent()) {
      problems.error(
          column.anonymize().get().node().place(),
          what(table, column)
              + " is generalized in levels, but nothing says which: it is "
              + (isIdentifier
                  ? "in a table without a privacy model"
                  : "no quasi-identifier of a privacy model"),
          "write the level, or let \"privacyModel\" of the table find it for a column of the role"
              + " \"quasi-identifying\"");
    }
  }

  private void level(TableDraft table, String name, PrivacyDraft.Level level) {
    Optional<ColumnDraft> column = find(table, name, level.named());
    if (column.isEmpty()) {
      return;
    }
    if (!column.get().role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING))) {
      problems.error(
          level.named(),
          what(table, column.get()) + " has a level, but is no quasi-identifier",
          "remove it, or write \"role\": \"quasi-identifying\" at the column");
    } else if (uses.prepared(table, column.get()).orElse(null) instanceof PreparedMethod method) {
      if (!(method instanceof PreparedMethod.OfLevels levels)) {
        problems.error(
            level.named(),
            what(table, column.get()) + " has a level, but its method has none",
            "remove it, or generalize the column");
      } else if (level.level() < levels.lowest() || level.level() > levels.highest()) {
        problems.error(
            level.named(),
            "the level of "
                + what(table, column.get())
                + " is not one from "
                + levels.lowest()
                + " to "
                + levels.highest(),
            "write one of those");
      }
    } else if (column.get().anonymize().isEmpty()) {
      problems.error(
          level.named(),
          what(table, column.get()) + " has a level, but no method",
          "remove it, or generalize the column");
    }
  }

  private void sensitive(TableDraft table, Node.Text name) {
    Optional<ColumnDraft> column = find(table, name.text(), name.place());
    if (column.isEmpty()) {
      return;
    }
    if (column.get().role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING))) {
      problems.error(
          name.place(),
          what(table, column.get())
              + " is a quasi-identifier, so all its values in a class are the same",
          "name another column, or write \"role\": \"sensitive\" at it");
    } else if (uses.disappears(table, column.get())) {
      problems.error(
          name.place(),
          what(table, column.get())
              + " is not published with the table, so nothing can be promised of its values",
          "name another column, or keep it");
    }
  }

  private void hierarchy(TableDraft table, Node.Text name) {
    table
        .column(name.text())
        .filter(column ->
            column
                .anonymize()
                .filter(own -> own.anonymization().parameters().values().containsKey(HIERARCHY))
                .isEmpty())
        .ifPresent(column ->
            problems.error(
                name.place(),
                what(table, column) + " has no hierarchy by which its values could be distant",
                "write one at the column, or \"distance\": \"equal\" or \"ordered\""));
  }

  private void suppression(TableDraft table, PrivacyDraft privacy) {
    if (privacy.model().suppression() != Suppression.RECORD || !suppresses(privacy)) {
      return;
    }
    references
        .holding(table)
        .ifPresent(holding ->
            problems.warn(
                privacy.at("maxSuppressed"),
                "records of "
                    + what(table)
                    + " may be suppressed, but "
                    + holding.what()
                    + " refuses that its parents go; the run fails if one of them is",
                "write another \"onParentGone\" there, or \"suppress\": \"values\""));
    if (references.isInCycle(table)) {
      problems.error(
          privacy.at("maxSuppressed"),
          "records of "
              + what(table)
              + " may be suppressed, but by its foreign keys it is its own parent: what follows a"
              + " suppressed record would have to be judged anew without end",
          "write \"suppress\": \"values\"");
    }
  }

  private Optional<ColumnDraft> find(TableDraft table, String name, Place place) {
    Optional<ColumnDraft> column = table.column(name);
    if (column.isEmpty() && table.complete()) {
      problems.error(
          place,
          Wording.quote(name) + ", named by \"privacyModel\", is no column of " + what(table),
          Wording.nearest(name, table.columns().stream().map(ColumnDraft::name).toList()));
    }
    return column;
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of " + what(table);
  }
}
