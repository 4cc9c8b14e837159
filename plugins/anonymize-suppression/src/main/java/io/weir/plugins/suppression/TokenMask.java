package io.weir.plugins.suppression;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.ValueType;
import java.util.Optional;

/** Every value becomes the same token: a dictionary of one entry, whatever the column holds. */
record TokenMask(ColumnSchema schema, byte[] token) implements ColumnAnonymizer {
  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Column apply(Column column) {
    return BytesColumn.dictionary(
        ValueType.STRING,
        token,
        new int[] {0, token.length},
        1,
        new int[column.size()],
        column.size(),
        column.empties(),
        true);
  }
}
