package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.Facets;
import io.weir.engine.definition.format.NumberPattern;
import io.weir.spi.Column;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;

/** DOUBLE. Both zeros are equal; NaN lies outside every range and has no nearest bound. */
final class DoubleValues implements ColumnValues {
  private final Optional<NumberPattern> pattern;
  private final double minimum;
  private final double maximum;
  private final double replacement;
  private final double[] values;

  private DoubleValues(
      Optional<NumberPattern> pattern,
      double minimum,
      double maximum,
      double replacement,
      int rows) {
    this.pattern = pattern;
    this.minimum = minimum;
    this.maximum = maximum;
    this.replacement = replacement;
    values = new double[rows];
  }

  static IntFunction<ColumnValues> of(
      Facets facets, Optional<Range> range, Optional<String> replacement) {
    double least =
        range
            .flatMap(Range::minimum)
            .map(DoubleValues::require)
            .map(bound -> range.get().withoutMinimum() ? above(bound) : bound)
            .orElse(Double.NEGATIVE_INFINITY);
    double most =
        range
            .flatMap(Range::maximum)
            .map(DoubleValues::require)
            .map(bound -> range.get().withoutMaximum() ? -above(-bound) : bound)
            .orElse(Double.POSITIVE_INFINITY);
    double instead = replacement.map(DoubleValues::require).orElse(0.0);
    Optional<NumberPattern> written =
        facets.format().map(NumberPattern.class::cast);
    return rows -> new DoubleValues(written, least, most, instead, rows);
  }

  /** The next double, or NaN, which includes nothing, beyond infinity. */
  private static double above(double bound) {
    return bound == Double.POSITIVE_INFINITY ? Double.NaN : Math.nextUp(bound);
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
    if (pattern.isPresent()) {
      readFormatted(raw, column, selection);
      return;
    }
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

  private void readFormatted(RawChunk raw, int column, Selection selection) {
    NumberTexts texts = new NumberTexts(pattern.orElseThrow(), false);
    Distinct.read(
        raw,
        column,
        selection,
        (bytes, start, end, row) -> {
          int length = texts.rewrite(bytes, start, end);
          return length >= 0 && Doubles.read(texts.plain(), 0, length, values, row);
        },
        (from, to) -> values[to] = values[from]);
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
