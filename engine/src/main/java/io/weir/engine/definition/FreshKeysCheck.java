package io.weir.engine.definition;

import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Checks what must hold where a conflict strategy makes new keys: those that are texts must suit
 * the key and all that follow it whatever they are, and keys may not follow each other in a circle.
 * Whether there are enough numbers depends on the records, so it shows in the run.
 */
final class FreshKeysCheck {
  private final Map<Id, Spot> keys = new LinkedHashMap<>();
  private final Map<Id, List<Spot>> children = new HashMap<>();
  private final Predicate<String> makesNewKeys;
  private final Problems problems;
  private final Set<String> inCircles = new HashSet<>();

  private record Id(String table, String column) {}

  private record Spot(TableDraft table, ColumnDraft column) {
    Id id() {
      return new Id(table.name(), column.name());
    }
  }

  /**
   * @param makesNewKeys whether a strategy of that name does
   */
  FreshKeysCheck(List<TableDraft> tables, Predicate<String> makesNewKeys, Problems problems) {
    this.makesNewKeys = makesNewKeys;
    this.problems = problems;
    for (TableDraft table : tables) {
      Optional<String> key = table.primaryKey().map(KeyPlan::column);
      for (ColumnDraft column : table.columns()) {
        Spot spot = new Spot(table, column);
        if (key.equals(Optional.of(column.name()))) {
          keys.putIfAbsent(spot.id(), spot);
        }
        column
            .reference()
            .map(it -> new Id(it.table(), it.column()))
            .ifPresent(id -> children.computeIfAbsent(id, _ -> new ArrayList<>()).add(spot));
      }
    }
  }

  void check() {
    keys.values().forEach(this::check);
  }

  private void check(Spot key) {
    if (!inCircles.contains(key.table().name())) {
      circle(key);
    }
    if (!renews(key.table()) || !key.column().type().equals(Optional.of(ValueType.STRING))) {
      return;
    }
    if (isLimited(key.column())) {
      problems.error(
          place(key.table()),
          "fresh keys for "
              + what(key.table())
              + " would not be of the length, \"format\" or range of its column "
              + Wording.quote(key.column().name()),
          "take lengths, \"format\" and an upper bound out of the column, or write another"
              + " strategy");
    }
    followers(key.id()).stream()
        .filter(follower -> isLimited(follower.column()))
        .forEach(follower ->
            problems.error(
                place(key.table()),
                "fresh keys for "
                    + what(key.table())
                    + " would not be of the length, \"format\" or range of column "
                    + Wording.quote(follower.column().name())
                    + " of "
                    + what(follower.table())
                    + ", in line "
                    + follower.column().named().line()
                    + ", which follows them",
                "take lengths, \"format\" and an upper bound out of that column, or write another"
                    + " strategy"));
  }

  /** Fresh texts are longer, and greater, than what they are made of. */
  private static boolean isLimited(ColumnDraft column) {
    return !column.facets().equals(Facets.NONE)
        || column.range().flatMap(ColumnPlan.Range::maximum).isPresent();
  }

  private Collection<Spot> followers(Id key) {
    Map<Id, Spot> followers = new LinkedHashMap<>();
    Deque<Id> waiting = new ArrayDeque<>(List.of(key));
    while (!waiting.isEmpty()) {
      for (Spot child : children.getOrDefault(waiting.remove(), List.of())) {
        Id id = child.id();
        if (!id.equals(key) && followers.putIfAbsent(id, child) == null && keys.containsKey(id)) {
          waiting.add(id);
        }
      }
    }
    return followers.values();
  }

  /** The new key of each would be that of the next, and so on without end. */
  private void circle(Spot start) {
    Map<Id, Spot> walked = new LinkedHashMap<>();
    Optional<Spot> next = Optional.of(start);
    while (next.isPresent() && walked.putIfAbsent(next.get().id(), next.get()) == null) {
      next = parent(next.get());
    }
    if (walked.size() < 2 || next.filter(back -> back.id().equals(start.id())).isEmpty()) {
      return;
    }
    Collection<Spot> circle = walked.values();
    circle.forEach(spot -> inCircles.add(spot.table().name()));
    circle.stream()
        .map(Spot::table)
        .filter(this::renews)
        .findFirst()
        .ifPresent(table ->
            problems.error(
                place(table),
                what(table)
                    + " may get new keys, but the primary keys of the tables "
                    + circle.stream()
                        .map(spot -> Wording.quote(spot.table().name()) + at(spot))
                        .collect(Collectors.joining(", "))
                    + " refer to each other in a circle",
                "choose for all of them an \"onKeyConflict\" that makes no new keys, or remove one"
                    + " of the references"));
  }

  private static String at(Spot spot) {
    return spot.column().reference().map(it -> " (line " + it.place().line() + ")").orElse("");
  }

  /** The primary key that a primary key refers to. */
  private Optional<Spot> parent(Spot key) {
    return key.column()
        .reference()
        .flatMap(it -> Optional.ofNullable(keys.get(new Id(it.table(), it.column()))));
  }

  private boolean renews(TableDraft table) {
    return table.primaryKey().map(KeyPlan::onConflict).filter(makesNewKeys).isPresent();
  }

  private static Place place(TableDraft table) {
    return table.conflictStrategy().orElse(table.named());
  }

  private static String what(TableDraft table) {
    return "table " + Wording.quote(table.name());
  }
}
