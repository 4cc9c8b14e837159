package io.weir.plugins.suppression;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.util.BitSet;

/** Columns some of whose values are replaced; the others are as before. */
final class Replacements {
  private Replacements() {}

  /** All values as texts, and a token in place of some. */
  static Column byToken(Column column, BitSet rows, byte[] token) {
    if (column.type() == ValueType.STRING && rows.isEmpty()) {
      return column;
    }
    BytesColumn.Builder texts = new BytesColumn.Builder(ValueType.STRING, column.size());
    for (int row = 0; row < column.size(); row++) {
      if (column.isEmpty(row)) {
        texts.appendEmpty();
      } else if (rows.get(row)) {
        texts.append(token, 0, token.length);
      } else if (column instanceof BytesColumn bytes && column.type() != ValueType.BINARY) {
        int entry = bytes.entry(row);
        texts.append(bytes.heap(), bytes.start(entry), bytes.end(entry) - bytes.start(entry));
      } else {
        texts.append(column.format(row));
      }
    }
    return texts.build();
  }

  /** The same column, with some rows empty; what stood there is gone. */
  static Column byNothing(Column column, BitSet rows) {
    if (rows.isEmpty()) {
      return column;
    }
    int size = column.size();
    BitSet gone = (BitSet) rows.clone();
    for (int row = 0; row < size; row++) {
      if (column.isEmpty(row)) {
        gone.set(row);
      }
    }
    Empties empties = Empties.of(gone);
    return switch (column) {
      case LongColumn longs -> {
        long[] values = new long[size];
        for (int row = gone.nextClearBit(0); row < size; row = gone.nextClearBit(row + 1)) {
          values[row] = longs.value(row);
        }
        yield new LongColumn(column.type(), values, size, empties);
      }
      case DoubleColumn doubles -> {
        double[] values = new double[size];
        for (int row = gone.nextClearBit(0); row < size; row = gone.nextClearBit(row + 1)) {
          values[row] = doubles.value(row);
        }
        yield new DoubleColumn(values, size, empties);
      }
      case BooleanColumn flags -> {
        byte[] values = new byte[size];
        for (int row = gone.nextClearBit(0); row < size; row = gone.nextClearBit(row + 1)) {
          values[row] = (byte) (flags.value(row) ? 1 : 0);
        }
        yield new BooleanColumn(values, size, empties);
      }
      case DecimalColumn decimals -> decimals(decimals, gone);
      case BytesColumn bytes -> bytes(bytes, gone);
    };
  }

  private static DecimalColumn decimals(DecimalColumn column, BitSet gone) {
    DecimalColumn.Builder values = new DecimalColumn.Builder(column.size());
    for (int row = 0; row < column.size(); row++) {
      if (gone.get(row)) {
        values.appendEmpty();
      } else if (column.isSmall(row)) {
        values.append(column.unscaled(row), column.scale(row));
      } else {
        values.append(column.value(row));
      }
    }
    return values.build();
  }

  private static BytesColumn bytes(BytesColumn column, BitSet gone) {
    BytesColumn.Builder values = new BytesColumn.Builder(column.type(), column.size());
    for (int row = 0; row < column.size(); row++) {
      if (gone.get(row)) {
        values.appendEmpty();
      } else {
        int entry = column.entry(row);
        values.append(column.heap(), column.start(entry), column.end(entry) - column.start(entry));
      }
    }
    return values.build();
  }
}
