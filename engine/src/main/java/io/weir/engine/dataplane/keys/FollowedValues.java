package io.weir.engine.dataplane.keys;

import io.weir.engine.dataplane.Mask;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.ValueType;
import java.util.Arrays;

/** New values for rows of one part, given in any order. */
final class FollowedValues {
  private final ValueType type;
  private final int[] place;
  private final BytesColumn.Builder bytes;
  private long[] longs = new long[16];
  private int size;

  /**
   * @param rows of the part
   */
  FollowedValues(ValueType type, int rows) {
    this.type = type;
    place = new int[rows];
    bytes = new BytesColumn.Builder(type.isBytes() ? type : ValueType.BINARY, 16);
  }

  int size() {
    return size;
  }

  void add(int row, EntryReader entry) {
    place[row] = ++size;
    if (!ValueIndex.isLong(type)) {
      bytes.append(entry.bytes(), 0, entry.length());
      return;
    }
    if (size > longs.length) {
      longs = Arrays.copyOf(longs, size + (size >> 1));
    }
    longs[size - 1] = entry.longValue();
  }

  Mask.Replacement replacement(String column) {
    int[] rows = new int[size];
    int[] picks = new int[size];
    int at = 0;
    for (int row = 0; row < place.length; row++) {
      if (place[row] > 0) {
        rows[at] = row;
        picks[at++] = place[row] - 1;
      }
    }
    return new Mask.Replacement(column, rows, values().select(picks, size));
  }

  private Column values() {
    return switch (type) {
      case INTEGER, DATE, TIME, DATETIME -> new LongColumn(type, longs, size, Empties.none());
      case DOUBLE ->
          new DoubleColumn(
              Arrays.stream(longs).mapToDouble(Double::longBitsToDouble).toArray(),
              size,
              Empties.none());
      case STRING, BINARY, JSON -> bytes.build();
      case DECIMAL -> decimals();
      case BOOLEAN -> throw new IllegalArgumentException("there are no fresh booleans");
    };
  }

  private Column decimals() {
    BytesColumn encoded = bytes.build();
    DecimalColumn.Builder decimals = new DecimalColumn.Builder(size);
    for (int row = 0; row < size; row++) {
      decimals.append(DecimalBytes.whole(encoded.bytes(row)));
    }
    return decimals.build();
  }
}
