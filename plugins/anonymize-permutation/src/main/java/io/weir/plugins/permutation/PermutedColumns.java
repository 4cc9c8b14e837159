package io.weir.plugins.permutation;

import io.weir.plugins.notes.Draws;
import io.weir.plugins.notes.EqualityNotes;
import io.weir.plugins.notes.Groups;
import io.weir.plugins.notes.MovedColumns;
import io.weir.plugins.notes.NotedColumns;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.RecordFunction;
import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Columns whose values go round among all records, or among those of a group. */
record PermutedColumns(List<ColumnSchema> moved, List<ColumnSchema> within, boolean emptiesStay)
    implements MovingMethod {
  @Override
  public List<String> inputs() {
    return Stream.concat(moved.stream(), within.stream()).map(ColumnSchema::name).toList();
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    List<Integer> groups =
        IntStream.range(moved.size(), moved.size() + within.size()).boxed().toList();
    List<Integer> staying = IntStream.range(0, emptiesStay ? moved.size() : 0).boxed().toList();
    return Optional.of(NotedColumns.of(moved, groups, staying, run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> observer) {
    NotedColumns seen = (NotedColumns) observer.orElseThrow();
    Draws draws = Draws.of(run.runSeed(), "permute");
    LongArray source =
        seen.equality()
            .map(equality -> amongEqual(equality, draws, run))
            .orElseGet(() -> amongAll(draws, run));
    return new MovedColumns(seen.values(), Collections.nCopies(moved.size(), source));
  }

  static LongArray amongAll(Draws draws, MethodRun run) {
    LongArray source = run.workspace().longs(run.records());
    for (long position = 0; position < source.size(); position++) {
      source.set(position, position);
    }
    draws.shuffle(source, 0, source.size());
    return source;
  }

  private static LongArray amongEqual(EqualityNotes equality, Draws draws, MethodRun run) {
    Workspace workspace = run.workspace();
    Groups groups = Groups.of(equality, workspace, run.records());
    LongArray positions = groups.positions();
    LongArray shuffled = groups.reuse();
    for (long i = 0; i < shuffled.size(); i++) {
      shuffled.set(i, positions.get(i));
    }
    for (long group = 0; group < groups.count(); group++) {
      draws.shuffle(shuffled, groups.start(group), groups.start(group + 1));
    }
    LongArray source = workspace.longs(run.records());
    for (long i = 0; i < shuffled.size(); i++) {
      source.set(positions.get(i), shuffled.get(i));
    }
    return source;
  }
}
