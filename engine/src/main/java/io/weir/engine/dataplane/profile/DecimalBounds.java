package io.weir.engine.dataplane.profile;

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

  /** The doubles nearest to the bounds: only values near them need be compared exactly. */
  private double least = Double.POSITIVE_INFINITY;

  private double greatest = Double.NEGATIVE_INFINITY;

  /** Nothing, or the least and the greatest. */
  private final List<BigDecimal> bounds = new ArrayList<>(2);

  /**
   * Whether a value cannot be a new bound.
   *
   * @param nearest the double nearest to it
   */
  boolean encloses(double nearest) {
    return nearest > least && nearest < greatest;
  }

  void widen(BigDecimal value) {
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
    least = bounds.getFirst().doubleValue();
    greatest = bounds.getLast().doubleValue();
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
