package io.weir.plugins.suppression;

import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * @param token what stands in place of a rare value; empty if nothing does
 */
record RareCells(String column, ColumnSchema schema, long least, Optional<byte[]> token)
    implements PreparedMethod.OfRecords {
  @Override
  public Set<Trait> traits() {
    return token.isPresent() ? Set.of(Trait.EMPTIES_STAY) : Set.of();
  }

  @Override
  public List<String> inputs() {
    return List.of(column);
  }

  @Override
  public MethodOutput output() {
    return MethodOutput.of(List.of(schema));
  }

  @Override
  public Optional<Observer> observer(MethodRun run) {
    return Optional.of(new OccurrenceObserver(run));
  }

  @Override
  public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
    FrequentSet frequent = OccurrenceObserver.frequent(run, seen, least);
    Fingerprints fingerprints = Fingerprints.of(run);
    return (batch, first) -> {
      Column values = batch.column(0);
      BitSet rare = rare(fingerprints.of(values), values, frequent);
      return List.of(
          token
              .map(it -> Replacements.byToken(values, rare, it))
              .orElseGet(() -> Replacements.byNothing(values, rare)));
    };
  }

  private static BitSet rare(long[] fingerprints, Column values, FrequentSet frequent) {
    BitSet rare = new BitSet();
    for (int row = 0; row < fingerprints.length; row++) {
      if (!values.isEmpty(row) && !frequent.contains(fingerprints[row])) {
        rare.set(row);
      }
    }
    return rare;
  }
}
