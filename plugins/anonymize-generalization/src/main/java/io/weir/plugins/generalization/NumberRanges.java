package io.weir.plugins.generalization;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Numbers become intervals, exactly. A double counts as the decimal that it is written as, so that
 * 0.3 lies in {@code [0.3, 0.4)} although the binary value is a little less; infinities and NaN
 * become {@code inf}, {@code -inf} and {@code NaN}.
 */
record NumberRanges(ColumnSchema schema, Intervals intervals) implements ColumnAnonymizer {
  private static final long[] POWERS = new long[Intervals.MOST_DIGITS + 1];

  /** Beyond 10^400 there is one interval either way: nobody reads its ends' digits. */
  private static final int LARGEST = 400;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  @Override
  public Optional<ColumnSchema> output() {
    return Optional.of(schema);
  }

  @Override
  public Column apply(Column column) {
    Labels labels = new Labels(intervals::label);
    int[] codes = new int[column.size()];
    switch (column) {
      case LongColumn longs -> fill(codes, longs, labels);
      case DecimalColumn decimals -> fill(codes, decimals, labels);
      case DoubleColumn doubles -> fill(codes, doubles, labels);
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("not a column of numbers: " + column.type());
    }
    return labels.column(codes, column.empties());
  }

  private void fill(int[] codes, LongColumn column, Labels labels) {
    long[] values = column.values();
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        codes[row] = code(values[row], 0, labels);
      }
    }
  }

  private void fill(int[] codes, DecimalColumn column, Labels labels) {
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        codes[row] =
            column.isSmall(row)
                ? code(column.unscaled(row), column.scale(row), labels)
                : code(column.value(row), labels);
      }
    }
  }

  private void fill(int[] codes, DoubleColumn column, Labels labels) {
    double[] values = column.values();
    for (int row = 0; row < codes.length; row++) {
      if (!column.isEmpty(row)) {
        codes[row] = code(values[row], labels);
      }
    }
  }

  private int code(double value, Labels labels) {
    if (!Double.isFinite(value)) {
      return labels.code(Double.isNaN(value) ? "NaN" : value < 0 ? "-inf" : "inf");
    }
    long whole = (long) value;
    if (whole == value && Math.abs(value) <= 0x1p53) {
      return code(whole, 0, labels);
    }
    long bucket = intervals.bucket(value);
    return bucket == Intervals.UNCERTAIN
        ? code(BigDecimal.valueOf(value), labels)
        : labels.code(bucket);
  }

  /** The code of {@code unscaled × 10^-scale}. */
  private int code(long unscaled, int scale, Labels labels) {
    int missing = intervals.scale() - scale;
    if (missing < 0) {
      long floor =
          missing < -Intervals.MOST_DIGITS
              ? unscaled >> 63
              : Math.floorDiv(unscaled, POWERS[-missing]);
      return floorCode(floor, labels);
    }
    if (missing <= Intervals.MOST_DIGITS) {
      long floor = unscaled * POWERS[missing];
      if (Math.multiplyHigh(unscaled, POWERS[missing]) == floor >> 63) {
        return floorCode(floor, labels);
      }
    }
    return code(BigDecimal.valueOf(unscaled, scale), labels);
  }

  private int floorCode(long floor, Labels labels) {
    return intervals.inReach(floor)
        ? labels.code(intervals.bucket(floor))
        : labels.code(intervals.label(BigInteger.valueOf(floor)));
  }

  private int code(BigDecimal value, Labels labels) {
    long magnitude = (long) value.precision() - value.scale();
    if (value.signum() != 0 && magnitude > LARGEST) {
      return labels.code(value.signum() < 0 ? "(-inf, -1E+400]" : "[1E+400, inf)");
    }
    return labels.code(intervals.label(floor(value, magnitude)));
  }

  private BigInteger floor(BigDecimal value, long magnitude) {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    return magnitude <= -intervals.scale()
        ? BigInteger.valueOf(value.signum() < 0 ? -1 : 0)
        : value.setScale(intervals.scale(), RoundingMode.FLOOR).unscaledValue();
  }
}
