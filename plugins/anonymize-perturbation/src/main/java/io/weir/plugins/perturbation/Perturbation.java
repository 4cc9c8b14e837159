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
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Noise on the values of a column of any type that has amounts. Whole numbers, dates and times stay
 * whole in their unit and inside of what the type holds; decimals keep as many digits as each has
 * after the point, or get those of the multiple they are rounded to.
 */
final class Perturbation {
  /** The types of column that can get noise. */
  static final Set<ValueType> TYPES =
      EnumSet.of(
          ValueType.INTEGER,
          ValueType.DECIMAL,
          ValueType.DOUBLE,
          ValueType.DATE,
          ValueType.TIME,
          ValueType.DATETIME);

  private final LongPerturbation longs;
  private final DecimalPerturbation decimals;
  private final DoublePerturbation doubles;

  private Perturbation(
      LongPerturbation longs, DecimalPerturbation decimals, DoublePerturbation doubles) {
    this.longs = longs;
    this.decimals = decimals;
    this.doubles = doubles;
  }

  /**
   * @param type one of {@link #TYPES}
   * @param multiple what results are rounded to; whole for types of whole numbers
   */
  static Perturbation of(ValueType type, Optional<Bounds> bounds, Optional<BigDecimal> multiple) {
    return new Perturbation(
        longs(type, type.isLong() ? bounds : Optional.empty(), multiple),
        new DecimalPerturbation(bounds, multiple),
        new DoublePerturbation(bounds, multiple));
  }

  static LongPerturbation longs(
      ValueType type, Optional<Bounds> bounds, Optional<BigDecimal> multiple) {
    long step = type.isLong() ? multiple.map(BigDecimal::longValueExact).orElse(1L) : 1;
    return bounds
        .map(it ->
            new LongPerturbation(
                it.low().longValueExact(), it.high().longValueExact(), it.policy(), false, step))
        .orElseGet(() ->
            new LongPerturbation(
                Units.least(type),
                Units.greatest(type),
                Policy.NONE,
                type == ValueType.TIME,
                step));
  }

  /** The column with noise; empties stay. */
  Column apply(Column column, Noise noise, Draws draws) {
    return switch (column) {
      case LongColumn values -> {
        long[] results = new long[values.size()];
        for (int row = 0; row < results.length; row++) {
          if (!values.isEmpty(row)) {
            draws.seek(row);
            results[row] = longs.apply(values.value(row), 1, noise, draws);
          }
        }
        yield new LongColumn(values.type(), results, results.length, values.empties());
      }
      case DoubleColumn values -> {
        double[] results = new double[values.size()];
        for (int row = 0; row < results.length; row++) {
          if (!values.isEmpty(row)) {
            draws.seek(row);
            results[row] = doubles.apply(values.value(row), noise, draws);
          }
        }
        yield new DoubleColumn(results, results.length, values.empties());
      }
      case DecimalColumn values -> {
        DecimalColumn.Builder results = new DecimalColumn.Builder(values.size());
        for (int row = 0; row < values.size(); row++) {
          if (values.isEmpty(row)) {
            results.appendEmpty();
          } else {
            draws.seek(row);
            decimals.apply(values, row, noise, draws, results);
          }
        }
        yield results.build();
      }
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("no noise on a column of type " + column.type());
    };
  }
}
