package io.weir.spi;

import java.util.Objects;

/** The name and type of one column of a table. */
public record ColumnSchema(String name, ValueType type) {
  public ColumnSchema {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
