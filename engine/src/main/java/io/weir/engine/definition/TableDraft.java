package io.weir.engine.definition;

import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import java.util.List;
import java.util.Optional;

/**
 * A table as far as it could be read.
 *
 * @param named where its name stands
 * @param complete whether every column could be named, so that a column not found here does not
 *     exist
 * @param conflictStrategy where the strategy's name stands
 */
record TableDraft(
    String name,
    Place named,
    List<ColumnDraft> columns,
    boolean complete,
    List<SourcePlan> sources,
    Optional<KeyPlan> primaryKey,
    Optional<Place> conflictStrategy,
    int rejectedSample) {

  Optional<ColumnDraft> column(String column) {
    return columns.stream().filter(draft -> draft.name().equals(column)).findFirst();
  }

  /** The finished table; only asked for when there are no problems. */
  TablePlan plan(ForeignKeys foreignKeys) {
    return new TablePlan(
        name,
        columns.stream()
            .map(column -> column.plan(foreignKeys.anonymization(name, column.name())))
            .toList(),
        sources,
        primaryKey,
        columns.stream()
            .flatMap(column ->
                column.reference().stream()
                    .map(reference ->
                        new ForeignKeyPlan(
                            column.name(),
                            reference.table(),
                            reference.column(),
                            reference.onParentGone())))
            .toList(),
        rejectedSample);
  }
}
