package io.weir.plugins.permutation;

import io.weir.plugins.notes.Ascending;
import io.weir.plugins.notes.Draws;
import io.weir.plugins.notes.MovedColumns;
import io.weir.plugins.notes.NotedColumns;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodException;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordFunction;
import io.weir.spi.Workspace.LongArray;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A numeric column whose values go round within groups of neighbours. */
record PermutedNeighbours(String table, ColumnSchema column, long k, BigDecimal e)
    implements MovingMethod {
  @Override
  public List<ColumnSchema> moved() {
    return List.of(column);
  }

  @Override
  public boolean emptiesStay() {
    return true;
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(NotedColumns.of(moved(), List.of(), List.of(), run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> observer) {
    NotedColumns seen = (NotedColumns) observer.orElseThrow();
    ValueNotes values = seen.values().getFirst();
    Ascending order = Ascending.of(values, run.workspace(), run.records());
    LongArray source = run.workspace().longs(run.records());
    for (long position = 0; position < source.size(); position++) {
      source.set(position, position);
    }
    if (order.size() > 0) {
      deal(groups(order, values, run), order, run, source);
    }
    return new MovedColumns(List.of(values), List.of(source));
  }

  private NeighbourGroups groups(Ascending order, ValueNotes values, MethodRun run) {
    try {
      return NeighbourGroups.of(order, values, k, e, run.workspace())
          .orElseThrow(() ->
              new MethodException(
                  "Column %s of table %s cannot be split into groups of at least %d different values that lie at least %s apart."
                      .formatted(column.name(), table, k, e.toPlainString()),
                  "Lower \"k\" or \"e\"; at the least, the column as a whole must have so many different values, so far apart."));
    } catch (NumberFormatException notFinite) {
      throw new MethodException(
          "Column %s of table %s has values that are no finite numbers."
              .formatted(column.name(), table),
          "Let the column's rules drop or replace them.");
    }
  }

  private static void deal(
      NeighbourGroups groups, Ascending order, MethodRun run, LongArray source) {
    Draws draws = Draws.of(run.runSeed(), PermuteGroups.NAME);
    LongArray shuffled = run.workspace().longs(order.size());
    for (long i = 0; i < order.size(); i++) {
      shuffled.set(i, order.position(i));
    }
    for (long group = 0; group < groups.count(); group++) {
      draws.shuffle(shuffled, groups.start(group), groups.start(group + 1));
    }
    for (long i = 0; i < order.size(); i++) {
      source.set(order.position(i), shuffled.get(i));
    }
  }
}
