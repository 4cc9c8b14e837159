package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.spi.Column;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;

/** DOUBLE. Both zeros are equal; NaN lies outside every range and has no nearest bound. */
final class DoubleValues implements ColumnValues {
  private final double minimum;
  private final double maximum;
  private final double replacement;
  private final double[] values;

  private DoubleValues(double minimum, double maximum, double replacement, int rows) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.replacement = replacement;
    values = new double[rows];
  }

  static IntFunction<ColumnValues> of(
      Optional<String> minimum, Optional<String> maximum, Optional<String> replacement) {
    double least = minimum.map(DoubleValues::require).orElse(Double.NEGATIVE_INFINITY);
    double most = maximum.map(DoubleValues::require).orElse(Double.POSITIVE_INFINITY);
    double instead = replacement.map(DoubleValues::require).orElse(0.0);
    return rows -> new DoubleValues(least, most, instead, rows);
  }

  private static double require(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    double[] value = new double[1];
    if (!Doubles.read(bytes, 0, bytes.length, value, 0)) {
      throw new IllegalArgumentException("a bound or default is not of type DOUBLE");
    }
    return value[0];
  }

  @Override
  public void read(RawChunk raw, int column, Selection selection) {
    byte[] bytes = raw.bytes();
    long[] slices = raw.slices(column);
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!Doubles.read(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row)) {
        selection.mark(row);
      }
    }
  }

  @Override
  public void replace(int row) {
    values[row] = replacement;
  }

  @Override
  public int limit(Selection selection, boolean clamp) {
    int[] present = selection.present();
    int clamped = 0;
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      double value = values[row];
      if (!(value >= minimum && value <= maximum)) {
        if (clamp && !Double.isNaN(value)) {
          values[row] = value < minimum ? minimum : maximum;
          clamped++;
        } else {
          selection.mark(row);
        }
      }
    }
    return clamped;
  }

  @Override
  public Column build(Selection selection, Empties empties) {
    return new DoubleColumn(values, values.length, empties);
  }
}
