package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.Empties;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;

/** DECIMAL. A bound is kept at every usual scale, so that values are mostly compared as longs. */
final class DecimalValues implements ColumnValues {
  private static final int SCALES = 19;

  private final Optional<BigDecimal> minimum;
  private final Optional<BigDecimal> maximum;
  private final long[] least;
  private final long[] most;
  private final BigDecimal replacement;
  private final Decimals values;

  private DecimalValues(
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum,
      long[] least,
      long[] most,
      BigDecimal replacement,
      int rows) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.least = least;
    this.most = most;
    this.replacement = replacement;
    values = new Decimals(rows);
  }

  static IntFunction<ColumnValues> of(
      Optional<String> minimum, Optional<String> maximum, Optional<String> replacement) {
    Optional<BigDecimal> low = minimum.map(DecimalValues::require);
    Optional<BigDecimal> high = maximum.map(DecimalValues::require);
    BigDecimal instead = replacement.map(DecimalValues::require).orElse(BigDecimal.ZERO);
    long[] least = new long[SCALES];
    long[] most = new long[SCALES];
    for (int scale = 0; scale < SCALES; scale++) {
      least[scale] = atScale(low, scale, RoundingMode.CEILING, Long.MIN_VALUE);
      most[scale] = atScale(high, scale, RoundingMode.FLOOR, Long.MAX_VALUE);
    }
    return rows -> new DecimalValues(low, high, least, most, instead, rows);
  }

  /**
   * The bound times {@code 10^scale}, as near as a long gets; values read here have at most 18
   * digits.
   */
  private static long atScale(
      Optional<BigDecimal> bound, int scale, RoundingMode rounding, long otherwise) {
    if (bound.isEmpty()) {
      return otherwise;
    }
    BigInteger exact = bound.get().setScale(scale, rounding).unscaledValue();
    return exact.bitLength() < 64
        ? exact.longValue()
        : exact.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static BigDecimal require(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Decimals value = new Decimals(1);
    if (!value.read(bytes, 0, bytes.length, 0)) {
      throw new IllegalArgumentException("a bound or default is not of type DECIMAL");
    }
    return value.value(0);
  }

  @Override
  public void read(RawChunk raw, int column, Selection selection) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!values.read(bytes, RawChunk.start(slice), RawChunk.end(slice), row)) {
        selection.mark(row);
      }
    }
  }

  @Override
  public void replace(int row) {
    values.set(row, replacement);
  }

  @Override
  public int limit(Selection selection, boolean clamp) {
    int[] present = selection.present();
    int clamped = 0;
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      int side = side(row);
      if (side != 0) {
        if (clamp) {
          values.set(row, (side < 0 ? minimum : maximum).orElseThrow());
          clamped++;
        } else {
          selection.mark(row);
        }
      }
    }
    return clamped;
  }

  /** Whether the value lies below (negative), within or above the range. */
  private int side(int row) {
    int scale = values.scales()[row];
    if (values.isSmall(row) && scale >= 0 && scale < SCALES) {
      long value = values.unscaled()[row];
      boolean certain = value > Long.MIN_VALUE && value < Long.MAX_VALUE;
      if (certain) {
        return value < least[scale] ? -1 : value > most[scale] ? 1 : 0;
      }
    }
    BigDecimal value = values.value(row);
    if (minimum.isPresent() && value.compareTo(minimum.get()) < 0) {
      return -1;
    }
    return maximum.isPresent() && value.compareTo(maximum.get()) > 0 ? 1 : 0;
  }

  @Override
  public Column build(Selection selection, Empties empties) {
    return new DecimalColumn(
        values.unscaled(), values.scales(), values.large(), values.unscaled().length, empties);
  }
}
