package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.engine.definition.Extensions.Effect;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.TableSchema;
import io.weir.spi.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All methods of a document, each readied once for each use, and what becomes of the tables by
 * them. Where it is not known what is installed, there are none.
 */
final class MethodUses {
  private final Optional<Extensions> installed;
  private final ForeignKeys foreignKeys;
  private final Map<ColumnDraft, Optional<Effect>> effects = new IdentityHashMap<>();
  private final Map<String, TableUses> tables = new HashMap<>();
  private final Map<TableDraft, TableSchema> schemas = new IdentityHashMap<>();
  private final Map<TableDraft, Map<String, ColumnRole>> roles = new IdentityHashMap<>();

  MethodUses(Optional<Extensions> installed, ForeignKeys foreignKeys) {
    this.installed = installed;
    this.foreignKeys = foreignKeys;
  }

  /**
   * What the methods at a table do to it, as far as that is known.
   *
   * @param uses in order; nothing is known of those after one that could not be readied
   */
  record TableUses(List<TableUse> uses) {
    /** Those that change records, in order. */
    List<Step> steps() {
      return uses.stream().flatMap(use -> use.step().stream()).toList();
    }

    /** Those that suppress records. */
    List<TableUse> suppressing() {
      return uses.stream()
          .filter(use ->
              use.effect().orElse(null) instanceof Effect.Ready(PreparedMethod.OfSuppression _))
          .toList();
    }

    boolean changes(String column) {
      return steps().stream().anyMatch(step -> step.changed().contains(column));
    }

    boolean removes(String column) {
      return steps().stream().anyMatch(step -> step.removed().contains(column));
    }
  }

  /**
   * @param before the table when it begins
   * @param effect empty if it is not installed, may not stand here, or was not looked at
   */
  record TableUse(Declared declared, TableSchema before, Optional<Effect> effect) {
    Optional<Step> step() {
      return effect.orElse(null) instanceof Effect.Ready(PreparedMethod.OfRecords method)
          ? Optional.of(new Step(declared, before, method))
          : Optional.empty();
    }
  }

  /** A method at a table that changes its records. */
  record Step(Declared declared, TableSchema before, PreparedMethod.OfRecords method) {
    /**
     * The columns that were there before and have other values afterwards. There are none if
     * records change their places as a whole.
     */
    Set<String> changed() {
      if (method.traits().contains(Trait.RECORDS_MOVE)) {
        return Set.of();
      }
      return method.output().columns().stream()
          .map(ColumnSchema::name)
          .filter(name -> before.indexOf(name).isPresent())
          .collect(Collectors.toSet());
    }

    Set<String> removed() {
      return method.output().removed();
    }
  }

  /** Readies the method that will be applied to a column, its own or that of its key. */
  Optional<Effect> effect(TableDraft table, ColumnDraft column) {
    return effects.computeIfAbsent(
        column,
        _ ->
            foreignKeys
                .anonymization(table.name(), column.name())
                .filter(use -> mayStand(use, MethodDescription.Place.COLUMN))
                .flatMap(
                    use -> column.type().flatMap(_ -> prepare(table, Optional.of(column), use))));
  }

  /** The method that will be applied to a column, if it could be readied. */
  Optional<PreparedMethod> prepared(TableDraft table, ColumnDraft column) {
    return effect(table, column)
        .flatMap(effect ->
            switch (effect) {
              case Effect.Ready(PreparedMethod method) -> Optional.of(method);
              case Effect.Unsuitable _, Effect.Broken _ -> Optional.empty();
            });
  }

  /** The name of the method that will be applied to a column, if there is one. */
  Optional<String> name(TableDraft table, ColumnDraft column) {
    return foreignKeys.anonymization(table.name(), column.name()).map(Anonymization::method);
  }

  /** The method that will be applied to a column and what is said to it, if there is one. */
  Optional<Anonymization> use(TableDraft table, ColumnDraft column) {
    return foreignKeys.anonymization(table.name(), column.name());
  }

  /** Whether levels of a column can be searched. */
  boolean hasLevels(TableDraft table, ColumnDraft column) {
    return prepared(table, column).orElse(null) instanceof PreparedMethod.OfLevels levels
        && levels.lowest() < levels.highest();
  }

