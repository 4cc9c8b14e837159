package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Declared;
import io.weir.engine.definition.ColumnDraft.Reference;
import io.weir.engine.definition.ColumnPlan.Anonymization;
import io.weir.spi.ColumnRole;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What columns refer to, and which anonymization follows from it: a foreign key is anonymized
 * exactly as the key it references, through chains; the columns of a cycle all as the first of them
 * that says how.
 */
final class ForeignKeys {
  private final List<TableDraft> tables;
  private final boolean complete;
  private final Problems problems;
  private final Map<String, TableDraft> tablesByName = new HashMap<>();
  private final Map<ColumnId, ColumnDraft> columns = new LinkedHashMap<>();
  private final Map<ColumnId, Optional<Anonymization>> anonymization = new HashMap<>();
  private final Map<ColumnId, ColumnId> declaredAt = new HashMap<>();
  private final Map<ColumnId, ColumnPlan.Inherited> inherited = new HashMap<>();
  private final Map<String, TableSchema> schemas = new HashMap<>();
  private final Map<String, Map<String, ColumnRole>> roles = new HashMap<>();

  private record ColumnId(String table, String column) {}

  /**
   * @param complete whether every table could be named, so that one not found here does not exist
   */
  ForeignKeys(List<TableDraft> tables, boolean complete, Problems problems) {
    this.complete = complete;
    this.tables = tables;
    this.problems = problems;
    for (TableDraft table : tables) {
      tablesByName.putIfAbsent(table.name(), table);
      for (ColumnDraft column : table.columns()) {
        columns.putIfAbsent(new ColumnId(table.name(), column.name()), column);
      }
    }
    columns.keySet().forEach(this::settle);
  }

  /** The method that will be applied to a column: its own, or that of the key it references. */
  Optional<Anonymization> anonymization(String table, String column) {
    return Objects.requireNonNull(anonymization.get(new ColumnId(table, column)));
  }

  /** The same, with the key that it is inherited from, if it is. */
  Optional<Anonymization> planned(String table, String column) {
    ColumnId own = new ColumnId(table, column);
    return anonymization(table, column)
        .map(method -> {
          ColumnId key = declaredAt.getOrDefault(own, own);
          return key.equals(own)
              ? method
              : new Anonymization(
                  method.method(),
                  method.parameters(),
                  Optional.of(inherited.computeIfAbsent(key, this::inherited)));
        });
  }

  /** Shared by all that inherit from a key, for a table may have very many columns. */
  private ColumnPlan.Inherited inherited(ColumnId key) {
    TableDraft of = Objects.requireNonNull(tablesByName.get(key.table()));
    return new ColumnPlan.Inherited(
        schemas.computeIfAbsent(of.name(), _ -> of.known()),
        key.column(),
        of.primaryKey().map(TablePlan.KeyPlan::column),
        roles.computeIfAbsent(of.name(), _ -> Map.copyOf(of.roles())));
  }

  /** Reports references that lead nowhere, and anonymization that would tear keys apart. */
  void check() {
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        column.reference().ifPresent(reference -> checkReference(table, column, reference));
      }
    }
  }

  private void checkReference(TableDraft table, ColumnDraft column, Reference reference) {
    String what =
        "column " + Wording.quote(column.name()) + " of table " + Wording.quote(table.name());
    Optional<TableDraft> target = Optional.ofNullable(tablesByName.get(reference.table()));
    if (target.isEmpty()) {
      if (complete) {
        problems.error(
            reference.place(),
            what
                + " refers to table "
                + Wording.quote(reference.table())
                + ", which does not exist",
            Wording.nearest(reference.table(), tablesByName.keySet()));
      }
      return;
    }
    Optional<ColumnDraft> key = next(column);
    if (key.isEmpty()) {
      if (target.get().complete()) {
        problems.error(
            reference.place(),
            what
                + " refers to "
                + Wording.quote(reference.target())
                + ", but that table has no such column",
            Wording.nearest(
                reference.column(),
                target.get().columns().stream().map(ColumnDraft::name).toList()));
      }
      return;
    }
    if (key.get() == column) {
      problems.error(
          reference.place(), what + " refers to itself", "name the key it should point to");
      return;
    }
    if (key.get().type().isPresent()
        && column.type().isPresent()
        && !key.get().type().equals(column.type())) {
      problems.error(
          reference.place(),
          what
              + " is of type "
              + term(column.type().get())
              + ", but "
              + Wording.quote(reference.target())
              + " of type "
              + term(key.get().type().get()),
          "give both the same datatype");
    }
    column
        .anonymize()
        .ifPresent(own ->
            checkAnonymization(what, own, reference, anonymization(table.name(), column.name())));
  }

  private void checkAnonymization(
      String what, Declared own, Reference reference, Optional<Anonymization> effective) {
    if (effective.isEmpty()) {
      problems.error(
          own.node().place(),
          what + " is anonymized, but the key it references is not",
          "move \"anonymize\" to "
              + Wording.quote(reference.target())
              + "; foreign keys follow their key");
    } else if (!isSame(own.anonymization(), effective.get())) {
      problems.error(
          own.node().place(),
          what + " is anonymized otherwise than the key it references",
          "remove \"anonymize\" here; foreign keys follow their key");
    }
  }

  /** A type as documents write it. */
  private static String term(ValueType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isSame(Anonymization left, Anonymization right) {
    return left.method().equals(right.method())
        && PlainValues.same(left.parameters().values(), right.parameters().values());
  }

  private Optional<ColumnDraft> next(ColumnDraft column) {
    return column
        .reference()
        .map(ForeignKeys::id)
        .flatMap(id -> Optional.ofNullable(columns.get(id)));
  }

  private static ColumnId id(Reference reference) {
    return new ColumnId(reference.table(), reference.column());
  }

  /**
   * Walks from a column along references to what settles it, and settles all columns on the way.
   */
  private void settle(ColumnId start) {
    Map<ColumnId, ColumnDraft> path = new LinkedHashMap<>();
    ColumnId at = start;
    while (columns.containsKey(at) && !anonymization.containsKey(at) && !path.containsKey(at)) {
      ColumnDraft column = Objects.requireNonNull(columns.get(at));
      path.put(at, column);
      if (column.reference().isEmpty() || !columns.containsKey(id(column.reference().get()))) {
        break;
      }
      at = id(column.reference().get());
    }
    Optional<Anonymization> effective = end(at, path);
    ColumnId end = at;
    path.keySet().forEach(id -> anonymization.put(id, effective));
    declaration(end, path)
        .ifPresent(declared -> path.keySet().forEach(id -> declaredAt.put(id, declared)));
  }

  /** The column that declares the method of all those on a path. */
  private Optional<ColumnId> declaration(ColumnId end, Map<ColumnId, ColumnDraft> path) {
    if (!path.containsKey(end)) {
      return Optional.ofNullable(declaredAt.get(end));
    }
    return path.entrySet().stream()
        .dropWhile(entry -> !entry.getKey().equals(end))
        .filter(entry -> entry.getValue().anonymize().isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<Anonymization> end(ColumnId at, Map<ColumnId, ColumnDraft> path) {
    if (anonymization.containsKey(at)) {
      return Objects.requireNonNull(anonymization.get(at));
    }
    return path.entrySet().stream()
        .dropWhile(entry -> !entry.getKey().equals(at))
        .flatMap(entry -> entry.getValue().anonymize().stream())
        .map(Declared::anonymization)
        .findFirst();
  }
}
