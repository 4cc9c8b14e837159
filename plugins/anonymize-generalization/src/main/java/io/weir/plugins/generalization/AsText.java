package io.weir.plugins.generalization;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;

/**
 * Values of any type as their canonical texts. A decimal is written without zeros at its end, so
 * that equal ones, such as 1.5 and 1.50, become the same text.
 */
final class AsText {
  /** More digits than this before or after the point are written with an exponent. */
  private static final int LONGEST = 400;

  private AsText() {}

  static BytesColumn of(Column column) {
    return switch (column) {
      case BytesColumn texts when texts.type() == ValueType.STRING -> texts;
      case LongColumn longs -> of(longs);
      case BytesColumn _, DecimalColumn _, DoubleColumn _, BooleanColumn _ -> rows(column);
    };
  }

  private static BytesColumn of(LongColumn column) {
    long[] values = column.values();
    Labels labels = new Labels(value -> LongColumn.format(column.type(), value));
    int[] codes = new int[column.size()];
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        codes[row] = labels.code(values[row]);
      }
    }
    return labels.column(codes, column.empties());
  }

  private static BytesColumn rows(Column column) {
    BytesColumn.Builder texts = new BytesColumn.Builder(ValueType.STRING, column.size());
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        texts.appendEmpty();
      } else {
        texts.append(
            column instanceof DecimalColumn decimals
                ? text(decimals.value(row))
                : column.format(row));
      }
    }
    return texts.build();
  }

  private static String text(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return Math.abs((long) bare.precision() - bare.scale()) > LONGEST || bare.scale() > LONGEST
        ? bare.toString()
        : bare.toPlainString();
  }
}
