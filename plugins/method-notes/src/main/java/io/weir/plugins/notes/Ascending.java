package io.weir.plugins.notes;

import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;

/**
 * The positions of the records whose value in a column is not empty, by ascending value; equal ones
 * by position. Sorted by digits of a byte from the lowest to the highest, which reads and writes
 * one after the other.
 */
public final class Ascending {
  private static final int DIGITS = 8;
  private static final int BYTE = 256;

  private final long size;
  private LongArray ranks;
  private LongArray positions;

  private Ascending(long size, LongArray ranks, LongArray positions) {
    this.size = size;
    this.ranks = ranks;
    this.positions = positions;
  }

  /** Sorts a column of numbers, dates or times. */
  public static Ascending of(ValueNotes values, Workspace workspace, long records) {
    long size = 0;
    for (long position = 0; position < records; position++) {
      size += values.isEmpty(position) ? 0 : 1;
    }
    Ascending order = new Ascending(size, workspace.longs(size), workspace.longs(size));
    order.sort(values, workspace, records);
    return order;
  }

  private void sort(ValueNotes values, Workspace workspace, long records) {
    long[][] counts = new long[DIGITS][BYTE];
    long at = 0;
    for (long position = 0; position < records; position++) {
      if (!values.isEmpty(position)) {
        long rank = values.rank(position) ^ Long.MIN_VALUE;
        ranks.set(at, rank);
        positions.set(at++, position);
        for (int digit = 0; digit < DIGITS; digit++) {
          counts[digit][(int) (rank >>> digit * 8) & 0xFF]++;
        }
      }
    }
    LongArray otherRanks = workspace.longs(size);
    LongArray otherPositions = workspace.longs(size);
    for (int digit = 0; digit < DIGITS; digit++) {
      if (!isOne(counts[digit])) {
        scatter(digit * 8, starts(counts[digit]), otherRanks, otherPositions);
        LongArray sortedRanks = otherRanks;
        LongArray sortedPositions = otherPositions;
        otherRanks = ranks;
        otherPositions = positions;
        ranks = sortedRanks;
        positions = sortedPositions;
      }
    }
  }

  private void scatter(int shift, long[] next, LongArray toRanks, LongArray toPositions) {
    for (long i = 0; i < size; i++) {
      long rank = ranks.get(i);
      long at = next[(int) (rank >>> shift) & 0xFF]++;
      toRanks.set(at, rank);
      toPositions.set(at, positions.get(i));
    }
  }

  private boolean isOne(long[] counts) {
    for (long count : counts) {
      if (count != 0) {
        return count == size;
      }
    }
    return true;
  }

  private static long[] starts(long[] counts) {
    long[] starts = new long[BYTE];
    for (int i = 1; i < BYTE; i++) {
      starts[i] = starts[i - 1] + counts[i - 1];
    }
    return starts;
  }

  /** How many values there are. */
  public long size() {
    return size;
  }

  /** The position of the record with the value of an index, from 0 for the least. */
  public long position(long index) {
    return positions.get(index);
  }

  /** Whether the values at two indexes are equal, as far as {@link ValueNotes#rank} tells. */
  public boolean equal(long index, long other) {
    return ranks.get(index) == ranks.get(other);
  }
}
