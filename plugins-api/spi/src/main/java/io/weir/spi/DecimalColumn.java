package io.weir.spi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * DECIMAL values, exact: {@code unscaled × 10^-scale} where the unscaled value fits a long and the
 * scale a byte, a {@link BigDecimal} for the rare value that does not.
 */
public final class DecimalColumn implements Column {
  private final long[] unscaled;
  private final byte[] scales;
  private final @Nullable BigDecimal @Nullable [] large;
  private final int size;
  private final Empties empties;

  /**
   * @param large the values that do not fit, at their rows, null elsewhere; null when all fit. No
   *     array is copied, and none is to be changed afterwards.
   */
  public DecimalColumn(
      long[] unscaled,
      byte[] scales,
      @Nullable BigDecimal @Nullable [] large,
      int size,
      Empties empties) {
    this.unscaled = unscaled;
    this.scales = scales;
    this.large = large;
    this.size = size;
    this.empties = empties;
  }

  /** A column of the given values; a null is an empty row. */
  public static DecimalColumn of(@Nullable BigDecimal... values) {
    Builder builder = new Builder(values.length);
    for (BigDecimal value : values) {
      if (value == null) {
        builder.appendEmpty();
      } else {
        builder.append(value);
      }
    }
    return builder.build();
  }

  /** Whether the value is held as a long and a scale; if not, only {@link #value} gives it. */
  public boolean isSmall(int row) {
    return large == null || large[row] == null;
  }

  public long unscaled(int row) {
    return unscaled[row];
  }

  public int scale(int row) {
    return scales[row];
  }

  public BigDecimal value(int row) {
    BigDecimal big = large == null ? null : large[row];
    return big == null ? BigDecimal.valueOf(unscaled[row], scales[row]) : big;
  }

  @Override
  public ValueType type() {
    return ValueType.DECIMAL;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Empties empties() {
    return empties;
  }

  @Override
  public DecimalColumn select(int[] rows, int length) {
    long[] pickedUnscaled = new long[length];
    byte[] pickedScales = new byte[length];
    @Nullable BigDecimal @Nullable [] pickedLarge = large == null ? null : new BigDecimal[length];
    for (int i = 0; i < length; i++) {
      pickedUnscaled[i] = unscaled[rows[i]];
      pickedScales[i] = scales[rows[i]];
      if (large != null && pickedLarge != null) {
        pickedLarge[i] = large[rows[i]];
      }
    }
    return new DecimalColumn(
        pickedUnscaled, pickedScales, pickedLarge, length, empties.select(rows, length));
  }

  /** Plain notation, digits kept as delivered ({@code 1.50} stays {@code 1.50}). */
  @Override
  public String format(int row) {
    return value(row).toPlainString();
  }

  /** Gathers values row by row; grows as needed. */
  public static final class Builder {
    private long[] unscaled;
    private byte[] scales;
    private @Nullable BigDecimal @Nullable [] large;
    private long[] empties;
    private int size;

    public Builder(int capacity) {
      unscaled = new long[Math.max(capacity, 8)];
      scales = new byte[unscaled.length];
      empties = new long[(unscaled.length + 63) >>> 6];
    }

    public void append(long unscaledValue, int scale) {
      grow();
      unscaled[size] = unscaledValue;
      scales[size++] = (byte) scale;
    }

    public void append(BigDecimal value) {
      if (value.scale() >= Byte.MIN_VALUE
          && value.scale() <= Byte.MAX_VALUE
          && value.unscaledValue().bitLength() < 64) {
        append(value.unscaledValue().longValue(), value.scale());
        return;
      }
      grow();
      if (large == null) {
        large = new BigDecimal[unscaled.length];
      }
      large[size++] = value;
    }

    public void appendEmpty() {
      grow();
      empties[size >>> 6] |= 1L << size;
      size++;
    }

    public DecimalColumn build() {
      return new DecimalColumn(unscaled, scales, large, size, Empties.ofWords(empties));
    }

    private void grow() {
      if (size == unscaled.length) {
        int capacity = Math.multiplyExact(size, 2);
        unscaled = java.util.Arrays.copyOf(unscaled, capacity);
        scales = java.util.Arrays.copyOf(scales, capacity);
        empties = java.util.Arrays.copyOf(empties, (capacity + 63) >>> 6);
        if (large != null) {
          large = java.util.Arrays.copyOf(large, capacity);
        }
      }
    }
  }
}
