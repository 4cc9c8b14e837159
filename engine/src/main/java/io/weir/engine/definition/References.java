package io.weir.engine.definition;

import io.weir.engine.definition.ColumnDraft.Reference;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who refers to what, seen from what is referred to. */
final class References {
  private final Map<String, Set<String>> parents = new HashMap<>();
  private final Map<String, Referrer> referrers = new HashMap<>();
  private final Map<String, Referrer> holding = new HashMap<>();

  /** A foreign key. */
  record Referrer(TableDraft table, ColumnDraft column) {
    String what() {
      return "column " + Wording.quote(column.name()) + " of table " + Wording.quote(table.name());
    }
  }

  References(List<TableDraft> tables) {
    for (TableDraft table : tables) {
      for (ColumnDraft column : table.columns()) {
        if (column.reference().isPresent()) {
          Reference reference = column.reference().get();
          parents.computeIfAbsent(table.name(), _ -> new LinkedHashSet<>()).add(reference.table());
          Referrer referrer = new Referrer(table, column);
          referrers.putIfAbsent(reference.target(), referrer);
          if (reference.onParentGone() == ChildPolicy.REJECT) {
            holding.putIfAbsent(reference.table(), referrer);
          }
        }
      }
    }
  }

  /** The first foreign key that refers to a column. */
  Optional<Referrer> to(TableDraft table, String column) {
    return Optional.ofNullable(referrers.get(table.name() + "/" + column));
  }

  /** The first foreign key that does not let records of a table go, if there is one. */
  Optional<Referrer> holding(TableDraft table) {
    return Optional.ofNullable(holding.get(table.name()));
  }

  /** Whether records of a table are, over whatever tables, parents of records of the same table. */
  boolean isInCycle(TableDraft table) {
    Set<String> seen = new HashSet<>();
    Set<String> waiting = new LinkedHashSet<>(parents.getOrDefault(table.name(), Set.of()));
    while (!waiting.isEmpty()) {
      String next = waiting.iterator().next();
      waiting.remove(next);
      if (next.equals(table.name())) {
        return true;
      }
      if (seen.add(next)) {
        waiting.addAll(parents.getOrDefault(next, Set.of()));
      }
    }
    return false;
  }
}
