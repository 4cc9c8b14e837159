package io.weir.engine.dataplane.keys;

import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.LongColumn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values that are runs of bytes, kept one after the other on one array. A batch's dictionary
 * entries are looked up once each, however many rows name them.
 */
final class BytesIndex extends ValueIndex {
  private static final int UNSEEN = -3;

  private byte[] heap = new byte[1024];
  private int[] ends;
  private int[] hashes;
  private int[] slots;
  private int size;

  BytesIndex(int expected) {
    ends = new int[expected];
    hashes = new int[expected];
    slots = new int[slotsFor(expected)];
  }

  @Override
  int size() {
    return size;
  }

  @Override
  long bytes() {
    return size * (long) BYTES_PER_ENTRY + (size == 0 ? 0 : ends[size - 1]);
  }

  @Override
  int add(EntryReader entry) {
    return locate(entry.bytes(), 0, entry.length(), true);
  }

  @Override
  int find(EntryReader entry) {
    return locate(entry.bytes(), 0, entry.length(), false);
  }

  /** The number of a value, or {@link #ABSENT}. */
  int find(byte[] source, int start, int end) {
    return locate(source, start, end, false);
  }

  @Override
  void find(Column column, long @Nullable [] gone, int[] numbers) {
    BytesColumn bytes = bytes(column);
    int[] known = new int[bytes.entries()];
    Arrays.fill(known, UNSEEN);
    for (int row = 0; row < bytes.size(); row++) {
      if (bytes.isEmpty(row) || isGone(gone, row)) {
        numbers[row] = ELSEWHERE;
        continue;
      }
      int entry = bytes.entry(row);
      if (known[entry] == UNSEEN) {
        known[entry] = locate(bytes.heap(), bytes.start(entry), bytes.end(entry), false);
      }
      numbers[row] = known[entry];
    }
  }

  private int locate(byte[] source, int start, int end, boolean adding) {
    long hash = KeyHash.of(source, start, end);
    int slot = slot((int) hash);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == (int) hash
          && Arrays.equals(heap, start(number), ends[number], source, start, end)) {
        return number;
      }
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return adding ? append(source, start, end, (int) hash) : ABSENT;
  }

  private int append(byte[] source, int start, int end, int hash) {
    if (size == ends.length) {
      growEntries();
    }
    int from = start(size);
    int to = Math.addExact(from, end - start);
    if (to > heap.length) {
      heap =
          Arrays.copyOf(
              heap, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(to, heap.length * 3L / 2)));
    }
    System.arraycopy(source, start, heap, from, end - start);
    ends[size] = to;
    hashes[size] = hash;
    slots[freeSlot(hash)] = ++size;
    return size - 1;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private void growEntries() {
    int capacity = Math.addExact(size, Math.max(64, size >> 1));
    ends = Arrays.copyOf(ends, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    slots = new int[slotsFor(capacity)];
    for (int number = 0; number < size; number++) {
      slots[freeSlot(hashes[number])] = number + 1;
    }
  }

  private static int slotsFor(int capacity) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, capacity * 3L / 2 + 1);
  }

  private int freeSlot(int hash) {
    int slot = slot(hash);
    while (slots[slot] != 0) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  private int slot(int hash) {
    return (int) ((hash & 0xFFFF_FFFFL) * slots.length >>> 32);
  }

  /** The values as bytes such that equal values are equal bytes. */
  static BytesColumn bytes(Column column) {
    return switch (column) {
      case BytesColumn bytes -> bytes;
      case DecimalColumn decimals -> DecimalBytes.of(decimals);
      case LongColumn longs -> throw new IllegalArgumentException("longs are not bytes");
      case DoubleColumn doubles -> throw new IllegalArgumentException("doubles are not bytes");
      case BooleanColumn booleans -> throw new IllegalArgumentException("booleans are not bytes");
    };
  }
}
