package io.weir.spi;

import java.util.Set;

/** A method on the values of one column that needs nothing of the run it is used in. */
public interface ColumnAnonymizer extends PreparedMethod.OfValues, ColumnFunction {
  @Override
  default Set<Trait> traits() {
    return Set.of(Trait.EMPTIES_STAY, Trait.STABLE_ACROSS_VERSIONS);
  }

  @Override
  default ColumnFunction open(MethodRun run) {
    return this;
  }
}
