package io.weir.engine.privacy.table;

/** Spreads keys over the slots of a table of a power of two. */
public final class Mixing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  public static int slot(long key, int mask) {
    long mixed = (key ^ key >>> 32) * GOLDEN;
    return (int) (mixed >>> 32) & mask;
  }

  static long combine(long hash, long word) {
    return (hash ^ word ^ word >>> 32) * GOLDEN;
  }
}
