package io.weir.engine.dataplane.keys;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values that are one long each: open addressing over a dense array of the values. */
final class LongIndex extends ValueIndex {
  private long[] values;
  private int[] slots;
  private int size;

  LongIndex(int expected) {
    values = new long[expected];
    slots = new int[slotsFor(expected)];
  }

  @Override
  int size() {
    return size;
  }

  @Override
  long bytes() {
    return size * (long) BYTES_PER_ENTRY;
  }

  @Override
  int add(EntryReader entry) {
    return add(entry.longValue());
  }

  @Override
  int find(EntryReader entry) {
    return find(entry.longValue());
  }

  @Override
  void find(Column column, long @Nullable [] gone, int[] numbers) {
    long[] batch = longs(column);
    boolean full = column.empties().count() == 0;
    for (int row = 0; row < column.size(); row++) {
      numbers[row] =
          (full || !column.isEmpty(row)) && !isGone(gone, row) ? find(batch[row]) : ELSEWHERE;
    }
  }

  int add(long value) {
    long hash = KeyHash.of(value);
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (values[number] == value) {
        return number;
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    if (size == values.length) {
      grow();
      slot = freeSlot(hash);
    }
    values[size] = value;
    slots[slot] = ++size;
    return size - 1;
  }

  int find(long value) {
    long hash = KeyHash.of(value);
    int slot = slot(hash);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (values[number] == value) {
        return number;
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return ABSENT;
  }

  private void grow() {
    values = Arrays.copyOf(values, Math.addExact(size, Math.max(64, size >> 1)));
    slots = new int[slotsFor(values.length)];
    for (int number = 0; number < size; number++) {
      slots[freeSlot(KeyHash.of(values[number]))] = number + 1;
    }
  }

  private static int slotsFor(int capacity) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, capacity * 3L / 2 + 1);
  }

  private int freeSlot(long hash) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  private int slot(long hash) {
    return (int) ((hash & 0xFFFF_FFFFL) * slots.length >>> 32);
  }

  /** The values as longs such that equal values are equal longs. */
  static long[] longs(Column column) {
    return switch (column) {
      case LongColumn longs -> longs.values();
      case DoubleColumn doubles -> bits(doubles);
      case BooleanColumn booleans -> bits(booleans);
      case DecimalColumn decimals -> throw new IllegalArgumentException("decimals are not longs");
      case BytesColumn bytes -> throw new IllegalArgumentException("bytes are not longs");
    };
  }

  private static long[] bits(DoubleColumn doubles) {
    long[] bits = new long[doubles.size()];
    for (int row = 0; row < bits.length; row++) {
      bits[row] = Double.doubleToLongBits(doubles.value(row) + 0.0);
    }
    return bits;
  }

  private static long[] bits(BooleanColumn booleans) {
    long[] bits = new long[booleans.size()];
    for (int row = 0; row < bits.length; row++) {
      bits[row] = booleans.value(row) ? 1 : 0;
    }
    return bits;
  }
}
