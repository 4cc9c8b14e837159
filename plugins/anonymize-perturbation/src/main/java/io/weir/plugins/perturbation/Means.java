package io.weir.plugins.perturbation;

import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Puts the exact mean of a group, rounded to what the type resolves, in place of its values. Means
 * do not depend on the order of the group.
 */
final class Means {
  private final AmountTable table;

  /** By column: the most digits after the point of any value, for decimals. */
  private final int[] scales;

  Means(AmountTable table, int[] scales) {
    this.table = table;
    this.scales = scales;
  }

  /** Records {@code group[from] .. group[to - 1]} get their mean in a column they all have. */
  void replace(int[] group, int from, int to, int column) {
    ValueType type = table.columns().get(column).type();
    if (type == ValueType.DECIMAL) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = from; i < to; i++) {
        sum = sum.add(table.decimal(group[i], column));
      }
      table.set(group, from, to, column, decimalMean(sum, to - from, column));
      return;
    }
    long mean =
        type == ValueType.DOUBLE
            ? Double.doubleToRawLongBits(doubleMean(group, from, to, column))
            : longMean(group, from, to, column);
    for (int i = from; i < to; i++) {
      table.set(group[i], column, mean);
    }
  }

  BigDecimal decimalMean(BigDecimal sum, long count, int column) {
    return sum.divide(BigDecimal.valueOf(count), scales[column], RoundingMode.HALF_EVEN);
  }

  private long longMean(int[] group, int from, int to, int column) {
    long low = 0;
    long high = 0;
    for (int i = from; i < to; i++) {
      long value = table.cell(group[i], column);
      long sum = low + value;
      high += (value >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      low = sum;
    }
    if (high == low >> 63) {
      long count = to - from;
      long below = Math.floorDiv(low, count);
      long rest = Math.floorMod(low, count);
      return rest * 2 > count || rest * 2 == count && (below & 1) == 1 ? below + 1 : below;
    }
    BigInteger sum =
        BigInteger.valueOf(high)
            .shiftLeft(64)
            .add(BigInteger.valueOf(low >>> 1).shiftLeft(1))
            .add(BigInteger.valueOf(low & 1));
    return wholeMean(sum, to - from);
  }

  static long wholeMean(BigInteger sum, long count) {
    return new BigDecimal(sum)
        .divide(BigDecimal.valueOf(count), 0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }

  /**
   * Where the values' bits lie close enough together two doubles hold the sum exactly, and so they
   * do nearly always.
   */
  private double doubleMean(int[] group, int from, int to, int column) {
    double least = Double.MAX_VALUE;
    double greatest = 0;
    double high = 0;
    double low = 0;
    for (int i = from; i < to; i++) {
      double value = Double.longBitsToDouble(table.cell(group[i], column));
      double size = Math.abs(value);
      greatest = Math.max(greatest, size);
      least = size == 0 ? least : Math.min(least, size);
      double sum = high + value;
      double back = sum - high;
      low += high - (sum - back) + (value - back);
      high = sum;
    }
    if (greatest == 0) {
      return 0;
    }
    int count = to - from;
    if (greatest < 1e300 && least > 1e-280 && greatest / least < 0x1p30) {
      return nearest(new BigDecimal(high).add(new BigDecimal(low)), count);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = from; i < to; i++) {
      sum = sum.add(new BigDecimal(Double.longBitsToDouble(table.cell(group[i], column))));
    }
    return nearest(sum, count);
  }

  /** The double nearest to {@code sum / count}, the even one where two are as near. */
  static double nearest(BigDecimal sum, long count) {
    BigDecimal n = BigDecimal.valueOf(count);
    double found = sum.divide(n, MathContext.DECIMAL128).doubleValue();
    BigDecimal off = sum.subtract(new BigDecimal(found).multiply(n));
    double other = off.signum() > 0 ? Math.nextUp(found) : Math.nextDown(found);
    if (off.signum() == 0 || Double.isInfinite(other)) {
      return found;
    }
    int nearer = off.abs().compareTo(new BigDecimal(other).multiply(n).subtract(sum).abs());
    boolean even = (Double.doubleToRawLongBits(found) & 1) == 0;
    return nearer < 0 || nearer == 0 && even ? found : other;
  }
}
