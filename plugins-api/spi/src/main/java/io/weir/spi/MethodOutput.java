package io.weir.spi;

import java.util.List;
import java.util.Set;

/**
 * What becomes of a table. Columns that are not named stay as they are.
 *
 * @param columns that are changed, or new: those of the same name are replaced, with whatever type;
 *     others are added at the end, in this order
 * @param removed columns that disappear; they are not among {@code columns}
 * @param tables new tables, with names that no table of the module has
 */
public record MethodOutput(
    List<ColumnSchema> columns, Set<String> removed, List<TableSchema> tables) {
  public MethodOutput {
    columns = List.copyOf(columns);
    removed = Set.copyOf(removed);
    tables = List.copyOf(tables);
  }

  /** Some columns are changed. */
  public static MethodOutput of(List<ColumnSchema> columns) {
    return new MethodOutput(columns, Set.of(), List.of());
  }
}
