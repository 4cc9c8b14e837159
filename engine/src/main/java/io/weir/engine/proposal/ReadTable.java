package io.weir.engine.proposal;

import io.weir.engine.proposal.FoundTable.KnownReference;
import java.util.List;
import java.util.Optional;

/**
 * A table whose types and key are settled.
 *
 * @param found the table as it was found
 * @param name its name in the document
 * @param primaryKey the name of the column that is its key
 */
record ReadTable(
    FoundTable found, String name, List<ReadColumn> columns, Optional<String> primaryKey) {

  Optional<ReadColumn> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }

  Optional<ReadColumn> key() {
    return primaryKey.flatMap(this::column);
  }

  boolean isKey(ReadColumn column) {
    return primaryKey.equals(Optional.of(column.name()));
  }

  /** Whether its keys and references are known rather than guessed. */
  boolean isKnown() {
    return found.key() instanceof FoundTable.Key.Known;
  }

  List<KnownReference> knownReferences() {
    return found.references();
  }
}
