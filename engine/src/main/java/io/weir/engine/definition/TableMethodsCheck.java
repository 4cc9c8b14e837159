package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.Extensions.Effect;
import io.weir.engine.definition.MethodUses.Step;
import io.weir.engine.definition.MethodUses.TableUse;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodDescription;
import io.weir.spi.PreparedMethod;
import io.weir.spi.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks the methods that stand at tables: whether they can be there, and what they make. */
final class TableMethodsCheck {
  private final MethodUses uses;
  private final References references;
  private final Problems problems;

  TableMethodsCheck(MethodUses uses, References references, Problems problems) {
    this.uses = uses;
    this.references = references;
    this.problems = problems;
  }

  /**
   * @param keepsProtocol where the module says that its collection protocol stays, if it does
   */
  void check(List<TableDraft> tables, Optional<Place> keepsProtocol) {
    Map<String, String> names = new HashMap<>();
    tables.forEach(table -> names.put(table.name(), "the table of that name"));
    for (TableDraft table : tables) {
      uses.of(table).uses().forEach(use -> method(table, use));
      changedTwice(table);
      for (Step step : uses.of(table).steps()) {
        step.method()
            .output()
            .tables()
            .forEach(added -> {
              addedTable(table, step, added, names);
              keepsProtocol.ifPresent(place -> unread(place, table, step, added));
            });
        addedColumns(table, step);
      }
    }
  }

  private void method(TableDraft table, TableUse use) {
    Declared declared = use.declared();
    if (!ExtensionCheck.isThere(declared, uses, problems)) {
      return;
    }
    if (!uses.mayStand(declared.anonymization(), MethodDescription.Place.TABLE)) {
      belongsToColumn(table, declared);
      return;
    }
    use.effect()
        .filter(_ -> declared.complete())
        .ifPresent(effect -> {
          switch (effect) {
            case Effect.Ready(PreparedMethod prepared) -> ready(table, declared, prepared);
            case Effect.Unsuitable(String parameter, String advice) ->
                unsuitable(table, use, parameter, advice);
            case Effect.Broken broken ->
                ExtensionCheck.brokeOff(declared, broken, what(table), problems);
          }
        });
  }

  private void ready(TableDraft table, Declared declared, PreparedMethod prepared) {
    switch (prepared) {
      case PreparedMethod.OfValues _, PreparedMethod.OfLevels _ -> belongsToColumn(table, declared);
      case PreparedMethod.OfRecords _ -> {}
      case PreparedMethod.OfSuppression _ -> {
        if (references.isInCycle(table)) {
          problems.error(
              declared.at("method"),
              called(declared)
                  + " suppresses records of "
                  + what(table)
                  + ", which is its own parent by its foreign keys: what follows a suppressed"
                  + " record would have to be judged anew without end",
              "suppress values instead of records");
        }
      }
    }
  }

  private void belongsToColumn(TableDraft table, Declared declared) {
    problems.error(
        declared.at("method"),
        called(declared) + " concerns one column and cannot stand at " + what(table),
        "write it at the column, as \"anonymize\"");
  }

  /** Says that a column is gone already, if that may be why. */
  private void unsuitable(TableDraft table, TableUse use, String parameter, String advice) {
    Optional<String> gone =
        named(use.declared(), parameter).stream()
            .filter(name -> table.column(name).isPresent())
            .filter(name -> use.before().indexOf(name).isEmpty())
            .findFirst();
    if (gone.isPresent()) {
      problems.error(
          use.declared().at(parameter),
          called(use.declared())
              + " needs column "
              + Wording.quote(gone.get())
              + " of "
              + what(table)
              + ", but "
              + remover(table, use, gone.get())
              + " removes it before",
          "leave the column out, or keep it until then");
    } else {
      problems.error(
          use.declared().at(parameter),
          called(use.declared()) + " does not suit " + what(table),
          advice);
    }
  }

  private String remover(TableDraft table, TableUse until, String column) {
    return uses.of(table).uses().stream()
        .takeWhile(use -> use != until)
        .flatMap(use -> use.step().stream())
        .filter(step -> step.removed().contains(column))
        .map(step -> called(step.declared()))
        .findFirst()
        .orElse("its own method");
  }

  private static Set<String> named(Declared declared, String parameter) {
    Set<String> names = new TreeSet<>();
    Object value = declared.anonymization().parameters().values().get(parameter);
    for (Object one :
        value instanceof List<?> several ? several : List.of(value == null ? "" : value)) {
      if (one instanceof String name) {
        names.add(name);
      }
    }
    return names;
  }

  private void changedTwice(TableDraft table) {
    Map<String, Step> changed = new HashMap<>();
    for (Step step : uses.of(table).steps()) {
      for (String column : new TreeSet<>(step.changed())) {
        Step before = changed.putIfAbsent(column, step);
        if (before != null) {
          problems.warn(
              step.declared().at("method"),
              called(step.declared())
                  + " changes column "
                  + Wording.quote(column)
                  + " of "
                  + what(table)
                  + " once more after "
                  + called(before.declared())
                  + " in line "
                  + before.declared().node().place().line()
                  + ", so what the first promises of it need not hold",
              "use one of the two, unless both are meant in this order");
        }
      }
    }
  }

  private void addedTable(
      TableDraft table, Step step, TableSchema added, Map<String, String> names) {
    String owner = names.putIfAbsent(added.name(), called(step.declared()) + " of " + what(table));
    if (owner != null) {
      problems.error(
          step.declared().node().place(),
          called(step.declared())
              + " of "
              + what(table)
              + " adds a table "
              + Wording.quote(added.name())
              + ", a name taken by "
              + owner,
          "name the new table otherwise");
    }
    Place place = step.declared().node().place();
    Problems unnamable = new Problems();
    Names.isIdentifier(new Node.Text(place, added.name()), "a table", unnamable);
    added
        .columns()
        .forEach(column ->
            Names.isPrintable(new Node.Text(place, column.name()), "a column", unnamable));
    problems.addAll(unnamable);
  }

  private void addedColumns(TableDraft table, Step step) {
    Set<String> names = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (ColumnSchema column :
        PreparedTable.after(step.before(), step.method().output()).columns()) {
      if (!names.add(column.name())) {
        twice.add(column.name());
      }
      if (step.before().indexOf(column.name()).isEmpty()) {
        Names.isPrintable(
            new Node.Text(step.declared().node().place(), column.name()), "a column", problems);
        table
            .column(column.name())
            .filter(_ -> !step.removed().contains(column.name()))
            .ifPresent(_ -> twice.add(column.name()));
      }
    }
    twice.forEach(name ->
        problems.error(
            step.declared().node().place(),
            called(step.declared())
                + " adds a column "
                + Wording.quote(name)
                + ", a name that a column of "
                + what(table)
                + " has or had",
            "name the new column otherwise"));
  }

  private void unread(Place keeps, TableDraft table, Step step, TableSchema added) {
    problems.error(
        keeps,
        "the collection protocol stays as it is, but "
            + called(step.declared())
            + " of "
            + what(table)
            + " adds a table "
            + Wording.quote(added.name())
            + ", which it does not collect",
        "write \"protocol\": \"rewrite\"");
  }

  private static String called(Declared declared) {
    return "method " + Wording.quote(declared.anonymization().method());
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }
}
