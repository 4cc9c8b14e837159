package io.weir.plugins.perturbation;

import io.weir.spi.MethodException;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Forms groups of records and puts means in place of their values. Only records that are empty in
 * the same columns come into a group; where those are fewer than k, the means of the whole columns
 * take the place of their values. Many records are sorted along the main direction of the columns
 * and cut into blocks, in each of which groups are formed.
 */
final class Grouping {
  private final AmountTable table;
  private final int k;
  private final int exactUpTo;
  private final Coordinates coordinates;
  private final Means means;

  Grouping(AmountTable table, int k, int exactUpTo) {
    this.table = table;
    this.k = k;
    this.exactUpTo = exactUpTo;
    this.coordinates = new Coordinates(table);
    this.means = new Means(table, scales());
  }

  /** Replaces all values of the table. */
  void average() {
    int[] kinds = kinds();
    int[] begins = begins(kinds);
    long[] sorted = sorted(kinds, begins);
    int[] records = new int[sorted.length];
    Arrays.setAll(records, i -> (int) sorted[i]);
    boolean[] rare = new boolean[begins.length - 1];
    for (int kind = 0; kind < rare.length; kind++) {
      rare[kind] = begins[kind + 1] - begins[kind] < k;
    }
    averageRare(records, begins, rare);
    for (int kind = 0; kind < rare.length; kind++) {
      if (!rare[kind]) {
        blocks(records, begins[kind], begins[kind + 1]);
      }
    }
  }

  /** By record a number of the columns it is empty in, from 0 in the order they are met. */
  private int[] kinds() {
    Map<Long, Integer> numbers = new HashMap<>();
    int[] kinds = new int[table.records()];
    long last = -1;
    int number = 0;
    for (int record = 0; record < kinds.length; record++) {
      long empties = table.empties(record);
      if (empties != last) {
        last = empties;
        number = numbers.computeIfAbsent(empties, _ -> numbers.size());
      }
      kinds[record] = number;
    }
    return kinds;
  }

  private static int[] begins(int[] kinds) {
    int[] begins = new int[Arrays.stream(kinds).max().orElse(-1) + 2];
    for (int kind : kinds) {
      begins[kind + 1]++;
    }
    Arrays.parallelPrefix(begins, Integer::sum);
    return begins;
  }

  /** Records kind by kind along the main direction, each as its place there and its number. */
  private long[] sorted(int[] kinds, int[] begins) {
    double[] direction = new MainDirection(table, coordinates).find();
    int[] next = begins.clone();
    long[] sorted = new long[kinds.length];
    for (int record = 0; record < kinds.length; record++) {
      float place = 0;
      for (int column = 0; column < direction.length; column++) {
        if (!table.isEmpty(record, column)) {
          place += (float) (coordinates.of(record, column) * direction[column]);
        }
      }
      int bits = Float.floatToIntBits(place + 0f);
      long ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
      sorted[next[kinds[record]]++] = ordered << 32 | record;
    }
    for (int kind = 0; kind + 1 < begins.length; kind++) {
      Arrays.sort(sorted, begins[kind], begins[kind + 1]);
    }
    return sorted;
  }

  private void blocks(int[] records, int from, int to) {
    int[] present =
        IntStream.range(0, table.columns().size())
            .filter(column -> !table.isEmpty(records[from], column))
            .toArray();
    if (present.length == 0) {
      return;
    }
    int count = to - from;
    int blocks = (count + exactUpTo - 1) / exactUpTo;
    for (int block = 0; block < blocks; block++) {
      int[] members =
          Arrays.copyOfRange(
              records,
              from + (int) ((long) count * block / blocks),
              from + (int) ((long) count * (block + 1) / blocks));
      if (present.length == 1) {
        averageSorted(members, present[0]);
      } else {
        averageNear(members, present);
      }
    }
  }

  private void averageSorted(int[] members, int column) {
    Integer[] order = new Integer[members.length];
    double[] values = new double[members.length];
    for (int i = 0; i < values.length; i++) {
      order[i] = i;
      values[i] = coordinates.of(members[i], column);
    }
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    int[] ordered = new int[members.length];
    double[] ascending = new double[members.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = members[order[i]];
      ascending[i] = values[order[i]];
    }
    replace(ordered, SortedGroups.of(ascending, k), new int[] {column});
  }

  private void averageNear(int[] members, int[] present) {
    double[] points = new double[members.length * present.length];
    for (int i = 0; i < members.length; i++) {
      for (int j = 0; j < present.length; j++) {
        points[i * present.length + j] = coordinates.of(members[i], present[j]);
      }
    }
    Mdav.Groups groups = Mdav.of(points, present.length, k);
    int[] ordered = new int[members.length];
    Arrays.setAll(ordered, i -> members[groups.order()[i]]);
    replace(ordered, groups.ends(), present);
  }

  private void replace(int[] ordered, int[] ends, int[] columns) {
    int from = 0;
    for (int end : ends) {
      for (int column : columns) {
        means.replace(ordered, from, end, column);
      }
      from = end;
    }
  }

  /** What is averaged over whole columns must be computed before any value is replaced. */
  private void averageRare(int[] records, int[] begins, boolean[] rare) {
    for (int column = 0; column < table.columns().size(); column++) {
      int[] members = new int[records.length];
      int count = 0;
      for (int kind = 0; kind < rare.length; kind++) {
        for (int i = begins[kind]; rare[kind] && i < begins[kind + 1]; i++) {
          if (!table.isEmpty(records[i], column)) {
            members[count++] = records[i];
          }
        }
      }
      if (count > 0) {
        replaceByColumnMean(members, count, column);
      }
    }
  }

  private void replaceByColumnMean(int[] members, int count, int column) {
    ValueType type = table.columns().get(column).type();
    ExactSum doubles = new ExactSum();
    BigDecimal decimals = BigDecimal.ZERO;
    BigInteger wholes = BigInteger.ZERO;
    long all = 0;
    for (int record = 0; record < table.records(); record++) {
      if (table.isEmpty(record, column)) {
        continue;
      }
      all++;
      switch (type) {
        case DOUBLE -> doubles.add(table.approximate(record, column));
        case DECIMAL -> decimals = decimals.add(table.decimal(record, column));
        case INTEGER, DATE, TIME, DATETIME ->
            wholes = wholes.add(BigInteger.valueOf(table.cell(record, column)));
        case STRING, BOOLEAN, BINARY, JSON -> throw new IllegalStateException("no amounts");
      }
    }
    if (all < k) {
      throw new MethodException(
          "Column %s has %d values, too few for a group of %d."
              .formatted(table.columns().get(column).name(), all, k),
          "Choose a smaller \"k\", or leave the column out of the publication.");
    }
    if (type == ValueType.DECIMAL) {
      table.set(members, 0, count, column, means.decimalMean(decimals, all, column));
      return;
    }
    long mean =
        type == ValueType.DOUBLE
            ? Double.doubleToRawLongBits(Means.nearest(doubles.value(), all))
            : Means.wholeMean(wholes, all);
    for (int i = 0; i < count; i++) {
      table.set(members[i], column, mean);
    }
  }

  private int[] scales() {
    int[] scales = new int[table.columns().size()];
    for (int column = 0; column < scales.length; column++) {
      if (table.columns().get(column).type() == ValueType.DECIMAL) {
        for (int record = 0; record < table.records(); record++) {
          if (!table.isEmpty(record, column)) {
            scales[column] = Math.max(scales[column], table.decimal(record, column).scale());
          }
        }
      }
    }
    return scales;
  }
}
