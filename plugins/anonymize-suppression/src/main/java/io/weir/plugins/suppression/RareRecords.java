package io.weir.plugins.suppression;

import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFilter;
import io.weir.spi.Trait;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Records disappear whose values in some columns are together those of too few. */
record RareRecords(List<String> inputs, long least, Limit limit)
    implements PreparedMethod.OfSuppression {
  @Override
  public Set<Trait> traits() {
    return Set.of();
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(new OccurrenceObserver(run));
  }

  @Override
  public RecordFilter seal(MethodRun run, Optional<Observer> seen) {
    FrequentSet frequent = OccurrenceObserver.frequent(run, seen, least);
    limit.check(frequent.rare(), frequent.records());
    Fingerprints fingerprints = Fingerprints.of(run);
    return (batch, first) -> {
      long[] all = fingerprints.of(batch);
      BitSet suppressed = new BitSet(all.length);
      for (int row = 0; row < all.length; row++) {
        if (!frequent.contains(all[row])) {
          suppressed.set(row);
        }
      }
      return suppressed;
    };
  }
}
