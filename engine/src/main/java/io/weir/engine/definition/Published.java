package io.weir.engine.definition;

import io.weir.spi.ColumnSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document as it is written, and what those see who read what it publishes.
 *
 * @param columns by table and column as the document calls them: what is published of the column
 */
record Published(Node.Obj document, Map<String, Map<String, Optional<ColumnSchema>>> columns) {

  static Published of(String document, Extensions extensions) {
    Plan plan =
        switch (new DocumentReader(extensions).read(document)) {
          case DocumentResult.Resolved(Plan resolved, _) -> resolved;
          case DocumentResult.Rejected(List<DocumentProblem> problems) ->
              throw new IllegalArgumentException(
                  "the document has problems: " + problems.getFirst());
        };
    Map<String, Map<String, Optional<ColumnSchema>>> columns = new HashMap<>();
    for (TablePlan table : plan.tables()) {
      Map<String, Optional<ColumnSchema>> published = new HashMap<>();
      PreparedTable prepared = OutputSchema.prepare(table, extensions);
      table.columns().forEach(it -> published.put(it.name(), prepared.published(it.name())));
      columns.put(table.name(), published);
    }
    Node root = JsonText.parse(document, new Problems()).orElseThrow();
    return new Published((Node.Obj) root, columns);
  }

  Optional<ColumnSchema> column(String table, String column) {
    return columns.getOrDefault(table, Map.of()).getOrDefault(column, Optional.empty());
  }
}
