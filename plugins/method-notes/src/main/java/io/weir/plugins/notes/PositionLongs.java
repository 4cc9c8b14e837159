package io.weir.plugins.notes;

import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A long for each position, 0 at first. Room is taken for the neighbourhoods of positions that were
 * set, so that several observers together take little more than one would.
 */
final class PositionLongs {
  private static final int LEAST_SHIFT = 12;
  private static final int MOST_PAGES = 1 << 10;

  private final Workspace workspace;
  private final long size;
  private final int shift;
  private final long mask;
  private final @Nullable LongArray[] pages;

  PositionLongs(Workspace workspace, long size) {
    this.workspace = workspace;
    this.size = size;
    int bits = LEAST_SHIFT;
    while (size >>> bits >= MOST_PAGES) {
      bits++;
    }
    shift = bits;
    mask = (1L << bits) - 1;
    pages = new LongArray[Math.toIntExact((size + mask) >>> bits)];
  }

  long get(long position) {
    LongArray page = pages[(int) (position >>> shift)];
    return page == null ? 0 : page.get(position & mask);
  }

  void set(long position, long value) {
    int number = (int) (position >>> shift);
    LongArray page = pages[number];
    if (page == null) {
      page = workspace.longs(Math.min(mask + 1, size - ((long) number << shift)));
      pages[number] = page;
    }
    page.set(position & mask, value);
  }

  /** Sets bits of what is there already. */
  void add(long position, long bits) {
    set(position, get(position) | bits);
  }

  /**
   * Takes in the longs of another one, which has none but 0 where this one has another bit.
   *
   * @param change what becomes of each of the other's longs that is not 0
   */
  void merge(PositionLongs other, LongUnaryOperator change) {
    for (int number = 0; number < pages.length; number++) {
      LongArray taken = other.pages[number];
      if (taken != null) {
        merge((long) number << shift, taken, change);
      }
    }
  }

  private void merge(long first, LongArray taken, LongUnaryOperator change) {
    LongArray own = pages[(int) (first >>> shift)];
    if (own == null) {
      pages[(int) (first >>> shift)] = taken;
    }
    LongArray to = own == null ? taken : own;
    for (long i = 0; i < taken.size(); i++) {
      long value = taken.get(i);
      if (value != 0) {
        to.set(i, (own == null ? 0 : own.get(i)) | change.applyAsLong(value));
      }
    }
  }
}
