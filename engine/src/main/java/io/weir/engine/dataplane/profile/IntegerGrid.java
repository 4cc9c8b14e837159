package io.weir.engine.dataplane.profile;

/** Whole numbers in bins of 1, 5, 10, 50, 100 … numbers. */
final class IntegerGrid implements Grid {
  /** 5 × 10^18, the greatest such width below 2^63. */
  private static final int LAST = 37;

  private static long width(int level) {
    long width = level % 2 == 0 ? 1 : 5;
    for (int i = 0; i < level / 2; i++) {
      width *= 10;
    }
    return width;
  }

  @Override
  public int level(int from, long minimum, long maximum) {
    int level = from;
    while (level < LAST && bins(width(level), minimum, maximum) > MOST_BINS) {
      level++;
    }
    return level;
  }

  /** How many, or some number above the most when there are too many to be counted. */
  private static long bins(long width, long minimum, long maximum) {
    long apart = Math.floorDiv(maximum, width) - Math.floorDiv(minimum, width);
    return apart < 0 || apart > MOST_BINS ? Long.MAX_VALUE : apart + 1;
  }

  @Override
  public long[] bounds(int level, long minimum, long maximum) {
    long width = width(level);
    long first = Math.floorDiv(minimum, width);
    int bins = (int) (Math.floorDiv(maximum, width) - first + 1);
    long[] bounds = new long[bins + 1];
    for (int i = 0; i <= bins; i++) {
      bounds[i] = times(first + i, width);
    }
    return bounds;
  }

  /** The bins at both ends of the 64-bit numbers may be narrower than the others. */
  private static long times(long index, long width) {
    if (index > Long.MAX_VALUE / width) {
      return Long.MAX_VALUE;
    }
    return index < Long.MIN_VALUE / width ? Long.MIN_VALUE : index * width;
  }

  @Override
  public String text(long key) {
    return Long.toString(key);
  }
}
