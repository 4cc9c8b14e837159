package io.weir.plugins.perturbation;

import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns whose values are replaced by the means of groups of records. */
record MicroaggregatedColumns(List<ColumnSchema> columns, int k, int exactUpTo)
    implements PreparedMethod.OfRecords {
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.EMPTIES_STAY);
  }

  @Override
  public List<String> inputs() {
    return columns.stream().map(ColumnSchema::name).toList();
  }

  @Override
  public MethodOutput output() {
    return MethodOutput.of(columns);
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(new GatheredAmounts(columns, run.workspace()));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    AmountTable table = ((GatheredAmounts) seen.orElseThrow()).table(run.workspace());
    new Grouping(table, k, exactUpTo).average();
    return table::columns;
  }
}
