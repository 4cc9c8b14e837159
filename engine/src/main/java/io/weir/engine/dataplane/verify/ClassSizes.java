package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import java.util.ArrayList;
import java.util.List;

/** How large the classes of a table are, and how likely somebody is found in them. */
final class ClassSizes {
  /** Where the bins of sizes begin. */
  private static final long[] BINS = {1, 2, 3, 5, 10, 20, 50, 100, 1_000, 10_000, 100_000};

  private final long[] classes = new long[BINS.length];
  private final long[] records = new long[BINS.length];
  private final FindingRisk prosecutor;
  private final FindingRisk journalist;
  private long smallest = Long.MAX_VALUE;
  private long largest;
  private double squares;
  private long exactSquares;

  ClassSizes(List<Integer> thresholds) {
    prosecutor = new FindingRisk(thresholds);
    journalist = new FindingRisk(thresholds);
  }

  /**
   * Adds a class.
   *
   * @param persons how many of the population are in it; counted as at least as many as the table
   *     has
   */
  void add(long size, long persons) {
    int bin = BINS.length - 1;
    while (BINS[bin] > size) {
      bin--;
    }
    classes[bin]++;
    records[bin] += size;
    smallest = Math.min(smallest, size);
    largest = Math.max(largest, size);
    squares += (double) size * size;
    exactSquares += size * size;
    prosecutor.add(size, size);
    journalist.add(size, Math.max(size, persons));
  }

  long classes() {
    return sum(classes);
  }

  long smallest() {
    return classes() == 0 ? 0 : smallest;
  }

  long largest() {
    return largest;
  }

  /**
   * @param starred records that are in no class
   */
  long discernibility(long starred) {
    double all = (double) sum(records) + starred;
    return squares + starred * all > Long.MAX_VALUE / 2
        ? Long.MAX_VALUE
        : exactSquares + starred * (sum(records) + starred);
  }

  TableRisk.Finding prosecutor() {
    return prosecutor.finding();
  }

  TableRisk.Finding journalist() {
    return journalist.finding();
  }

  /** Up to the bin of the largest class. */
  List<TableRisk.Sizes> sizes() {
    List<TableRisk.Sizes> sizes = new ArrayList<>();
    for (int bin = 0; bin < BINS.length && BINS[bin] <= largest; bin++) {
      long to = bin + 1 == BINS.length ? Long.MAX_VALUE : BINS[bin + 1] - 1;
      sizes.add(new TableRisk.Sizes(BINS[bin], to, classes[bin], records[bin]));
    }
    return sizes;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
