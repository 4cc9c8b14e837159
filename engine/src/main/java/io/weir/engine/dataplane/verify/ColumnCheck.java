package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.ColumnPlan;
import io.weir.spi.Column;
import java.util.Optional;

/**
 * Counts the empty values and those out of range of one column. A value that was anonymized is not
 * what the range was declared for, and may be empty because the method empties it; a primary key
 * never may.
 */
final class ColumnCheck {
  private final ColumnPlan plan;
  private final boolean mayBeEmpty;
  private final Optional<Bounds> bounds;
  private long empties;
  private long outOfRange;

  ColumnCheck(ColumnPlan plan, boolean primaryKey) {
    this.plan = plan;
    this.mayBeEmpty = !PartCheck.promisesNoEmpties(plan, primaryKey);
    this.bounds =
        plan.anonymization().isPresent()
            ? Optional.empty()
            : plan.range().map(range -> Bounds.of(plan.type(), range));
  }

  void look(Column column) {
    if (!mayBeEmpty) {
      empties += column.empties().count();
    }
    if (bounds.isPresent()) {
      outOfRange += bounds.get().outside(column);
    }
  }

  ColumnPlan plan() {
    return plan;
  }

  long empties() {
    return empties;
  }

  long outOfRange() {
    return outOfRange;
  }
}
