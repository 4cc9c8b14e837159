package io.weir.engine.definition;

import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PrivacyCost;
import io.weir.spi.RecordFilter;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Methods that cannot be run, for documents are read without a run. */
final class Shapes {
  private Shapes() {}

  record Levels(ColumnSchema output, int lowest, int highest) implements PreparedMethod.OfLevels {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.EMPTIES_STAY);
    }

    @Override
    public ColumnFunction level(int level) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }

  record Records(List<String> inputs, MethodOutput output, Set<Trait> traits)
      implements PreparedMethod.OfRecords {
    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }

  record Lies(List<String> inputs, MethodOutput output, PrivacyCost spent)
      implements PreparedMethod.OfRecords {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
    }

    @Override
    public Optional<PrivacyCost> cost() {
      return Optional.of(spent);
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }

  record Suppression(List<String> inputs) implements PreparedMethod.OfSuppression {
    @Override
    public Set<Trait> traits() {
      return Set.of();
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFilter seal(MethodRun run, Optional<Observer> seen) {
      throw new UnsupportedOperationException("documents are read without a run");
    }
  }
}
