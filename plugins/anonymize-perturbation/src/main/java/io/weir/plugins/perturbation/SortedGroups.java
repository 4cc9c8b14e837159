package io.weir.plugins.perturbation;

import java.util.Arrays;

/**
 * Groups of k to 2k - 1 neighbours among sorted numbers, with the least sum of squared distances
 * from the groups' means (Hansen and Mukherjee 2003). Takes time in proportion to n × k.
 */
final class SortedGroups {
  private SortedGroups() {}

  /**
   * Where each group ends, exclusive.
   *
   * @param values ascending, at least k
   */
  static int[] of(double[] values, int k) {
    int n = values.length;
    double[] sums = new double[n + 1];
    double[] squares = new double[n + 1];
    for (int i = 0; i < n; i++) {
      sums[i + 1] = sums[i] + values[i];
      squares[i + 1] = squares[i] + values[i] * values[i];
    }
    double[] cost = new double[n + 1];
    int[] begins = new int[n + 1];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    cost[0] = 0;
    for (int end = k; end <= n; end++) {
      begins[end] = -1;
      for (int size = k; size <= Math.min(2 * k - 1, end); size++) {
        int begin = end - size;
        double sum = sums[end] - sums[begin];
        double total = cost[begin] + Math.max(0, squares[end] - squares[begin] - sum * sum / size);
        if (total < cost[end]) {
          cost[end] = total;
          begins[end] = begin;
        }
      }
    }
    int[] ends = new int[n / k];
    int at = ends.length;
    for (int end = n; end > 0; end = begins[end]) {
      ends[--at] = end;
    }
    return Arrays.copyOfRange(ends, at, ends.length);
  }
}
