package io.weir.engine.proposal;

import io.weir.engine.proposal.FoundTable.KnownReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the columns that refer to another table's key: what the system says; or a column of the
 * key's type whose name says so, and all of whose values are among the key's, as far as both were
 * seen.
 */
final class CandidateReferences {
  private static final Set<String> SUPERIORS =
      Set.of("parent", "manager", "supervisor", "boss", "reports", "previous", "superior");

  private final List<ReadTable> tables;

  CandidateReferences(List<ReadTable> tables) {
    this.tables = tables;
  }

  /** Of a table: its columns that refer, to the table and column they refer to. */
  Map<String, String> of(ReadTable table) {
    Map<String, String> references = new LinkedHashMap<>();
    if (table.isKnown()) {
      table.knownReferences().forEach(known -> known(table, known, references));
      return references;
    }
    for (ReadColumn column : table.columns()) {
      tables.stream()
          .filter(parent -> refers(table, column, parent))
          .findFirst()
          .ifPresent(parent ->
              references.put(
                  column.name(), parent.name() + "/" + parent.primaryKey().orElseThrow()));
    }
    return references;
  }

  private void known(ReadTable table, KnownReference known, Map<String, String> references) {
    if (known.columns().size() != 1) {
      return; // composite keys are not there yet
    }
    String column = known.columns().getFirst();
    String referenced = known.referenced().getFirst();
    Optional<ReadTable> parent =
        tables.stream().filter(other -> other.found().name().equals(known.table())).findFirst();
    boolean itself = table.found().name().equals(known.table()) && column.equals(referenced);
    if (!itself
        && table.column(column).isPresent()
        && parent
            .flatMap(it -> it.column(referenced))
            .filter(it -> it.type() == table.column(column).orElseThrow().type())
            .isPresent()) {
      references.putIfAbsent(column, parent.orElseThrow().name() + "/" + referenced);
    }
  }

  private boolean refers(ReadTable table, ReadColumn column, ReadTable parent) {
    Optional<ReadColumn> key = parent.key();
    if (key.isEmpty()
        || !key.get().sampled()
        || key.get().type() != column.type()
        || column.values().isEmpty()
        || !isNamedAfter(table, column, parent, key.get())) {
      return false;
    }
    if (table.isKey(column) && !precedes(parent, table)) {
      return false; // of two tables with the same keys the first is the parent
    }
    Set<String> keys = key.get().values();
    return parent.found().whole()
        ? keys.containsAll(column.values())
        : column.values().stream().anyMatch(keys::contains);
  }

  private boolean precedes(ReadTable parent, ReadTable table) {
    return tables.indexOf(parent) < tables.indexOf(table);
  }

  private static boolean isNamedAfter(
      ReadTable table, ReadColumn column, ReadTable parent, ReadColumn key) {
    if (table.name().equals(parent.name())) {
      return !column.name().equals(key.name())
          && ProposedNames.words(column.name()).stream().anyMatch(SUPERIORS::contains);
    }
    String name = joined(column.name());
    String keyName = joined(key.name());
    String one = CandidateKeys.singular(parent.found().name());
    boolean keyNamesItsTable = keyName.contains(one) && keyName.length() > one.length();
    return name.equals(one)
        || name.endsWith(one + keyName)
        || name.endsWith(one + "id")
        || (keyNamesItsTable || ProposedNames.words(key.name()).size() > 1)
            && name.endsWith(keyName);
  }

  private static String joined(String name) {
    return String.join("", ProposedNames.words(name));
  }
}