  /** A column once its own method was applied; empty when it disappears by it. */
  Optional<ColumnSchema> after(TableDraft table, ColumnDraft column) {
    Optional<ColumnSchema> before =
        column.type().map(type -> new ColumnSchema(column.name(), type));
    return prepared(table, column)
        .map(method ->
            switch (method) {
              case PreparedMethod.OfValues values -> values.output();
              case PreparedMethod.OfLevels levels -> Optional.of(levels.output());
              case PreparedMethod.OfRecords records ->
                  records.output().columns().stream()
                      .filter(it -> it.name().equals(column.name()))
                      .findFirst();
              case PreparedMethod.OfSuppression _ -> before;
            })
        .orElse(before);
  }

  /** Whether it is known what becomes of a column. */
  boolean isKnown(TableDraft table, ColumnDraft column) {
    return isKnown(table) && (name(table, column).isEmpty() || prepared(table, column).isPresent());
  }

  /** Whether it is known what the methods at a table do. */
  boolean isKnown(TableDraft table) {
    return of(table).uses().stream()
        .allMatch(use -> use.effect().orElse(null) instanceof Effect.Ready);
  }

  /** Whether a column that can be understood is not published. */
  boolean disappears(TableDraft table, ColumnDraft column) {
    return column.type().isPresent() && after(table, column).isEmpty()
        || of(table).removes(column.name());
  }

  TableUses of(TableDraft table) {
    TableUses known = tables.get(table.name());
    if (known == null) {
      known = readied(table);
      tables.put(table.name(), known);
    }
    return known;
  }

  private TableUses readied(TableDraft table) {
    Map<String, ColumnSchema> columns = new LinkedHashMap<>();
    table
        .columns()
        .forEach(column ->
            after(table, column)
                .ifPresent(it ->
                    columns.putIfAbsent(
                        column.name(), new ColumnSchema(column.name(), it.type()))));
    TableSchema schema = new TableSchema(table.name(), List.copyOf(columns.values()));
    List<TableUse> uses = new ArrayList<>();
    boolean known = true;
    for (Declared declared : table.anonymization().methods()) {
      Anonymization use = declared.anonymization();
      TableSchema before = schema;
      Optional<Effect> effect =
          known && mayStand(use, MethodDescription.Place.TABLE)
              ? prepare(table, before, use)
              : Optional.empty();
      known &= effect.orElse(null) instanceof Effect.Ready;
      TableUse done = new TableUse(declared, before, effect);
      schema =
          done.step()
              .map(step -> PreparedTable.after(before, step.method().output()))
              .orElse(schema);
      uses.add(done);
    }
    return new TableUses(uses);
  }

  /** The table as it will be published, as far as that is known. */
  TableSchema output(TableDraft table) {
    List<TableUse> uses = of(table).uses();
    if (uses.isEmpty()) {
      return new TableSchema(
          table.name(),
          table.columns().stream().flatMap(column -> after(table, column).stream()).toList());
    }
    TableUse last = uses.getLast();
    return last.step()
        .map(step -> PreparedTable.after(last.before(), step.method().output()))
        .orElse(last.before());
  }

  boolean isInstalled(String method) {
    return installed.isEmpty() || installed.get().anonymizationMethods().contains(method);
  }

  Set<String> installed() {
    return installed.map(Extensions::anonymizationMethods).orElse(Set.of());
  }

  boolean mayStand(Anonymization use, MethodDescription.Place place) {
    return installed.isPresent()
        && isInstalled(use.method())
        && installed.get().places(use.method()).contains(place);
  }

  private Optional<Effect> prepare(
      TableDraft table, Optional<ColumnDraft> column, Anonymization use) {
    return installed.map(it ->
        it.prepare(
            use.method(),
            new MethodRequest(
                schemas.computeIfAbsent(table, TableDraft::known),
                column.map(ColumnDraft::name),
                table.primaryKey().map(KeyPlan::column),
                roles.computeIfAbsent(table, draft -> Map.copyOf(draft.roles())),
                use.parameters())));
  }

  private Optional<Effect> prepare(TableDraft table, TableSchema before, Anonymization use) {
    return installed.map(it ->
        it.prepare(
            use.method(),
            new MethodRequest(
                before,
                Optional.empty(),
                table
                    .primaryKey()
                    .map(KeyPlan::column)
                    .filter(name -> before.indexOf(name).isPresent()),
                roles.computeIfAbsent(table, draft -> Map.copyOf(draft.roles())),
                use.parameters())));
  }
}
