package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.JsonSyntax;
import io.weir.engine.dataplane.decode.RawChunk;
import io.weir.engine.definition.ColumnPlan.Range;
import io.weir.engine.definition.Facets;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.Empties;
import io.weir.spi.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * STRING, BINARY and JSON. Values stay slices of the chunk until all rules have been applied; then
 * they are gathered, equal ones shared. Their order is that of their bytes, which for UTF-8 is that
 * of code points.
 */
final class BytesValues implements ColumnValues {
  private static final byte DELIVERED = 1;
  private static final byte REPLACED = 2;
  private static final byte AT_MINIMUM = 3;
  private static final byte AT_MAXIMUM = 4;

  private final ValueType type;
  private final Facets facets;
  private final byte @Nullable [] minimum;
  private final byte @Nullable [] maximum;
  private final int least;
  private final int most;
  private final byte @Nullable [] replacement;
  private final byte[] origins;
  private byte[] bytes = new byte[0];
  private long[] slices = new long[0];

  private BytesValues(
      ValueType type,
      Facets facets,
      Optional<Range> range,
      byte @Nullable [] minimum,
      byte @Nullable [] maximum,
      byte @Nullable [] replacement,
      int rows) {
    this.type = type;
    this.facets = facets;
    least = range.map(Range::withoutMinimum).orElse(false) ? 1 : 0;
    most = range.map(Range::withoutMaximum).orElse(false) ? -1 : 0;
    this.minimum = minimum;
    this.maximum = maximum;
    this.replacement = replacement;
    origins = new byte[rows];
  }

  static IntFunction<ColumnValues> of(
      ValueType type, Facets facets, Optional<Range> range, Optional<String> replacement) {
    byte @Nullable [] least =
        range.flatMap(Range::minimum).map(text -> require(type, text)).orElse(null);
    byte @Nullable [] most =
        range.flatMap(Range::maximum).map(text -> require(type, text)).orElse(null);
    byte @Nullable [] instead = replacement.map(text -> require(type, text)).orElse(null);
    return rows -> new BytesValues(type, facets, range, least, most, instead, rows);
  }

  private static byte[] require(ValueType type, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    if (type == ValueType.BINARY) {
      int end = Base64Text.decode(value, 0, value.length);
      value = end < 0 ? null : Arrays.copyOf(value, end);
    } else if (type == ValueType.JSON && !JsonSyntax.isValue(value, 0, value.length)) {
      value = null;
    }
    if (value == null) {
      throw new IllegalArgumentException("a bound or default is not of type " + type);
    }
    return value;
  }

  @Override
  public void read(RawChunk raw, int column, Selection selection) {
    bytes = raw.bytes();
    slices = raw.slices(column);
    byte @Nullable [] kinds = raw.kinds(column);
    int[] present = selection.present();
    if (!facets.equals(Facets.NONE)) {
      readLimited(kinds, selection, new TextLimits(facets, origins.length));
      return;
    }
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      if (readable(row, kinds)) {
        origins[row] = DELIVERED;
      } else {
        selection.mark(row);
      }
    }
  }

  private void readLimited(byte @Nullable [] kinds, Selection selection, TextLimits limits) {
    int[] present = selection.present();
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      boolean fits =
          readable(row, kinds)
              && (type == ValueType.BINARY
                  ? limits.admit(RawChunk.end(slices[row]) - RawChunk.start(slices[row]))
                  : limits.admit(bytes, slices, row));
      if (fits) {
        origins[row] = DELIVERED;
      } else {
        selection.mark(row);
      }
    }
  }

  private boolean readable(int row, byte @Nullable [] kinds) {
    return switch (type) {
      case STRING -> kinds == null || kinds[row] != RawChunk.NESTED;
      // What a JSON source delivers has been checked while it was decoded.
      case JSON ->
          kinds != null
              || JsonSyntax.isValue(bytes, RawChunk.start(slices[row]), RawChunk.end(slices[row]));
      case BINARY -> (kinds == null || kinds[row] == RawChunk.TEXT) && decode(row);
      case BOOLEAN, INTEGER, DECIMAL, DOUBLE, DATE, TIME, DATETIME ->
          throw new IllegalStateException(type + " is not carried by bytes");
    };
  }

  private boolean decode(int row) {
    int start = RawChunk.start(slices[row]);
    int stop = RawChunk.end(slices[row]);
    int end =
        facets.format().isPresent()
            ? HexadecimalText.decode(bytes, start, stop)
            : Base64Text.decode(bytes, start, stop);
    if (end >= 0) {
      slices[row] = (long) start << 32 | end;
    }
    return end >= 0;
  }

  @Override
  public void replace(int row) {
    origins[row] = REPLACED;
  }

  @Override
  public int limit(Selection selection, boolean clamp) {
    int[] present = selection.present();
    int clamped = 0;
    for (int i = 0; i < selection.presentSize(); i++) {
      int row = present[i];
      int start = RawChunk.start(slices[row]);
      int end = RawChunk.end(slices[row]);
      boolean below = minimum != null && compare(start, end, minimum) < least;
      boolean above = !below && maximum != null && compare(start, end, maximum) > most;
      if (below || above) {
        if (clamp) {
          origins[row] = below ? AT_MINIMUM : AT_MAXIMUM;
          clamped++;
        } else {
          selection.mark(row);
        }
      }
    }
    return clamped;
  }

  private int compare(int start, int end, byte[] bound) {
    return Arrays.compareUnsigned(bytes, start, end, bound, 0, bound.length);
  }

  @Override
  public Column build(Selection selection, Empties empties) {
    int rows = origins.length;
    BytesColumn.Builder builder = new BytesColumn.Builder(type, rows);
    for (int row = 0; row < rows; row++) {
      byte origin = selection.isDropped(row) ? 0 : origins[row];
      if (origin == DELIVERED) {
        int start = RawChunk.start(slices[row]);
        builder.append(bytes, start, RawChunk.end(slices[row]) - start);
      } else if (origin == 0) {
        builder.appendEmpty();
      } else {
        byte[] value = origin == REPLACED ? replacement : origin == AT_MINIMUM ? minimum : maximum;
        builder.append(value, 0, value.length);
      }
    }
    return builder.build();
  }
}
