package io.weir.engine.dataplane.profile;

import io.weir.spi.DecimalColumn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The least and the greatest of decimals, exactly. */
final class DecimalBounds {
  /** Beyond so many digits, or places, a number is told rounded. */
  private static final int MOST_DIGITS = 40;

  private static final long EXACT_IN_DOUBLE = 1L << 53;
  private static final double[] POWERS = new double[23];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = Double.parseDouble("1e" + i);
    }
  }

  private long lowKey = Long.MAX_VALUE;
  private long highKey = Long.MIN_VALUE;

  /** Nothing, or the least and the greatest. */
  private final List<BigDecimal> bounds = new ArrayList<>(2);

  /** The double nearest to a value. */
  static double nearest(DecimalColumn column, int row) {
    if (column.isSmall(row)) {
      long unscaled = column.unscaled(row);
      int scale = column.scale(row);
      if (scale >= 0 && scale < POWERS.length && Math.abs(unscaled) <= EXACT_IN_DOUBLE) {
        return unscaled / POWERS[scale];
      }
    }
    return column.value(row).doubleValue();
  }

  /**
   * @param key of the value's nearest double, so that only values near the bounds are compared
   */
  void add(long key, DecimalColumn column, int row) {
    if (key <= lowKey || key >= highKey) {
      widen(column.value(row));
    }
  }

  private void widen(BigDecimal value) {
    if (bounds.isEmpty()) {
      bounds.add(value);
      bounds.add(value);
    }
    if (value.compareTo(bounds.getFirst()) < 0) {
      bounds.set(0, value);
    }
    if (value.compareTo(bounds.getLast()) > 0) {
      bounds.set(1, value);
    }
    lowKey = DoubleGrid.key(bounds.getFirst().doubleValue());
    highKey = DoubleGrid.key(bounds.getLast().doubleValue());
  }

  /** Of numbers that are equal but for their zeros, always the same is told. */
  String text(boolean minimum) {
    BigDecimal value = (minimum ? bounds.getFirst() : bounds.getLast()).stripTrailingZeros();
    return value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS
        ? value.round(MathContext.DECIMAL128).toString()
        : value.toPlainString();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bounds.size());
    for (BigDecimal bound : bounds) {
      BigDecimal stripped = bound.stripTrailingZeros();
      byte[] digits = stripped.unscaledValue().toByteArray();
      out.writeInt(stripped.scale());
      out.writeInt(digits.length);
      out.write(digits);
    }
  }

  void add(DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      int scale = in.readInt();
      byte[] digits = new byte[in.readInt()];
      in.readFully(digits);
      widen(new BigDecimal(new BigInteger(digits), scale));
    }
  }
}
