package io.weir.plugins.permutation;

import io.weir.spi.ColumnSchema;
import io.weir.spi.MethodOutput;
import io.weir.spi.PreparedMethod.OfRecords;
import io.weir.spi.Trait;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A method that gives columns the values of other records. */
interface MovingMethod extends OfRecords {
  /** The columns that are moved. */
  List<ColumnSchema> moved();

  /** Whether no value becomes empty and no empty one becomes another. */
  boolean emptiesStay();

  @Override
  default Set<Trait> traits() {
    Set<Trait> traits = EnumSet.of(Trait.VALUES_STAY, Trait.DISTINCT_STAYS_DISTINCT);
    if (emptiesStay()) {
      traits.add(Trait.EMPTIES_STAY);
    }
    return traits;
  }

  @Override
  default List<String> inputs() {
    return moved().stream().map(ColumnSchema::name).toList();
  }

  @Override
  default MethodOutput output() {
    return MethodOutput.of(moved());
  }
}
