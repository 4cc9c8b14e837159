package io.weir.plugins.suppression;

import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordBatch;
import io.weir.spi.RecordFilter;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records disappear that have one of some values in a column. */
record ListedRecords(String column, ListedValues values, Limit limit)
    implements PreparedMethod.OfSuppression {
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.STABLE_ACROSS_VERSIONS);
  }

  @Override
  public List<String> inputs() {
    return List.of(column);
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return limit.atMost().map(_ -> new Counter(values));
  }

  @Override
  public RecordFilter seal(MethodRun run, Optional<Observer> seen) {
    seen.map(Counter.class::cast).ifPresent(it -> limit.check(it.suppressed, it.records));
    return (batch, first) -> values.in(batch.column(0));
  }

  private static final class Counter implements Observer {
    private final ListedValues values;
    private long suppressed;
    private long records;

    Counter(ListedValues values) {
      this.values = values;
    }

    @Override
    public void observe(RecordBatch batch, long first) {
      suppressed += values.in(batch.column(0)).cardinality();
      records += batch.size();
    }

    @Override
    public void merge(Observer other) {
      Counter that = (Counter) other;
      suppressed += that.suppressed;
      records += that.records;
    }
  }
}
