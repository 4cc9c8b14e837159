package io.weir.plugins.generalization;

import io.weir.spi.InvalidParameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Intervals that begin where the user says, and one below the first. */
final class Breaks implements Intervals {
  private final long[] starts;
  private final double[] doubleStarts;
  private final int scale;

  private Breaks(long[] starts, double[] doubleStarts, int scale) {
    this.starts = starts;
    this.doubleStarts = doubleStarts;
    this.scale = scale;
  }

  static Breaks of(List<BigDecimal> breaks, boolean whole) {
    if (breaks.isEmpty()) {
      throw new InvalidParameters("breaks", "\"breaks\" must hold at least one number");
    }
    int scale = 0;
    for (int i = 0; i < breaks.size(); i++) {
      scale = Math.max(scale, Intervals.scaleOf("breaks", breaks.get(i), whole));
      if (i > 0 && breaks.get(i - 1).compareTo(breaks.get(i)) >= 0) {
        throw new InvalidParameters(
            "breaks", "\"breaks\" must ascend, each number greater than the one before");
      }
    }
    long[] starts = new long[breaks.size()];
    double[] doubleStarts = new double[starts.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Intervals.scaled("breaks", breaks.get(i), scale);
      doubleStarts[i] = firstDouble(breaks.get(i));
    }
    return new Breaks(starts, doubleStarts, scale);
  }

  @Override
  public int scale() {
    return scale;
  }

  @Override
  public boolean inReach(long floor) {
    return true;
  }

  @Override
  public long bucket(long floor) {
    int found = Arrays.binarySearch(starts, floor);
    return found >= 0 ? found + 1 : -found - 1;
  }

  @Override
  public long bucket(double value) {
    int found = Arrays.binarySearch(doubleStarts, value);
    return found >= 0 ? found + 1 : -found - 1;
  }

  @Override
  public String label(long bucket) {
    int next = (int) bucket;
    return (next == 0 ? "(-inf" : "[" + start(next - 1))
        + ", "
        + (next == starts.length ? "inf" : start(next))
        + ")";
  }

  @Override
  public String label(BigInteger floor) {
    return label(
        floor.bitLength() < 64
            ? bucket(floor.longValue())
            : floor.signum() < 0 ? 0 : starts.length);
  }

  private String start(int index) {
    return Intervals.text(BigInteger.valueOf(starts[index]), scale);
  }

  /**
   * The least double whose decimal notation is not below the start; decimal notation is monotonic.
   */
  private static double firstDouble(BigDecimal start) {
    double candidate = start.doubleValue();
    while (BigDecimal.valueOf(candidate).compareTo(start) < 0) {
      candidate = Math.nextUp(candidate);
    }
    while (BigDecimal.valueOf(Math.nextDown(candidate)).compareTo(start) >= 0) {
      candidate = Math.nextDown(candidate);
    }
    return candidate;
  }
}
