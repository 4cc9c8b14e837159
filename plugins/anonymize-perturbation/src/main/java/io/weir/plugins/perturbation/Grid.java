package io.weir.plugins.perturbation;

import io.weir.plugins.perturbation.Bounds.Policy;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Values as the number of the nearest point of a grid, and back. A value out of the grid counts as
 * the nearest end, so that whatever it is its number is from 0 to {@link #top}; noise on the number
 * is all that happens to it before it is published.
 *
 * @param low the point of number 0
 * @param step the distance of points
 * @param top the number of the last point
 * @param policy what happens to numbers that are not from 0 to top: clamp, reflect or none
 */
record Grid(ValueType type, BigDecimal low, BigDecimal step, long top, Policy policy) {
  /** More points than this leave no room for noise in what follows. */
  static final long MOST = 1L << 40;

  /** The column with noise on its numbers; empties stay. */
  Column apply(Column column, WholeNoise noise, Draws draws) {
    return switch (column) {
      case LongColumn values -> longs(values, noise, draws);
      case DecimalColumn values -> decimals(values, noise, draws);
      case DoubleColumn values -> doubles(values, noise, draws);
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("no noise on a column of type " + column.type());
    };
  }

  private LongColumn longs(LongColumn values, WholeNoise noise, Draws draws) {
    long first = low.longValueExact();
    long width = step.longValueExact();
    long last = first + width * top;
    long[] results = new long[values.size()];
    for (int row = 0; row < results.length; row++) {
      if (!values.isEmpty(row)) {
        long distance = Math.clamp(values.value(row), first, last) - first;
        long index = distance / width + (distance % width > (width - 1) / 2 ? 1 : 0);
        long noisy = noisy(row, index, noise, draws);
        long product = noisy * width;
        boolean fits = Math.multiplyHigh(noisy, width) == product >> 63;
        long result = first + product;
        if (!fits || ((first ^ result) & (product ^ result)) < 0) {
          result = noisy < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        results[row] = Math.clamp(result, Units.least(type), Units.greatest(type));
      }
    }
    return new LongColumn(type, results, results.length, values.empties());
  }

  private DecimalColumn decimals(DecimalColumn values, WholeNoise noise, Draws draws) {
    BigDecimal last = low.add(step.multiply(BigDecimal.valueOf(top)));
    DecimalColumn.Builder results = new DecimalColumn.Builder(values.size());
    for (int row = 0; row < values.size(); row++) {
      if (values.isEmpty(row)) {
        results.appendEmpty();
      } else {
        BigDecimal inside = values.value(row).max(low).min(last);
        long index = inside.subtract(low).divide(step, 0, RoundingMode.HALF_EVEN).longValueExact();
        results.append(point(noisy(row, index, noise, draws)));
      }
    }
    return results.build();
  }

  private DoubleColumn doubles(DoubleColumn values, WholeNoise noise, Draws draws) {
    double first = low.doubleValue();
    double width = step.doubleValue();
    double[] results = new double[values.size()];
    for (int row = 0; row < results.length; row++) {
      if (!values.isEmpty(row)) {
        double value = values.value(row);
        if (Double.isNaN(value)) {
          throw DoublePerturbation.notANumber();
        }
        long index = Math.clamp((long) Math.rint((value - first) / width), 0, top);
        results[row] = point(noisy(row, index, noise, draws)).doubleValue();
      }
    }
    return new DoubleColumn(results, results.length, values.empties());
  }

  private BigDecimal point(long index) {
    BigDecimal point = low.add(step.multiply(BigDecimal.valueOf(index)));
    return point.scale() < 0 ? point.setScale(0) : point;
  }

  private long noisy(int row, long index, WholeNoise noise, Draws draws) {
    draws.seek(row);
    long noisy = index + Math.clamp(noise.draw(draws), -Long.MAX_VALUE / 2, Long.MAX_VALUE / 2);
    return switch (policy) {
      case CLAMP -> Math.clamp(noisy, 0, top);
      case REFLECT -> Bounds.fold(noisy, top);
      case NONE -> noisy;
      case REDRAW -> throw new IllegalStateException("drawing again tells of the value");
    };
  }
}
