package io.weir.engine.dataplane.keys;

import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The foreign keys of a module, and an order of its tables in which parents come first. */
final class References {
  /**
   * A foreign key.
   *
   * @param position among the foreign keys of the child, from 0
   */
  record Reference(
      CollectedTable child,
      int position,
      String column,
      CollectedTable parent,
      String parentColumn) {

    /** Whether the referenced column is its table's primary key. */
    boolean toPrimaryKey() {
      return parent
          .plan()
          .primaryKey()
          .filter(key -> key.column().equals(parentColumn))
          .isPresent();
    }
  }

  private final List<CollectedTable> tables;
  private final List<Reference> all = new ArrayList<>();

  References(List<CollectedTable> tables, Map<String, CollectedTable> byName) {
    this.tables = tables;
    for (CollectedTable child : tables) {
      int position = 0;
      for (ForeignKeyPlan key : child.plan().foreignKeys()) {
        CollectedTable parent = byName.get(key.targetTable());
        if (parent == null) {
          throw new IllegalArgumentException("no table " + key.targetTable());
        }
        all.add(new Reference(child, position++, key.column(), parent, key.targetColumn()));
      }
    }
  }

  /** By child in document order, then in the order the child declares them. */
  List<Reference> all() {
    return all;
  }

  /** A column of a table. */
  record Spot(CollectedTable table, String column) {}

  /**
   * The columns whose values mean records of this one, or whose records this one's values mean: a
   * fresh value here must be in none of them, or strangers would be joined.
   */
  List<Spot> joinedWith(CollectedTable table, String column) {
    List<Spot> spots = new ArrayList<>();
    for (Reference reference : all) {
      if (reference.parent() == table && reference.parentColumn().equals(column)) {
        spots.add(new Spot(reference.child(), reference.column()));
      }
      if (reference.child() == table && reference.column().equals(column)) {
        spots.add(new Spot(reference.parent(), reference.parentColumn()));
      }
    }
    return spots;
  }

  /**
   * Every table after those it refers to, as far as there are no cycles; else in document order.
   */
  List<CollectedTable> parentsFirst() {
    List<CollectedTable> ordered = new ArrayList<>();
    List<CollectedTable> waiting = new ArrayList<>(tables);
    while (!waiting.isEmpty()) {
      CollectedTable next =
          waiting.stream()
              .filter(
                  table -> all.stream().noneMatch(reference -> waitsFor(reference, table, waiting)))
              .findFirst()
              .orElse(waiting.getFirst());
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static boolean waitsFor(
      Reference reference, CollectedTable table, List<CollectedTable> waiting) {
    return reference.child() == table
        && reference.parent() != table
        && waiting.contains(reference.parent());
  }
}
