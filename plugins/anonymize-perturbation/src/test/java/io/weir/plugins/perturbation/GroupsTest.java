package io.weir.plugins.perturbation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Groups and sums beside slower ways to the same. */
class GroupsTest {
  @Property(tries = 500)
  void mdav_is_what_the_paper_says(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(min = -9, max = 9) Integer> xs,
      @ForAll @IntRange(min = 2, max = 5) int k,
      @ForAll @IntRange(min = 0, max = 6) int twist) {
    if (xs.size() < k) {
      return;
    }
    double[] points = new double[xs.size() * 2];
    for (int i = 0; i < xs.size(); i++) {
      points[2 * i] = xs.get(i);
      points[2 * i + 1] = xs.get(i) * twist % 7 + i % 3;
    }
    Mdav.Groups groups = Mdav.of(points, 2, k);
    Set<Set<Integer>> found = new HashSet<>();
    int from = 0;
    for (int end : groups.ends()) {
      assertTrue(end - from >= k && end - from <= 2 * k - 1);
      Set<Integer> group = new TreeSet<>();
      for (int i = from; i < end; i++) {
        group.add(groups.order()[i]);
      }
      found.add(group);
      from = end;
    }
    assertEquals(xs.size(), from);
    assertEquals(reference(points, k), found);
  }

  /** Word by word, on lists. */
  private static Set<Set<Integer>> reference(double[] points, int k) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < points.length / 2; i++) {
      left.add(i);
    }
    Set<Set<Integer>> groups = new HashSet<>();
    while (left.size() >= 3 * k) {
      int r = farthest(points, left, center(points, left));
      int s = farthest(points, left, new double[] {points[2 * r], points[2 * r + 1]});
      groups.add(nearest(points, left, r, k));
      groups.add(nearest(points, left, s, k));
    }
    if (left.size() >= 2 * k) {
      groups.add(nearest(points, left, farthest(points, left, center(points, left)), k));
    }
    groups.add(new TreeSet<>(left));
    return groups;
  }

  private static double[] center(double[] points, List<Integer> left) {
    double x = 0;
    double y = 0;
    for (int i : left) {
      x += points[2 * i];
      y += points[2 * i + 1];
    }
    return new double[] {x / left.size(), y / left.size()};
  }

  private static int farthest(double[] points, List<Integer> left, double[] from) {
    return left.stream()
        .min(
            Comparator.<Integer>comparingDouble(i -> -distance(points, i, from))
                .thenComparing(i -> i))
        .orElseThrow();
  }

  private static Set<Integer> nearest(double[] points, List<Integer> left, int of, int k) {
    double[] from = {points[2 * of], points[2 * of + 1]};
    List<Integer> group =
        left.stream()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> distance(points, i, from))
                    .thenComparing(i -> i))
            .limit(k)
            .toList();
    left.removeAll(group);
    return new TreeSet<>(group);
  }

  private static double distance(double[] points, int i, double[] from) {
    double x = points[2 * i] - from[0];
    double y = points[2 * i + 1] - from[1];
    return x * x + y * y;
  }

  @Property(tries = 500)
  void neighbours_are_grouped_as_well_as_can_be(
      @ForAll @Size(min = 2, max = 14) List<@IntRange(min = 0, max = 50) Integer> numbers,
      @ForAll @IntRange(min = 2, max = 4) int k) {
    if (numbers.size() < k) {
      return;
    }
    double[] values = numbers.stream().mapToDouble(it -> it).sorted().toArray();
    int[] ends = SortedGroups.of(values, k);
    double cost = 0;
    int from = 0;
    for (int end : ends) {
      assertTrue(end - from >= k && end - from <= 2 * k - 1);
      cost += spread(values, from, end);
      from = end;
    }
    assertEquals(values.length, from);
    assertEquals(best(values, 0, k), cost, 1e-6);
  }

  private static double best(double[] values, int from, int k) {
    if (from == values.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int end = from + k; end <= values.length; end++) {
      best = Math.min(best, spread(values, from, end) + best(values, end, k));
    }
    return best;
  }

  private static double spread(double[] values, int from, int to) {
    double mean = Arrays.stream(values, from, to).average().orElseThrow();
    return Arrays.stream(values, from, to).map(it -> (it - mean) * (it - mean)).sum();
  }

  @Property(tries = 500)
  void sums_of_doubles_are_exact_in_any_order(@ForAll List<Long> bits, @ForAll int cut) {
    ExactSum one = new ExactSum();
    ExactSum other = new ExactSum();
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < bits.size(); i++) {
      double value = Double.longBitsToDouble(bits.get(i));
      if (Double.isFinite(value)) {
        expected = expected.add(new BigDecimal(value));
        ((cut >>> (i & 31) & 1) == 0 ? one : other).add(value);
      }
    }
    one.merge(other);
    assertEquals(0, expected.compareTo(one.value()));
  }

  @Property(tries = 300)
  void a_root_times_its_transpose_gives_the_covariances(
      @ForAll @Size(9) List<@IntRange(min = -9, max = 9) Integer> numbers) {
    double[][] covariances = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int m = 0; m < 3; m++) {
          covariances[i][j] += numbers.get(3 * i + m) * numbers.get(3 * j + m);
        }
      }
    }
    double[][] root = Moments.root(covariances);
    for (int i = 0; i < 3; i++) {
      double[] product = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        for (int m = 0; m <= j; m++) {
          product[j] += root[i][m] * root[j][m];
        }
      }
      assertArrayEquals(Arrays.copyOf(covariances[i], i + 1), product, 1e-6);
    }
  }
}
