package io.weir.engine.dataplane.verify;

import io.weir.engine.dataplane.TableRisk;
import java.util.List;
import java.util.stream.IntStream;

/** Sums the risk of being found up: that of a record is one by those it hides among. */
final class FindingRisk {
  private final List<Integer> thresholds;
  private final long[] above;
  private long records;
  private long least = Long.MAX_VALUE;
  private double sum;

  /**
   * @param thresholds ascending
   */
  FindingRisk(List<Integer> thresholds) {
    this.thresholds = thresholds;
    this.above = new long[thresholds.size()];
  }

  /** Adds a class of the table whose records hide among so many. */
  void add(long size, long among) {
    records += size;
    least = Math.min(least, among);
    sum += (double) size / among;
    for (int i = 0; i < above.length; i++) {
      above[i] += among < thresholds.get(i) ? size : 0;
    }
  }

  TableRisk.Finding finding() {
    return new TableRisk.Finding(
        records == 0 ? 0 : 1.0 / least,
        records == 0 ? 0 : sum / records,
        IntStream.range(0, above.length)
            .mapToObj(i -> new TableRisk.Above(thresholds.get(i), above[i]))
            .toList());
  }
}
