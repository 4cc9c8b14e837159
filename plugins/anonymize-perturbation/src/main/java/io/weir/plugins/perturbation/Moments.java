package io.weir.plugins.perturbation;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.Observer;
import io.weir.spi.RecordBatch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Sums of values and of products of values of the records that are empty in none of the columns.
 * Each term is a double; their sums are exact, so that no order matters.
 */
final class Moments implements Observer {
  /** Products of greater numbers could be no doubles. */
  private static final double GREATEST = 1e150;

  private final List<ColumnSchema> columns;
  private long count;
  private final ExactSum[] sums;
  private final ExactSum[][] products;

  Moments(List<ColumnSchema> columns) {
    this.columns = columns;
    int size = columns.size();
    sums = new ExactSum[size];
    products = new ExactSum[size][size];
    for (int i = 0; i < size; i++) {
      sums[i] = new ExactSum();
      for (int j = 0; j <= i; j++) {
        products[i][j] = new ExactSum();
      }
    }
  }

  @Override
  public void observe(RecordBatch batch, long first) {
    double[] values = new double[columns.size()];
    for (int row = 0; row < batch.size(); row++) {
      if (values(batch, row, values)) {
        count++;
        for (int i = 0; i < values.length; i++) {
          sums[i].add(values[i]);
          for (int j = 0; j <= i; j++) {
            products[i][j].add(values[i] * values[j]);
          }
        }
      }
    }
  }

  private boolean values(RecordBatch batch, int row, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (batch.column(i).isEmpty(row)) {
        return false;
      }
      values[i] = value(batch.column(i), row);
      if (!(Math.abs(values[i]) <= GREATEST)) {
        throw new MethodException(
            "Column %s holds a number without a place on a scale: NaN or above 10^150."
                .formatted(columns.get(i).name()),
            "Declare a range for the column, so that such values do not come in.");
      }
    }
    return true;
  }

  private static double value(Column column, int row) {
    return switch (column) {
      case LongColumn longs -> longs.value(row);
      case DoubleColumn doubles -> doubles.value(row);
      case DecimalColumn decimals -> decimals.value(row).doubleValue();
      case BooleanColumn _, BytesColumn _ ->
          throw new IllegalArgumentException("no amounts in a column of " + column.type());
    };
  }

  @Override
  public void merge(Observer other) {
    Moments that = (Moments) other;
    count += that.count;
    for (int i = 0; i < sums.length; i++) {
      sums[i].merge(that.sums[i]);
      for (int j = 0; j <= i; j++) {
        products[i][j].merge(that.products[i][j]);
      }
    }
  }

  /** {@code factor} times the covariances; those with later columns are not told twice. */
  double[][] covariances(double factor) {
    double[][] covariances = new double[sums.length][sums.length];
    if (count < 2) {
      return covariances;
    }
    BigDecimal n = BigDecimal.valueOf(count);
    MathContext digits = new MathContext(60);
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j <= i; j++) {
        BigDecimal centred =
            products[i][j].value().multiply(n).subtract(sums[i].value().multiply(sums[j].value()));
        covariances[i][j] =
            centred.divide(n, digits).divide(BigDecimal.valueOf(count - 1), digits).doubleValue()
                * factor;
      }
    }
    return covariances;
  }

  /**
   * The lower triangular matrix that times its transpose gives the covariances (Cholesky). A column
   * that follows from those before it gets no noise of its own.
   */
  static double[][] root(double[][] covariances) {
    int size = covariances.length;
    double[][] root = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = covariances[i][j];
        for (int m = 0; m < j; m++) {
          rest -= root[i][m] * root[j][m];
        }
        if (i == j) {
          root[i][i] = rest > covariances[i][i] * 1e-12 ? Math.sqrt(rest) : 0;
        } else {
          root[i][j] = root[j][j] == 0 ? 0 : rest / root[j][j];
        }
      }
    }
    return root;
  }
}
