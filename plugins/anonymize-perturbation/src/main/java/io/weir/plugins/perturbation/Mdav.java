package io.weir.plugins.perturbation;

import java.util.Arrays;

/**
 * Groups of k to 2k - 1 points: Maximum Distance to Average Vector (Domingo-Ferrer and Torra 2005).
 * Among points that are equally far the one of the lowest number counts. Takes time in proportion
 * to n² / k.
 */
final class Mdav {
  private final double[] points;
  private final int dimensions;
  private final int k;

  /** The numbers of the points that are not in a group yet, ascending. */
  private final int[] left;

  private int count;
  private final double[] distances;
  private final int[] order;
  private int placed;
  private int[] ends = new int[16];
  private int groups;

  private Mdav(double[] points, int dimensions, int k) {
    this.points = points;
    this.dimensions = dimensions;
    this.k = k;
    count = points.length / dimensions;
    left = new int[count];
    Arrays.setAll(left, i -> i);
    distances = new double[count];
    order = new int[count];
  }

  /**
   * The groups of some points, at least k.
   *
   * @param points one after the other
   */
  static Groups of(double[] points, int dimensions, int k) {
    Mdav mdav = new Mdav(points, dimensions, k);
    mdav.run();
    return new Groups(mdav.order, Arrays.copyOf(mdav.ends, mdav.groups));
  }

  private void run() {
    while (count >= 3 * k) {
      int farthest = farthestFrom(centroid());
      double[] first = point(farthest);
      measure(first);
      double[] second = point(left[farthestIndex()]);
      take(first);
      take(second);
    }
    if (count >= 2 * k) {
      take(point(farthestFrom(centroid())));
    }
    System.arraycopy(left, 0, order, placed, count);
    placed += count;
    endGroup();
  }

  private double[] centroid() {
    double[] center = new double[dimensions];
    for (int i = 0; i < count; i++) {
      int at = left[i] * dimensions;
      for (int j = 0; j < dimensions; j++) {
        center[j] += points[at + j];
      }
    }
    for (int j = 0; j < dimensions; j++) {
      center[j] /= count;
    }
    return center;
  }

  private double[] point(int number) {
    return Arrays.copyOfRange(points, number * dimensions, (number + 1) * dimensions);
  }

  private int farthestFrom(double[] center) {
    measure(center);
    return left[farthestIndex()];
  }

  private int farthestIndex() {
    int farthest = 0;
    for (int i = 1; i < count; i++) {
      if (distances[i] > distances[farthest]) {
        farthest = i;
      }
    }
    return farthest;
  }

  private void measure(double[] from) {
    for (int i = 0; i < count; i++) {
      int at = left[i] * dimensions;
      double sum = 0;
      for (int j = 0; j < dimensions; j++) {
        double difference = points[at + j] - from[j];
        sum += difference * difference;
      }
      distances[i] = sum;
    }
  }

  /**
   * Makes a group of the k points nearest to one, which is among them or as near as one of them.
   */
  private void take(double[] center) {
    measure(center);
    int[] nearest = new int[k];
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (found < k || distances[i] < distances[nearest[k - 1]]) {
        int place = found < k ? found++ : k - 1;
        while (place > 0 && distances[nearest[place - 1]] > distances[i]) {
          nearest[place] = nearest[place - 1];
          place--;
        }
        nearest[place] = i;
      }
    }
    Arrays.sort(nearest);
    int kept = nearest[0];
    int next = 0;
    for (int i = nearest[0]; i < count; i++) {
      if (next < k && i == nearest[next]) {
        order[placed++] = left[i];
        next++;
      } else {
        left[kept++] = left[i];
      }
    }
    count = kept;
    endGroup();
  }

  private void endGroup() {
    if (groups == ends.length) {
      ends = Arrays.copyOf(ends, groups * 2);
    }
    ends[groups++] = placed;
  }

  /**
   * @param order the points' numbers, group by group
   * @param ends where each group ends in it, exclusive
   */
  record Groups(int[] order, int[] ends) {}
}
