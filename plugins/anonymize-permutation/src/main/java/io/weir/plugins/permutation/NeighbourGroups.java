package io.weir.plugins.permutation;

import io.weir.plugins.notes.Ascending;
import io.weir.plugins.notes.ValueNotes;
import io.weir.spi.Workspace;
import io.weir.spi.Workspace.LongArray;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Values in ascending order, cut into groups with at least k different values, from the least to
 * the greatest of which it is at least e, such that the sum of the groups' ranges is as small as
 * can be.
 *
 * <p>That sum is the range of the whole less the gaps at which it is cut. The best cuts before a
 * value are therefore the best cuts before some earlier gap, and that gap. From where the last
 * group may begin moves only forward with its end, so one walk over the values finds them all.
 *
 * @param count how many groups
 * @param bounds where each group begins in the order of values, and after the last one where it
 *     ends
 */
record NeighbourGroups(long count, LongArray bounds) {
  /** Where a group begins in the order of values; the next one begins where it ends. */
  long start(long group) {
    return bounds.get(group);
  }

  /**
   * @return empty if there is no such grouping
   * @throws NumberFormatException if a value is no finite number
   */
  static Optional<NeighbourGroups> of(
      Ascending order, ValueNotes values, long k, BigDecimal e, Workspace workspace) {
    LongArray firsts = workspace.longs(order.size());
    long distinct = 0;
    for (long index = 0; index < order.size(); index++) {
      if (index == 0 || !order.equal(index - 1, index)) {
        firsts.set(distinct++, index);
      }
    }
    LongArray cuts = new Walk(order, values, firsts, distinct, workspace).cuts(k, e);
    if (cuts.get(distinct) == 0) {
      return Optional.empty();
    }
    return Optional.of(backwards(cuts, firsts, distinct, order.size(), workspace));
  }

  private static NeighbourGroups backwards(
      LongArray cuts, LongArray firsts, long distinct, long size, Workspace workspace) {
    long count = 0;
    for (long end = distinct; end > 0; end = cuts.get(end) - 1) {
      count++;
    }
    LongArray bounds = workspace.longs(count + 1);
    bounds.set(count, size);
    long group = count;
    for (long end = distinct; end > 0; end = cuts.get(end) - 1) {
      bounds.set(--group, firsts.get(cuts.get(end) - 1));
    }
    return new NeighbourGroups(count, bounds);
  }

  /**
   * @param firsts where in the order each different value comes first
   */
  private record Walk(
      Ascending order, ValueNotes values, LongArray firsts, long distinct, Workspace workspace) {
    /**
     * For each number of lowest different values: one more than how many of them are in all groups
     * but the last, or 0 if they cannot be grouped.
     */
    LongArray cuts(long k, BigDecimal e) {
      LongArray cuts = workspace.longs(distinct + 1);
      LongArray gaps = workspace.longs(distinct + 1);
      double best = Double.NEGATIVE_INFINITY;
      long cut = -1;
      long before = 0;
      BigDecimal low = value(0);
      BigDecimal below = low;
      for (long end = k; end <= distinct; end++) {
        BigDecimal high = value(end - 1);
        while (before <= end - k && high.subtract(low).compareTo(e) >= 0) {
          if (before == 0 || cuts.get(before) != 0) {
            double sum =
                Double.longBitsToDouble(gaps.get(before)) + low.subtract(below).doubleValue();
            if (sum > best) {
              best = sum;
              cut = before;
            }
          }
          before++;
          below = low;
          low = value(before);
        }
        if (cut >= 0) {
          cuts.set(end, cut + 1);
          gaps.set(end, Double.doubleToRawLongBits(best));
        }
      }
      return cuts;
    }

    private BigDecimal value(long number) {
      return values.number(order.position(firsts.get(number)));
    }
  }
}
