package io.weir.engine.dataplane.verify;

import io.weir.engine.definition.PrivacyModel.Diversity;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * l-diversity of the values of a class (Machanavajjhala, Kifer, Gehrke, Venkitasubramaniam, ACM
 * TKDD 1(1), 2007): distinct, entropy and recursive. Takes no more memory however many values a
 * class has.
 */
final class DiversityMeasure implements ClassMeasure {
  /** Entropies are sums of logarithms; what differs by less counts as equal. */
  private static final double TOLERANCE = 1e-9;

  private final Diversity promise;
  private final int leading;
  private long[] greatest = new long[8];
  private int kept;
  private long distinct;
  private double logarithms;

  DiversityMeasure(Diversity promise) {
    this.promise = promise;
    this.leading =
        promise instanceof Diversity.Recursive recursive ? Math.max(1, recursive.l() - 1) : 0;
  }

  @Override
  public void value(long value, long count) {
    distinct++;
    logarithms += count * Math.log(count);
    if (kept < leading) {
      if (kept == greatest.length) {
        greatest = Arrays.copyOf(greatest, kept * 2);
      }
      rise(kept++, count);
    } else if (leading > 0 && greatest[kept - 1] < count) {
      rise(kept - 1, count);
    }
  }

  /** Puts a count in its place among the greatest, which fall. */
  private void rise(int from, long count) {
    int at = from;
    while (at > 0 && greatest[at - 1] < count) {
      greatest[at] = greatest[at - 1];
      at--;
    }
    greatest[at] = count;
  }

  @Override
  public boolean end(long size) {
    boolean holds =
        switch (promise) {
          case Diversity.Distinct(_, int l) -> distinct >= l;
          case Diversity.Entropy(_, BigDecimal l) ->
              Math.log(size) - logarithms / size >= Math.log(l.doubleValue()) - TOLERANCE;
          case Diversity.Recursive(_, BigDecimal c, int l) -> recursive(c, l, size);
        };
    kept = 0;
    distinct = 0;
    logarithms = 0;
    return holds;
  }

  private boolean recursive(BigDecimal c, int l, long size) {
    long rest = size;
    for (int i = 0; i < Math.min(kept, l - 1); i++) {
      rest -= greatest[i];
    }
    return BigDecimal.valueOf(greatest[0]).compareTo(c.multiply(BigDecimal.valueOf(rest))) < 0;
  }
}
