package io.weir.plugins.generalization;

import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Exact decimals. They are kept as the long that they are without zeros at their end, in a table
 * for each scale; those that fit no long in a map beside.
 */
final class RowsOfDecimals implements ValueRows {
  private static final int SCALES = 256;
  private static final int BIAS = 128;

  private final LongTable[] tables = new LongTable[SCALES];
  private final Map<BigDecimal, Integer> others = new HashMap<>();

  @Override
  public int add(String text, int row) {
    BigDecimal bare = new BigDecimal(text.strip()).stripTrailingZeros();
    if (!isSmall(bare)) {
      Integer other = others.putIfAbsent(bare, row);
      return other == null ? NONE : other;
    }
    int scale = bare.scale() + BIAS;
    if (tables[scale] == null) {
      tables[scale] = new LongTable();
    }
    return tables[scale].putIfAbsent(bare.unscaledValue().longValue(), row);
  }

  @Override
  public int[] of(Column column) {
    DecimalColumn decimals = (DecimalColumn) column;
    int[] rows = new int[column.size()];
    for (int row = 0; row < rows.length; row++) {
      if (!column.isEmpty(row)) {
        rows[row] =
            decimals.isSmall(row)
                ? row(decimals.unscaled(row), decimals.scale(row))
                : row(decimals.value(row).stripTrailingZeros());
      }
    }
    return rows;
  }

  private int row(long unscaled, int scale) {
    if (unscaled == 0) {
      return smallRow(0, 0);
    }
    while (unscaled % 10 == 0) {
      unscaled /= 10;
      scale--;
    }
    return scale < -BIAS
        ? others.getOrDefault(BigDecimal.valueOf(unscaled, scale), NONE)
        : smallRow(unscaled, scale);
  }

  private int row(BigDecimal bare) {
    return isSmall(bare)
        ? smallRow(bare.unscaledValue().longValue(), bare.scale())
        : others.getOrDefault(bare, NONE);
  }

  private int smallRow(long unscaled, int scale) {
    LongTable table = tables[scale + BIAS];
    return table == null ? NONE : table.row(unscaled);
  }

  private static boolean isSmall(BigDecimal bare) {
    return bare.scale() >= -BIAS
        && bare.scale() < SCALES - BIAS
        && bare.unscaledValue().bitLength() < 64;
  }
}
