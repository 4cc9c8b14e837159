package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.Facets;
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

  private final Facets facets;
  private final Optional<Range> range;
  private final Optional<BigDecimal> minimum;
  private final Optional<BigDecimal> maximum;
  private final long[] least;
  private final long[] most;
  private final BigDecimal replacement;
  private final Decimals values;

  private DecimalValues(
      Facets facets,
      Optional<Range> range,
      Optional<BigDecimal> minimum,
      Optional<BigDecimal> maximum,
      long[] least,
      long[] most,
      BigDecimal replacement,
      int rows) {
    this.facets = facets;
    this.range = range;
    this.minimum = minimum;
    this.maximum = maximum;
    this.least = least;
    this.most = most;
    this.replacement = replacement;
    values = new Decimals(rows);
  }

  static IntFunction<ColumnValues> of(
      Facets facets, Optional<Range> range, Optional<String> replacement) {
    Optional<BigDecimal> low = range.flatMap(Range::minimum).map(DecimalValues::require);
    Optional<BigDecimal> high = range.flatMap(Range::maximum).map(DecimalValues::require);
    boolean withoutLow = range.map(Range::withoutMinimum).orElse(false);
    boolean withoutHigh = range.map(Range::withoutMaximum).orElse(false);
    BigDecimal instead = replacement.map(DecimalValues::require).orElse(BigDecimal.ZERO);
    long[] least = new long[SCALES];
    long[] most = new long[SCALES];
    for (int scale = 0; scale < SCALES; scale++) {
      least[scale] = atScale(low, scale, RoundingMode.CEILING, withoutLow, Long.MIN_VALUE);
      most[scale] = atScale(high, scale, RoundingMode.FLOOR, withoutHigh, Long.MAX_VALUE);
    }
    return rows -> new DecimalValues(facets, range, low, high, least, most, instead, rows);
  }

  /**
   * The bound times {@code 10^scale}, or if it is excluded its neighbour, as near as a long gets;
   * values read here have at most 18 digits.
   */
  private static long atScale(
      Optional<BigDecimal> bound,
      int scale,
      RoundingMode rounding,
      boolean excluded,
      long otherwise) {
    if (bound.isEmpty()) {
      return otherwise;
    }
    BigDecimal rounded = bound.get().setScale(scale, rounding);
    boolean next = excluded && rounded.compareTo(bound.get()) == 0;
    BigInteger step = rounding == RoundingMode.CEILING ? BigInteger.ONE : BigInteger.ONE.negate();
    BigInteger exact = rounded.unscaledValue().add(next ? step : BigInteger.ZERO);
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
    if (!facets.equals(Facets.NONE)) {
      new FormattedDecimals(facets, values).read(raw, column, selection);
      return;
    }
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
    int below = minimum.map(value::compareTo).orElse(1);
    if (below < 0 || below == 0 && range.map(Range::withoutMinimum).orElse(false)) {
      return -1;
    }
    int above = maximum.map(value::compareTo).orElse(-1);
    return above > 0 || above == 0 && range.map(Range::withoutMaximum).orElse(false) ? 1 : 0;
  }

  @Override
  public Column build(Selection selection, Empties empties) {
    return new DecimalColumn(
        values.unscaled(), values.scales(), values.large(), values.unscaled().length, empties);
  }
}
