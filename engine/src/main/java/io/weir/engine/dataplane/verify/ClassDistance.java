package io.weir.engine.dataplane.verify;

import java.util.Arrays;

/**
 * The earth mover's distance of a class's values to those of the whole table, by one of the ground
 * distances of t-closeness (Li, Li, Venkatasubramanian, ICDE 2007). From 0 to 1.
 */
sealed interface ClassDistance {
  /**
   * @param indexes the places of the class's values in the distribution, each once
   * @param counts how often each occurs in the class
   * @param length how many of them count
   * @param size how many records the class has
   */
  double of(int[] indexes, long[] counts, int length, long size);

  /** All values are equally far from each other. */
  record Equal(Distribution table) implements ClassDistance {
    @Override
    public double of(int[] indexes, long[] counts, int length, long size) {
      double sum = 1;
      for (int i = 0; i < length; i++) {
        double overall = (double) table.count(indexes[i]) / table.total();
        sum += Math.abs((double) counts[i] / size - overall) - overall;
      }
      return Math.max(0, sum / 2);
    }
  }

  /** Values lie in their order, neighbours equally far from each other. */
  final class Ordered implements ClassDistance {
    private final int[] ranks;
    private final double[] shares;
    private final double[] sums;

    Ordered(Distribution table) {
      ranks = table.ranks();
      int[] byRank = new int[ranks.length];
      for (int index = 0; index < ranks.length; index++) {
        byRank[ranks[index]] = index;
      }
      shares = new double[ranks.length];
      sums = new double[ranks.length + 1];
      long counted = 0;
      for (int rank = 0; rank < ranks.length; rank++) {
        counted += table.count(byRank[rank]);
        shares[rank] = (double) counted / table.total();
        sums[rank + 1] = sums[rank] + shares[rank];
      }
    }

    @Override
    public double of(int[] indexes, long[] counts, int length, long size) {
      if (shares.length < 2) {
        return 0;
      }
      long[] byRank = new long[length];
      for (int i = 0; i < length; i++) {
        byRank[i] = (long) ranks[indexes[i]] << 32 | i;
      }
      Arrays.sort(byRank);
      double distance = 0;
      long counted = 0;
      int from = 0;
      for (long next : byRank) {
        int rank = (int) (next >>> 32);
        distance += between(from, rank, (double) counted / size);
        counted += counts[(int) next];
        from = rank;
      }
      distance += between(from, shares.length - 1, 1);
      return distance / (shares.length - 1);
    }

    /** How far the table's cumulated shares of some ranks are from a share, all together. */
    private double between(int from, int to, double share) {
      int found = Arrays.binarySearch(shares, from, to, share);
      int above = found < 0 ? -found - 1 : found;
      double below = share * (above - from) - (sums[above] - sums[from]);
      return below + (sums[to] - sums[above]) - share * (to - above);
    }
  }

  /** As far as their nearest common ancestor in the column's hierarchy is high. */
  record Hierarchical(Distribution table, ValueTree tree) implements ClassDistance {
    @Override
    public double of(int[] indexes, long[] counts, int length, long size) {
      return tree.distance(table, indexes, counts, length, size);
    }
  }
}
