package io.weir.engine.definition;

import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document as it is written, and what those see who read what it publishes.
 *
 * @param columns by table and column as the document calls them: what is published of the column
 * @param tables by table as the document calls it: what is published of it, and tables added by its
 *     methods
 */
record Published(
    Node.Obj document,
    Map<String, Map<String, Optional<ColumnSchema>>> columns,
    Map<String, List<TableSchema>> tables) {

  static Published of(String document, Extensions extensions) {
    Plan plan =
        switch (new DocumentReader(extensions).read(document)) {
          case DocumentResult.Resolved(Plan resolved, _) -> resolved;
          case DocumentResult.Rejected(List<DocumentProblem> problems) ->
              throw new IllegalArgumentException(
                  "the document has problems: " + problems.getFirst());
        };
    Map<String, Map<String, Optional<ColumnSchema>>> columns = new HashMap<>();
    Map<String, List<TableSchema>> tables = new HashMap<>();
    for (TablePlan table : plan.tables()) {
      Map<String, Optional<ColumnSchema>> published = new HashMap<>();
      PreparedTable prepared = OutputSchema.prepare(table, extensions);
      table.columns().forEach(it -> published.put(it.name(), prepared.published(it.name())));
      columns.put(table.name(), published);
      List<TableSchema> schemas = new ArrayList<>(prepared.added());
      schemas.addFirst(prepared.output());
      tables.put(table.name(), schemas);
    }
    Node root = JsonText.parse(document, new Problems()).orElseThrow();
    return new Published((Node.Obj) root, columns, tables);
  }

  Optional<ColumnSchema> column(String table, String column) {
    return columns.getOrDefault(table, Map.of()).getOrDefault(column, Optional.empty());
  }

  /** What is published of a table and of those that come of it: types by {@code table/column}. */
  Map<String, ValueType> schema(String table) {
    Map<String, ValueType> types = new HashMap<>();
    tables
        .getOrDefault(table, List.of())
        .forEach(schema ->
            schema
                .columns()
                .forEach(column -> types.put(schema.name() + "/" + column.name(), column.type())));
    return types;
  }

  /** All that is published: types by {@code table/column}. */
  Map<String, ValueType> schema() {
    Map<String, ValueType> types = new HashMap<>();
    tables.keySet().forEach(table -> types.putAll(schema(table)));
    return types;
  }

  /** Whether there is a table of that name, of the document or added by a method. */
  boolean publishes(String table) {
    return tables.values().stream().flatMap(List::stream).anyMatch(it -> it.name().equals(table));
  }
}
