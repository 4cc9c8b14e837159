package io.weir.plugins.permutation;

import io.weir.plugins.notes.Draws;
import io.weir.plugins.notes.MovedColumns;
import io.weir.plugins.notes.NotedColumns;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import io.weir.spi.Workspace.LongArray;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records that change their places as a whole.
 *
 * @param moved all columns of the table
 */
record ShuffledRecords(List<ColumnSchema> moved) implements MovingMethod {
  @Override
  public boolean emptiesStay() {
    return false;
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.RECORDS_MOVE, Trait.VALUES_STAY, Trait.DISTINCT_STAYS_DISTINCT);
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(NotedColumns.of(moved, List.of(), List.of(), run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> observer) {
    NotedColumns seen = (NotedColumns) observer.orElseThrow();
    LongArray source = PermutedColumns.amongAll(Draws.of(run.runSeed(), "records"), run);
    return new MovedColumns(seen.values(), Collections.nCopies(moved.size(), source));
  }
}
