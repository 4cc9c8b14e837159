package io.weir.plugins.perturbation;

import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A column of categories, each of which is kept or drawn anew as often as it was observed.
 *
 * @param keep the probability of being kept, in parts of {@code whole}
 */
record InvariantColumn(PerRecord records, long keep, long whole)
    implements PreparedMethod.OfRecords {
  /** What is drawn depends on how often each value was observed, which differs by version. */
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.EMPTIES_STAY);
  }

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
    return Optional.of(new Frequencies(records.own().getFirst()));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    Frequencies frequencies = (Frequencies) seen.orElseThrow();
    Categories categories = frequencies.categories();
    Transition transition = new Transition.Invariant(keep, whole, frequencies.cumulative());
    PerRecord.Source source = records.source(run, "randomize");
    return (batch, first) ->
        List.of(
            RandomizedColumn.randomized(
                batch, categories, OptionalInt.empty(), transition, source.draws(batch, first)));
  }
}
