package io.weir.spi;

import java.util.List;
import java.util.OptionalInt;

/** A table's name and its columns in order; column names are unique. */
public record TableSchema(String name, List<ColumnSchema> columns) {
  public TableSchema {
    columns = List.copyOf(columns);
    if (columns.stream().map(ColumnSchema::name).distinct().count() != columns.size()) {
      throw new IllegalArgumentException("table " + name + " has two columns of the same name");
    }
  }

  /** The position of a column, or empty when the table has none of that name. */
  public OptionalInt indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
