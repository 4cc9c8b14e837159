package io.weir.plugins.pseudonymization;

import io.weir.spi.LongColumn;
import java.util.Arrays;

/**
 * The distinct values of a column of longs.
 *
 * @param values of which the first {@code count} count, in the order they were met
 * @param codes for each row the number of its value; undefined at empty rows
 */
record DistinctLongs(long[] values, int count, int[] codes) {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  static DistinctLongs of(LongColumn column) {
    int size = column.size();
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(8, size) * 2L);
    int[] table = new int[1 << bits];
    int mask = table.length - 1;
    long[] values = new long[Math.min(size, 1024)];
    int[] codes = new int[size];
    int count = 0;
    for (int row = 0; row < size; row++) {
      if (column.isEmpty(row)) {
        continue;
      }
      long value = column.value(row);
      int slot = (int) (value * MIX >>> 64 - bits);
      while (table[slot] != 0 && values[table[slot] - 1] != value) {
        slot = slot + 1 & mask;
      }
      if (table[slot] == 0) {
        if (count == values.length) {
          values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
        table[slot] = count;
      }
      codes[row] = table[slot] - 1;
    }
    return new DistinctLongs(values, count, codes);
  }
}
