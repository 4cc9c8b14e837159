package io.weir.engine.dataplane.keys;

import io.weir.engine.definition.TablePlan.ChildPolicy;
import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.vocabulary.ErrorCode;
import io.weir.engine.vocabulary.Problem;
import io.weir.engine.vocabulary.WeirException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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

    /** What becomes of a child whose parent goes after the keys were settled. */
    ChildPolicy onParentGone() {
      return child.plan().foreignKeys().get(position).onParentGone();
    }

    boolean isTo(Spot spot) {
      return parent == spot.table() && parentColumn.equals(spot.column());
    }

    /** Whether the foreign key is a primary key itself, and refers to one. */
    boolean betweenPrimaryKeys() {
      return toPrimaryKey()
          && child.plan().primaryKey().filter(key -> key.column().equals(column)).isPresent();
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

  private References(References whole, Predicate<Reference> which) {
    tables = whole.tables;
    whole.all.stream().filter(which).forEach(all::add);
  }

  /** Some of them. */
  References only(Predicate<Reference> which) {
    return new References(this, which);
  }

  /** By child in document order, then in the order the child declares them. */
  List<Reference> all() {
    return all;
  }

  /** A column of a table. */
  record Spot(CollectedTable table, String column) {}

  /**
   * The columns that follow where a column's records get new keys: the foreign keys to a primary
   * key, and where one of them is a primary key itself, those that follow it.
   */
  List<Spot> followersOf(CollectedTable table, String column) {
    Set<Spot> followers = new LinkedHashSet<>();
    Deque<Spot> waiting = new ArrayDeque<>(List.of(new Spot(table, column)));
    while (!waiting.isEmpty()) {
      Spot key = waiting.remove();
      for (Reference reference : all) {
        Spot child = new Spot(reference.child(), reference.column());
        if (reference.toPrimaryKey() && reference.isTo(key) && followers.add(child)) {
          waiting.add(child);
        }
      }
    }
    return List.copyOf(followers);
  }

  /**
   * The columns whose values mean records of this one or of one that follows it, or whose records
   * these mean: a fresh value here must be in none of them, or strangers would be joined.
   */
  List<Spot> joinedWith(CollectedTable table, String column) {
    Spot key = new Spot(table, column);
    Set<Spot> fresh = new LinkedHashSet<>(Set.of(key));
    fresh.addAll(followersOf(table, column));
    Set<Spot> joined = new LinkedHashSet<>();
    for (Reference reference : all) {
      Spot child = new Spot(reference.child(), reference.column());
      Spot parent = new Spot(reference.parent(), reference.parentColumn());
      if (fresh.contains(parent)) {
        joined.add(child);
      }
      if (fresh.contains(child)) {
        joined.add(parent);
      }
    }
    joined.remove(key);
    return List.copyOf(joined);
  }

  /**
   * Every table after those it refers to, as far as there are no cycles; else in document order,
   * but after those whose primary keys its own primary key refers to.
   */
  List<CollectedTable> parentsFirst() {
    List<CollectedTable> ordered = new ArrayList<>();
    List<CollectedTable> waiting = new ArrayList<>(tables);
    while (!waiting.isEmpty()) {
      CollectedTable next =
          first(waiting, reference -> true)
              .or(() -> first(waiting, Reference::betweenPrimaryKeys))
              .orElse(waiting.getFirst());
      waiting.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  /** The first table that waits for none of the others through some references. */
  private Optional<CollectedTable> first(
      List<CollectedTable> waiting, Predicate<Reference> through) {
    return waiting.stream()
        .filter(table ->
            all.stream()
                .filter(through)
                .noneMatch(reference ->
                    reference.child() == table
                        && reference.parent() != table
                        && waiting.contains(reference.parent())))
        .findFirst();
  }

  /**
   * Refuses primary keys that refer to each other in a circle where one may be renewed: the new key
   * of each would be that of the next, and so on without end.
   */
  void checkRenewals(Predicate<CollectedTable> renews) {
    for (CollectedTable table : tables) {
      List<CollectedTable> circle = new ArrayList<>(List.of(table));
      Optional<CollectedTable> next = keyOf(table);
      while (next.isPresent() && !circle.contains(next.get())) {
        circle.add(next.get());
        next = keyOf(next.get());
      }
      if (next.filter(back -> back == table).isPresent() && circle.stream().anyMatch(renews)) {
        String key = table.plan().primaryKey().orElseThrow().column();
        throw new WeirException(
            Problem.of(
                    ErrorCode.INVALID_DOCUMENT,
                    "The primary keys of the tables "
                        + String.join(", ", circle.stream().map(CollectedTable::name).toList())
                        + " refer to each other in a circle, and not all keep their values on a"
                        + " conflict.",
                    "Choose an onKeyConflict that makes no new keys for all of them:"
                        + " source-priority, drop-all.")
                .at("table", table.name())
                .at("column", key));
      }
    }
  }

  /** The table whose primary key a table's primary key refers to. */
  private Optional<CollectedTable> keyOf(CollectedTable table) {
    return all.stream()
        .filter(reference -> reference.child() == table && reference.betweenPrimaryKeys())
        .map(Reference::parent)
        .findFirst();
  }
}
