package io.weir.plugins.perturbation;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A value becomes the multiple above it with a probability of its distance from the one below, so
 * that on average it stays what it was; exactly so for whole numbers.
 */
final class RandomRounding {
  private final LongPerturbation longs;
  private final DoublePerturbation.Multiples doubles;
  private final BigDecimal multiple;

  RandomRounding(ValueType type, BigDecimal multiple) {
    longs = Perturbation.longs(type, Optional.empty(), Optional.of(multiple));
    doubles = new DoublePerturbation.Multiples(multiple, Optional.empty());
    this.multiple = multiple.setScale(Math.max(0, multiple.scale()));
  }

  /** The column rounded; empties, infinities and NaN stay. */
  Column apply(Column column, Draws draws) {
    return switch (column) {
      case LongColumn values -> {
        long[] results = new long[values.size()];
        for (int row = 0; row < results.length; row++) {
          if (!values.isEmpty(row)) {
            draws.seek(row);
            results[row] = longs.round(values.value(row), draws);
          }
        }
        yield new LongColumn(values.type(), results, results.length, values.empties());
      }
      case DoubleColumn values -> {
        double[] results = new double[values.size()];
        for (int row = 0; row < results.length; row++) {
          if (!values.isEmpty(row)) {
            draws.seek(row);
            double value = values.value(row);
            results[row] = Double.isFinite(value) ? doubles.random(value, draws) : value;
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
            results.append(rounded(values.value(row), draws));
          }
        }
        yield results.build();
      }
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("cannot round a column of type " + column.type());
    };
  }

  private BigDecimal rounded(BigDecimal value, Draws draws) {
    DecimalPerturbation.requireReasonable(value);
    BigDecimal below = value.divide(multiple, 0, RoundingMode.FLOOR);
    double part =
        value
            .subtract(below.multiply(multiple))
            .divide(multiple, MathContext.DECIMAL64)
            .doubleValue();
    return (draws.unit() < part ? below.add(BigDecimal.ONE) : below).multiply(multiple);
  }
}
