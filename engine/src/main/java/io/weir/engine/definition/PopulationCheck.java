package io.weir.engine.definition;

import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.PrivacyModel.Population;
import io.weir.engine.definition.PrivacyModel.Search;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks what is promised against those who know the population. Its persons are counted by the
 * classes of the table that is drawn from it, so they have to be published as the table's records
 * are: the population's columns follow the levels that are found for the table.
 */
final class PopulationCheck {
  private final Map<String, TableDraft> tables = new LinkedHashMap<>();
  private final boolean complete;
  private final MethodUses uses;
  private final Problems problems;

  /**
   * @param tables in document order
   * @param complete whether every table could be named, so that one not found here does not exist
   */
  PopulationCheck(List<TableDraft> tables, boolean complete, MethodUses uses, Problems problems) {
    tables.forEach(table -> this.tables.putIfAbsent(table.name(), table));
    this.complete = complete;
    this.uses = uses;
    this.problems = problems;
  }

  /** Whether a column has the levels that are found for a table drawn from its table. */
  boolean follows(TableDraft population, ColumnDraft column) {
    return tables.values().stream()
        .filter(table -> isDrawn(table, population))
        .anyMatch(table -> leads(table, column.name()));
  }

  private static boolean isDrawn(TableDraft table, TableDraft population) {
    return table
        .anonymization()
        .privacy()
        .flatMap(PrivacyDraft::population)
        .filter(name -> name.text().equals(population.name()))
        .isPresent();
  }

  /** Whether levels are found for a column by the model of its table. */
  private boolean leads(TableDraft table, String name) {
    return table
        .column(name)
        .filter(column -> column.role().equals(Optional.of(ColumnRole.QUASI_IDENTIFYING)))
        .filter(column -> uses.hasLevels(table, column))
        .isPresent();
  }

  /**
   * @param identifiers the quasi-identifiers of which it is known what becomes of them
   */
  void check(TableDraft table, PrivacyDraft privacy, List<ColumnDraft> identifiers) {
    if (privacy.population().isEmpty()) {
      return;
    }
    Node.Text name = privacy.population().get();
    promise(table, privacy, name);
    TableDraft population = tables.get(name.text());
    if (population == null) {
      if (complete) {
        problems.error(
            name.place(),
            Wording.quote(name.text()) + ", the population of " + what(table) + ", is no table",
            Wording.nearest(name.text(), tables.keySet()));
      }
    } else if (population == table) {
      problems.error(
          name.place(),
          what(table) + " cannot be its own population",
          "name the table of all persons that its records are drawn from");
    } else {
      identifiers.forEach(column -> column(table, column, population, name.place()));
      ownModel(table, population, name.place());
      ancestors(population, identifiers, name.place());
    }
  }

  private void promise(TableDraft table, PrivacyDraft privacy, Node.Text name) {
    if (!privacy.joined().isEmpty()) {
      problems.error(
          name.place(),
          what(table)
              + " has quasi-identifiers in other tables, which nobody in the population "
              + Wording.quote(name.text())
              + " has, so nobody there would fit any class",
          "remove \"joined\" or \"population\"");
    }
    PrivacyModel model = privacy.model();
    if (model.search() == Search.LOCAL
        && model.population().flatMap(Population::presence).isPresent()) {
      problems.error(
          privacy.at("search"),
          "the search \"local\" publishes records that are alike in several rounds, of which no"
              + " share of the population "
              + Wording.quote(name.text())
              + " can be promised",
          "write \"search\": \"optimal\" or \"mondrian\", or promise \"kMap\" without"
              + " \"presence\"");
    }
  }

  private void column(TableDraft table, ColumnDraft column, TableDraft population, Place place) {
    String identifier =
        "the quasi-identifier " + Wording.quote(column.name()) + " of " + what(table);
    String there = " in the population " + Wording.quote(population.name());
    Optional<ColumnDraft> found = population.column(column.name());
    if (found.isEmpty()) {
      if (population.complete()) {
        problems.error(
            place,
            "the population " + Wording.quote(population.name()) + " lacks " + identifier,
            "add the column to it, under the same name");
      }
      return;
    }
    ColumnDraft same = found.get();
    if (same.type().isPresent()
        && column.type().isPresent()
        && !same.type().equals(column.type())) {
      problems.error(
          place, identifier + " is of another type" + there, "give both the same datatype");
    } else if (uses.isKnown(population, same)) {
      if (uses.disappears(population, same)) {
        problems.error(
            place,
            identifier + " is not published" + there + ", so nobody can be counted by it",
            "keep the column there");
      } else if (uses.of(population).changes(column.name())) {
        problems.error(
            place,
            identifier + " is changed by a method at the table" + there,
            "let the methods of "
                + what(population)
                + " leave it as the method of its column makes it");
      } else {
        published(table, column, population, same, place);
      }
    }
    rival(table, column, population)
        .ifPresent(rival ->
            problems.error(
                place,
                "column "
                    + Wording.quote(column.name())
                    + " of "
                    + what(population)
                    + " cannot follow the levels of both "
                    + what(rival)
                    + " and "
                    + what(table),
                "give one of them a population of its own, or write its level at the columns"));
  }

