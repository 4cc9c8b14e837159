package io.weir.engine.privacy.table;

import java.util.Arrays;

/** Brings counts by (tuple, value) into the order of sorted tuples. */
final class SortedEntries {
  private SortedEntries() {}

  /**
   * @param place where a tuple has come to lie
   */
  static Histograms of(CountMap map, int[] place) {
    int[] offsets = new int[place.length + 1];
    map.each((key, count) -> offsets[place[(int) (key >>> 32)] + 1]++);
    for (int tuple = 0; tuple < place.length; tuple++) {
      offsets[tuple + 1] += offsets[tuple];
    }
    int[] next = Arrays.copyOf(offsets, place.length);
    long[] entries = new long[map.size()];
    map.each((key, count) ->
        entries[next[place[(int) (key >>> 32)]]++] = key << 32 | Integer.toUnsignedLong(count));
    int[] values = new int[entries.length];
    int[] counts = new int[entries.length];
    for (int tuple = 0; tuple < place.length; tuple++) {
      Arrays.sort(entries, offsets[tuple], offsets[tuple + 1]);
    }
    for (int at = 0; at < entries.length; at++) {
      values[at] = (int) (entries[at] >>> 32);
      counts[at] = (int) entries[at];
    }
    return new Histograms(offsets, values, counts);
  }
}
