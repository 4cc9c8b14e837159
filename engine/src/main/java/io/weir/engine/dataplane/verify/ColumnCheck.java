package io.weir.engine.dataplane.verify;

import io.weir.spi.Column;
import java.util.Optional;

/** Counts the empty values and those out of range of one column. */
final class ColumnCheck {
  private final ColumnPromise promise;
  private final Optional<Bounds> bounds;
  private long empties;
  private long outOfRange;

  ColumnCheck(ColumnPromise promise) {
    this.promise = promise;
    this.bounds =
        promise
            .column()
            .range()
            .filter(range -> promise.range())
            .map(range -> Bounds.of(promise.column().type(), range));
  }

  void look(Column column) {
    if (promise.noEmpties()) {
      empties += column.empties().count();
    }
    if (bounds.isPresent()) {
      outOfRange += bounds.get().outside(column);
    }
  }

  ColumnPromise promise() {
    return promise;
  }

  long empties() {
    return empties;
  }

  long outOfRange() {
    return outOfRange;
  }
}
