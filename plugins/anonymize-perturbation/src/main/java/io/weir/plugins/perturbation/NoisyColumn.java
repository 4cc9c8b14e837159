package io.weir.plugins.perturbation;

import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Noise on the column the method stands at. */
record NoisyColumn(
    String method, PerRecord records, Set<Trait> traits, Perturbation perturbation, Noise noise)
    implements PreparedMethod.OfRecords {
  @Override
  public List<String> inputs() {
    return records.inputs();
  }

  @Override
  public MethodOutput output() {
    return MethodOutput.of(records.own());
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.empty();
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    PerRecord.Source source = records.source(run, method);
    return (batch, first) ->
        List.of(perturbation.apply(batch.column(0), noise, source.draws(batch, first)));
  }
}
