package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.Facets;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;

/** INTEGER, DATE, TIME and DATETIME. */
final class LongValues implements ColumnValues {
  private final ValueType type;
  private final Facets facets;
  private final long minimum;
  private final long maximum;
  private final long replacement;
  private final long[] values;

  private LongValues(
      ValueType type, Facets facets, long minimum, long maximum, long replacement, int rows) {
    this.type = type;
    this.facets = facets;
    this.minimum = minimum;
    this.maximum = maximum;
    this.replacement = replacement;
    values = new long[rows];
  }

  static IntFunction<ColumnValues> of(
      ValueType type,
      Facets facets,
      Optional<String> minimum,
      Optional<String> maximum,
      Optional<String> replacement) {
    long least = minimum.map(text -> require(type, text)).orElse(Long.MIN_VALUE);
    long most = maximum.map(text -> require(type, text)).orElse(Long.MAX_VALUE);
    long instead = replacement.map(text -> require(type, text)).orElse(0L);
    return rows -> new LongValues(type, facets, least, most, instead, rows);
  }

  private static long require(ValueType type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long[] value = new long[1];
    boolean read =
        switch (type) {
          case INTEGER -> Integers.read(bytes, 0, bytes.length, value, 0);
          case DATE -> Times.readDate(bytes, 0, bytes.length, value, 0);
          case TIME -> Times.readTime(bytes, 0, bytes.length, value, 0);
          case DATETIME -> Times.readDateTime(bytes, 0, bytes.length, value, 0);
          case STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON -> false;
        };
    if (!read) {
      throw new IllegalArgumentException("a bound or default is not of type " + type);
    }
    return value[0];
  }

  @Override
  public void read(RawChunk raw, int column, Selection selection) {
    if (!facets.equals(Facets.NONE)) {
      new FormattedLongs(type, facets, values).read(raw, column, selection);
      return;
    }
    switch (type) {
      case INTEGER -> readIntegers(raw.bytes(), raw.slices(column), selection);
      case DATE -> readDates(raw.bytes(), raw.slices(column), selection);
      case TIME -> readTimes(raw.bytes(), raw.slices(column), selection);
      case DATETIME -> readDateTimes(raw.bytes(), raw.slices(column), selection);
      case STRING, BOOLEAN, DECIMAL, DOUBLE, BINARY, JSON ->
          throw new IllegalStateException(type + " is not carried by longs");
    }
  }

  private void readIntegers(byte[] bytes, long[] slices, Selection selection) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!Integers.read(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row)) {
        selection.mark(row);
      }
    }
  }

  private void readDates(byte[] bytes, long[] slices, Selection selection) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!Times.readDate(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row)) {
        selection.mark(row);
      }
    }
  }

  private void readTimes(byte[] bytes, long[] slices, Selection selection) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!Times.readTime(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row)) {
        selection.mark(row);
      }
    }
  }

  private void readDateTimes(byte[] bytes, long[] slices, Selection selection) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      long slice = slices[row];
      if (!Times.readDateTime(bytes, RawChunk.start(slice), RawChunk.end(slice), values, row)) {
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
      long value = values[row];
      if (value < minimum || value > maximum) {
        if (clamp) {
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
    return new LongColumn(type, values, values.length, empties);
  }
}
