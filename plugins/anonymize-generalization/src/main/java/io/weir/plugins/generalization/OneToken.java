package io.weir.plugins.generalization;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnFunction;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;

/** Every value becomes the same token. */
final class OneToken implements ColumnFunction {
  private final byte[] token;

  OneToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
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
