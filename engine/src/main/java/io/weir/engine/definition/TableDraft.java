package io.weir.engine.definition;

import io.weir.engine.definition.TablePlan.ForeignKeyPlan;
import io.weir.engine.definition.TablePlan.KeyPlan;
import io.weir.spi.ColumnRole;
import io.weir.spi.ColumnSchema;
import io.weir.spi.TableSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    int rejectedSample,
    TableAnonymization anonymization) {

  Optional<ColumnDraft> column(String column) {
    return columns.stream().filter(draft -> draft.name().equals(column)).findFirst();
  }

  /** The columns whose types could be understood, each name once. */
  TableSchema known() {
    Map<String, ColumnSchema> known = new LinkedHashMap<>();
    columns.forEach(column ->
        column
            .type()
            .ifPresent(
                type -> known.putIfAbsent(column.name(), new ColumnSchema(column.name(), type))));
    return new TableSchema(name, List.copyOf(known.values()));
  }

  Map<String, ColumnRole> roles() {
    Map<String, ColumnRole> roles = new HashMap<>();
    columns.forEach(
        column -> column.role().ifPresent(role -> roles.putIfAbsent(column.name(), role)));
    return roles;
  }

  /** The finished table; only asked for when there are no problems. */
  TablePlan plan(ForeignKeys foreignKeys) {
    return new TablePlan(
        name,
        columns.stream()
            .map(column -> column.plan(foreignKeys.planned(name, column.name())))
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
        rejectedSample,
        anonymization.methods().stream().map(ColumnDraft.Declared::anonymization).toList(),
        anonymization.privacy().map(PrivacyDraft::model));
  }
}
