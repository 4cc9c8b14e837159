package io.weir.engine.definition;

import io.weir.engine.definition.PrivacyModel.Joined;
import io.weir.engine.definition.PrivacyModel.Suppression;
import io.weir.engine.definition.TablePlan.ChildPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In which order the privacy models of tables are searched. A search has to see what is finally
 * published of all it looks at: so parents come before their children, and before a model that
 * joins a table come the models whose suppressed records take records of that table with them.
 */
public final class SearchOrder {
  private final List<Link> links;
  private final List<String> suppressing;
  private final Map<String, Set<String>> before = new LinkedHashMap<>();

  /** A foreign key. */
  record Link(String parent, String child, String column, ChildPolicy onParentGone) {}

  /**
   * @param model of a table; empty if it has none
   */
  record Table(String name, Optional<PrivacyModel> model) {
    /** Whether the search may suppress records as a whole. */
    boolean suppresses() {
      return model
          .filter(it -> it.suppression() == Suppression.RECORD && it.maxSuppressed().signum() > 0)
          .isPresent();
    }
  }

  SearchOrder(List<Table> tables, List<Link> links) {
    this.links = List.copyOf(links);
    suppressing = tables.stream().filter(Table::suppresses).map(Table::name).toList();
    for (Table table : tables) {
      Set<String> first = before.computeIfAbsent(table.name(), _ -> new LinkedHashSet<>());
      first.addAll(parents(table.name()));
      first.addAll(taking(table));
    }
  }

  private List<String> parents(String table) {
    return links.stream()
        .filter(link -> link.child().equals(table) && !link.parent().equals(table))
        .map(Link::parent)
        .toList();
  }

  /** The other tables whose models may take records of the joined tables with them. */
  private List<String> taking(Table table) {
    List<String> joined =
        table.model().map(PrivacyModel::joined).orElse(List.of()).stream()
            .map(Joined::table)
            .toList();
    return suppressing.stream()
        .filter(other -> !other.equals(table.name()))
        .filter(other ->
            joined.stream().anyMatch(to -> !other.equals(to) && takes(other, to, _ -> false)))
        .toList();
  }

  /**
   * Whether records of a table that are suppressed take records of another with them, or of the
   * same one: over whatever tables, but not over some foreign keys.
   */
  boolean takes(String from, String to, Predicate<Link> butOver) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String parent = open.pop();
      for (Link link : links) {
        if (link.parent().equals(parent)
            && link.onParentGone() == ChildPolicy.CASCADE
            && !butOver.test(link)
            && seen.add(link.child())) {
          open.push(link.child());
        }
      }
    }
    return seen.contains(to);
  }

  /**
   * A table whose suppressed records take some of a joined table with them, but that can be
   * searched only after the table that joins it, if there is one.
   */
  Optional<String> unsettled(String table, String joined) {
    return before.getOrDefault(table, Set.of()).stream()
        .filter(first -> suppressing.contains(first) && !first.equals(joined))
        .filter(first -> takes(first, joined, _ -> false))
        .filter(first -> isAfter(first, table))
        .findFirst();
  }

  private boolean isAfter(String table, String other) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(table));
    while (!open.isEmpty()) {
      for (String first : before.getOrDefault(open.pop(), Set.of())) {
        if (seen.add(first)) {
          open.push(first);
        }
      }
    }
    return seen.contains(other);
  }

  /** All tables in that order, as far as there are no cycles. */
  public static List<TablePlan> of(Plan plan) {
    List<Link> links = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Map<String, TablePlan> waiting = new LinkedHashMap<>();
    for (TablePlan table : plan.tables()) {
      waiting.put(table.name(), table);
      tables.add(new Table(table.name(), table.privacyModel()));
      table
          .foreignKeys()
          .forEach(key ->
              links.add(
                  new Link(key.targetTable(), table.name(), key.column(), key.onParentGone())));
    }
    Map<String, Set<String>> before = new HashMap<>(new SearchOrder(tables, links).before);
    List<TablePlan> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      TablePlan next =
          waiting.values().stream()
              .filter(table -> before.get(table.name()).stream().noneMatch(waiting::containsKey))
              .findFirst()
              .orElse(waiting.values().iterator().next());
      waiting.remove(next.name());
      ordered.add(next);
    }
    return ordered;
  }
}
