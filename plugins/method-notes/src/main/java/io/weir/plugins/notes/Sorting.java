package io.weir.plugins.notes;

import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;

/** Sorts longs by an order of their own. */
public final class Sorting {
  private Sorting() {}

  /** An order of longs, as that of a comparator. */
  @FunctionalInterface
  public interface Order {
    int compare(long one, long other);
  }

  /** The longs in ascending order, equal ones as they were; the array given is used up. */
  public static LongArray sorted(LongArray longs, Order order, Workspace workspace) {
    LongArray from = longs;
    LongArray to = workspace.longs(longs.size());
    for (long run = 1; run < longs.size(); run *= 2) {
      for (long start = 0; start < longs.size(); start += 2 * run) {
        long middle = Math.min(start + run, longs.size());
        merge(from, to, start, middle, Math.min(middle + run, longs.size()), order);
      }
      LongArray merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  private static void merge(
      LongArray from, LongArray to, long start, long middle, long end, Order order) {
    long left = start;
    long right = middle;
    for (long at = start; at < end; at++) {
      boolean takesLeft =
          left < middle && (right == end || order.compare(from.get(left), from.get(right)) <= 0);
      to.set(at, from.get(takesLeft ? left++ : right++));
    }
  }
}
