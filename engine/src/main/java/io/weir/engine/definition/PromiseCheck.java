package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.MethodUses.Step;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks what a document promises of its columns against what methods do to them. */
final class PromiseCheck {
  private final MethodUses uses;
  private final References references;
  private final Problems problems;

  PromiseCheck(MethodUses uses, References references, Problems problems) {
    this.uses = uses;
    this.references = references;
    this.problems = problems;
  }

  void check(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        uses.prepared(table, column)
            .filter(_ -> uses.after(table, column).isPresent())
            .ifPresent(method -> column(table, column, method));
      }
      for (Step step : uses.of(table).steps()) {
        new TreeSet<>(step.changed()).forEach(name -> changed(table, name, step));
        new TreeSet<>(step.removed()).forEach(name -> removed(table, name, step));
        if (!step.changed().isEmpty()) {
          unstable(step.declared(), step.method(), what(table));
        }
      }
    }
  }

  private void column(TableDraft table, ColumnDraft column, PreparedMethod method) {
    Place place = column.anonymize().map(own -> own.node().place()).orElse(column.named());
    promises(table, column, method.traits(), place, uses.name(table, column).orElseThrow());
    column
        .anonymize()
        .ifPresent(own -> {
          joined(table, column, method, own);
          if (method instanceof PreparedMethod.OfRecords) {
            unstable(own, method, what(table, column));
          }
        });
  }

  /** Whether keys stay unique, and values there, may depend on the records: so these only warn. */
  private void promises(
      TableDraft table, ColumnDraft column, Set<Trait> traits, Place place, String method) {
    if (traits.contains(Trait.VALUES_STAY)) {
      return;
    }
    if (isKey(table, column)) {
      if (!traits.contains(Trait.DISTINCT_STAYS_DISTINCT)) {
        problems.warn(
            place,
            what(table, column)
                + " is the primary key and is anonymized by "
                + Wording.quote(method)
                + "; the run fails if two keys become equal",
            "make sure that different keys stay different, or drop the column");
      } else if (!traits.contains(Trait.EMPTIES_STAY)) {
        problems.warn(
            place,
            what(table, column)
                + " is the primary key, and method "
                + Wording.quote(method)
                + " does not promise to leave no key empty; the run fails if one becomes empty",
            "choose a method that does, or drop the column");
      }
    } else if (!(column.onEmpty() instanceof OnEmpty.Pass)
        && !traits.contains(Trait.EMPTIES_STAY)) {
      problems.warn(
          place,
          what(table, column)
              + " has no empty values, but method "
              + Wording.quote(method)
              + " may leave some; what is published does not promise it any more",
          "look whether those who read it can do with empty values");
    }
  }

  /** A key that is referred to must become the same wherever it stands. */
  private void joined(TableDraft table, ColumnDraft column, PreparedMethod method, Declared own) {
    Optional<References.Referrer> referrer = references.to(table, column.name());
    boolean ofValue =
        switch (method) {
          case PreparedMethod.OfValues _ -> true;
          case PreparedMethod.OfLevels _, PreparedMethod.OfRecords _ -> false;
          case PreparedMethod.OfSuppression _ -> true;
        };
    if (referrer.isPresent() && !ofValue) {
      problems.error(
          own.node().place(),
          what(table, column)
              + " is referred to by "
              + referrer.get().what()
              + ", but "
              + called(own)
              + " does not make the same of the same value everywhere",
          "choose a method that does, such as \"pseudonymize\", so that keys stay joined");
    }
  }

  private void changed(TableDraft table, String name, Step step) {
    Optional<ColumnDraft> column = table.column(name);
    if (column.isEmpty()) {
      return;
    }
    boolean stay = step.method().traits().contains(Trait.VALUES_STAY);
    Optional<References.Referrer> referrer = references.to(table, name);
    boolean follows = column.get().reference().isPresent();
    Place place = step.declared().node().place();
    if (!stay && (referrer.isPresent() || follows)) {
      problems.error(
          place,
          called(step.declared())
              + " changes "
              + what(table, column.get())
              + ", which "
              + (follows ? "is a foreign key" : "is referred to by " + referrer.get().what())
              + ", so keys would not stay joined",
          "leave the column out, or anonymize the key by a method that stands at it");
    } else if (referrer.isPresent() || follows) {
      problems.warn(
          place,
          called(step.declared())
              + " moves the values of "
              + what(table, column.get())
              + " between records, so they are joined to records of others",
          "leave the column out, unless that is meant");
    }
    promises(
        table,
        column.get(),
        step.method().traits(),
        place,
        step.declared().anonymization().method());
  }

  private void removed(TableDraft table, String name, Step step) {
    references
        .to(table, name)
        .ifPresent(referrer ->
            problems.error(
                step.declared().node().place(),
                called(step.declared())
                    + " removes column "
                    + Wording.quote(name)
                    + " of "
                    + what(table)
                    + ", but "
                    + referrer.what()
                    + " refers to it and would keep its values",
                "write a method that removes the column at the column itself, so that its foreign"
                    + " keys follow"));
  }

  /** Noise that is drawn anew for each version is the weaker the more versions one has. */
  private void unstable(Declared declared, PreparedMethod method, String where) {
    Set<Trait> traits = method.traits();
    if (!traits.contains(Trait.STABLE_ACROSS_VERSIONS) && !traits.contains(Trait.VALUES_STAY)) {
      problems.warn(
          declared.node().place(),
          called(declared)
              + " does not give the same record the same result in every version of the module;"
              + " who has several versions of "
              + where
              + " can average out what it adds",
          "publish few versions, or choose a method that is stable across versions");
    }
  }

  private static boolean isKey(TableDraft table, ColumnDraft column) {
    return table.primaryKey().map(KeyPlan::column).equals(Optional.of(column.name()));
  }

  private static String called(Declared declared) {
    return "method " + Wording.quote(declared.anonymization().method());
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }

  private static String what(TableDraft table, ColumnDraft column) {
    return "column " + Wording.quote(column.name()) + " of " + what(table);
  }
}
