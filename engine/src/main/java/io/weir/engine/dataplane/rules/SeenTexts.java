package io.weir.engine.dataplane.rules;

import io.weir.engine.dataplane.decode.RawChunk;
import java.util.Arrays;

/**
 * Remembers rows of a chunk by their text, so that what costs more than finding a text again is
 * done once for texts that come often. A slot holds one row, and later ones replace it: memory is
 * bounded, and a row forgotten only costs time. Where few texts come again it stops looking.
 */
final class SeenTexts {
  private static final int MOST_SLOTS = 4_096;
  private static final int SAMPLE = 256;
  private static final int ENOUGH = SAMPLE / 4;

  private final int[] rows;
  private int looked;
  private int found;

  SeenTexts(int records) {
    rows = new int[Math.min(MOST_SLOTS, Integer.highestOneBit(Math.max(1, records)) << 1)];
    Arrays.fill(rows, -1);
  }

  /** An earlier row with the same text as this one, which is remembered; or -1. */
  int earlier(byte[] bytes, long[] slices, int row) {
    if (looked >= SAMPLE && found < ENOUGH) {
      return -1;
    }
    int start = RawChunk.start(slices[row]);
    int end = RawChunk.end(slices[row]);
    int slot = hash(bytes, start, end) & rows.length - 1;
    int other = rows[slot];
    boolean same =
        other >= 0
            && Arrays.equals(
                bytes,
                start,
                end,
                bytes,
                RawChunk.start(slices[other]),
                RawChunk.end(slices[other]));
    if (looked < SAMPLE) {
      looked++;
      found += same ? 1 : 0;
    }
    rows[slot] = same ? other : row;
    return same ? other : -1;
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash *= 0x9E3779B9;
    return hash >>> 15 ^ hash;
  }
}
