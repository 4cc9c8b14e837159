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
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns whose values change places with others of nearly the same rank. */
record RankSwapped(String table, List<ColumnSchema> moved, BigDecimal percent)
    implements MovingMethod {
  /** So often a partner is drawn before those that are left are counted. */
  private static final int TRIES = 32;

  @Override
  public boolean emptiesStay() {
    return true;
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(NotedColumns.of(moved, List.of(), List.of(), run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> observer) {
    NotedColumns seen = (NotedColumns) observer.orElseThrow();
    List<LongArray> sources = new ArrayList<>(moved.size());
    for (int i = 0; i < moved.size(); i++) {
      Draws draws = Draws.of(run.runSeed(), RankSwap.NAME + " " + moved.get(i).name());
      sources.add(source(moved.get(i), seen.values().get(i), draws, run));
    }
    return new MovedColumns(seen.values(), sources);
  }

  private LongArray source(ColumnSchema column, ValueNotes values, Draws draws, MethodRun run) {
    Ascending order = Ascending.of(values, run.workspace(), run.records());
    LongArray source = run.workspace().longs(run.records());
    for (long position = 0; position < source.size(); position++) {
      source.set(position, position);
    }
    long window = window(order.size());
    if (window == 0 && order.size() > 0) {
      throw new MethodException(
          "Column %s of table %s has %d values, and %s %% of them are less than one, so none can be swapped."
              .formatted(column.name(), table, order.size(), percent.toPlainString()),
          "Raise \"percent\", or choose another method for so few records.");
    }
    LongArray swapped = run.workspace().longs(order.size());
    for (long rank = 0; rank < order.size(); rank++) {
      long partner =
          swapped.get(rank) == 0
              ? partner(swapped, rank, Math.min(window, order.size() - 1 - rank), draws)
              : rank;
      if (partner != rank) {
        swapped.set(partner, 1);
        source.set(order.position(rank), order.position(partner));
        source.set(order.position(partner), order.position(rank));
      }
    }
    return source;
  }

  private long window(long size) {
    return percent
        .multiply(BigDecimal.valueOf(size))
        .divide(BigDecimal.valueOf(100), 0, RoundingMode.FLOOR)
        .longValueExact();
  }

  /**
   * One of the ranks above that are not swapped yet, each as likely as any other; the rank itself
   * if there is none.
   */
  private static long partner(LongArray swapped, long rank, long window, Draws draws) {
    for (int tries = 0; tries < TRIES && window > 0; tries++) {
      long drawn = rank + 1 + draws.below(window);
      if (swapped.get(drawn) == 0) {
        return drawn;
      }
    }
    long left = 0;
    for (long above = rank + 1; above <= rank + window; above++) {
      left += 1 - swapped.get(above);
    }
    long picked = left == 0 ? 0 : draws.below(left) + 1;
    long partner = rank;
    while (picked > 0) {
      partner++;
      picked -= 1 - swapped.get(partner);
    }
    return partner;
  }
}