  /** Values of both tables can only be the same if the same is done to them. */
  private void published(
      TableDraft table, ColumnDraft column, TableDraft population, ColumnDraft same, Place place) {
    boolean levels = isLevelled(table, column) || isLevelled(population, same);
    if (levels && !said(table, column).equals(said(population, same))) {
      problems.error(
          place,
          "column "
              + Wording.quote(same.name())
              + " of the population "
              + Wording.quote(population.name())
              + " is not generalized as the quasi-identifier of "
              + what(table)
              + " is, so nobody can be counted by it",
          "give both columns the same \"anonymize\", with the same parameters");
    } else if (!after(table, column).equals(after(population, same))) {
      problems.error(
          place,
          "the quasi-identifier "
              + Wording.quote(column.name())
              + " of "
              + what(table)
              + " is published as another type than in the population "
              + Wording.quote(population.name()),
          "give both columns the same method");
    }
  }

  private boolean isLevelled(TableDraft table, ColumnDraft column) {
    return uses.prepared(table, column).orElse(null) instanceof PreparedMethod.OfLevels;
  }

  private Optional<Anonymization> said(TableDraft table, ColumnDraft column) {
    return uses.use(table, column).map(use -> new Anonymization(use.method(), use.parameters()));
  }

  private Optional<?> after(TableDraft table, ColumnDraft column) {
    return uses.after(table, column).map(ColumnSchema::type);
  }

  /** A table before this one for which levels of the same column of the population are found. */
  private Optional<TableDraft> rival(TableDraft table, ColumnDraft column, TableDraft population) {
    return leads(table, column.name())
        ? tables.values().stream()
            .takeWhile(other -> other != table)
            .filter(other -> other != population && isDrawn(other, population))
            .filter(other -> leads(other, column.name()))
            .findFirst()
        : Optional.empty();
  }

  private void ownModel(TableDraft table, TableDraft population, Place place) {
    boolean searches =
        population.columns().stream().anyMatch(column -> leads(population, column.name()));
    boolean decides =
        population
            .anonymization()
            .privacy()
            .filter(own -> searches || own.model().maxSuppressed().signum() > 0)
            .isPresent();
    if (decides) {
      problems.error(
          place,
          "the population "
              + Wording.quote(population.name())
              + " has a privacy model of its own that finds levels or suppresses, so its persons"
              + " are not published as the records of "
              + what(table),
          "remove one of the two models, or leave the other nothing to find or to suppress");
    }
  }

  /** Persons who go with a record that is suppressed later could not be counted. */
  private void ancestors(TableDraft population, List<ColumnDraft> identifiers, Place place) {
    Set<String> seen = new HashSet<>();
    Deque<TableDraft> waiting = new ArrayDeque<>(List.of(population));
    while (!waiting.isEmpty()) {
      TableDraft child = waiting.remove();
      for (ColumnDraft column : child.columns()) {
        column
            .reference()
            .filter(reference -> goes(reference.onParentGone(), column, identifiers))
            .map(reference -> tables.get(reference.table()))
            .filter(parent -> seen.add(parent.name()))
            .ifPresent(parent -> {
              waiting.add(parent);
              if (maySuppress(parent)) {
                problems.error(
                    place,
                    "persons of the population "
                        + Wording.quote(population.name())
                        + " go with records of "
                        + what(parent)
                        + ", which its privacy model may suppress",
                    "write \"suppress\": \"values\" there, or \"onParentGone\": \"reject\" at the"
                        + " foreign key");
              }
            });
      }
    }
  }

  private static boolean goes(
      ChildPolicy onParentGone, ColumnDraft column, List<ColumnDraft> identifiers) {
    return switch (onParentGone) {
      case CASCADE -> true;
      case NULL -> identifiers.stream().anyMatch(it -> it.name().equals(column.name()));
      case REJECT -> false;
    };
  }

  private static boolean maySuppress(TableDraft table) {
    return table
        .anonymization()
        .privacy()
        .map(PrivacyDraft::model)
        .filter(model ->
            model.suppression() == Suppression.RECORD && model.maxSuppressed().signum() > 0)
        .isPresent();
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }
}
