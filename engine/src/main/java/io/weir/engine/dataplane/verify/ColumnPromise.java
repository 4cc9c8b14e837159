package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.ColumnPlan;
import io.weir.engine.definition.ColumnPlan.OnEmpty;
import io.weir.engine.definition.PreparedTable;
import io.weir.engine.definition.TablePlan;
import io.weir.spi.ColumnSchema;
import io.weir.spi.PreparedMethod.OfRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is promised of a column whatever the records are. A value that was anonymized is not what
 * the range was declared for, and may be empty because the method empties it; a primary key never
 * may.
 *
 * @param index where the column is in the published table
 * @param isKey whether it is the primary key
 * @param isChanged whether a method changes its values
 */
record ColumnPromise(ColumnPlan column, int index, boolean isKey, boolean isChanged) {
  /** Of the columns of the plan that are still there, in the order they are published in. */
  static List<ColumnPromise> of(PreparedTable table) {
    TablePlan plan = table.plan();
    Set<String> changed =
        table.steps().stream()
            .filter(step -> step.method() instanceof OfRecords)
            .flatMap(step -> ((OfRecords) step.method()).output().columns().stream())
            .map(ColumnSchema::name)
            .collect(Collectors.toSet());
    List<ColumnPromise> promises = new ArrayList<>();
    for (ColumnPlan column : plan.columns()) {
      boolean key = plan.primaryKey().filter(it -> it.column().equals(column.name())).isPresent();
      boolean isChanged = column.anonymization().isPresent() || changed.contains(column.name());
      table
          .output()
          .indexOf(column.name())
          .ifPresent(index -> promises.add(new ColumnPromise(column, index, key, isChanged)));
    }
    return promises;
  }

  boolean noEmpties() {
    return isKey || !isChanged && !(column.onEmpty() instanceof OnEmpty.Pass);
  }

  boolean range() {
    return !isChanged && column.range().isPresent();
  }

  /** How many promises these are: its type, and the others. */
  int count() {
    return 1 + (noEmpties() ? 1 : 0) + (range() ? 1 : 0);
  }
}
