package io.weir.plugins.perturbation;

import io.weir.plugins.perturbation.Bounds.Policy;

/**
 * Noise on whole numbers, which never overflow: at the ends of what the type holds they stay.
 *
 * @param policy {@code NONE} where the bounds are those of the type
 * @param wraps whether what leaves at one end comes in at the other, as times of the day do
 * @param multiple results are rounded to it, half to even, inside of the bounds
 */
record LongPerturbation(long low, long high, Policy policy, boolean wraps, long multiple) {
  private static final long FAR = 1L << 61;

  /**
   * @param unit what 1 of the noise's unit is here, for numbers with digits after the point
   */
  long apply(long value, double unit, Noise noise, Draws draws) {
    long result =
        switch (policy) {
          case NONE -> {
            long sum = sum(value, value, unit, noise, draws);
            yield wraps
                ? low + Math.floorMod(sum - low, high - low + 1)
                : Math.clamp(sum, low, high);
          }
          case CLAMP -> Math.clamp(sum(value, value, unit, noise, draws), low, high);
          case REFLECT -> {
            long sum = Math.clamp(sum(value, value, unit, noise, draws), -FAR, FAR);
            yield low + Bounds.fold(sum - low, high - low);
          }
          case REDRAW -> redrawn(value, unit, noise, draws);
        };
    return multiple == 1 ? result : round(result);
  }

  private long redrawn(long value, double unit, Noise noise, Draws draws) {
    long from = Math.clamp(value, low, high);
    long sum = from;
    for (int i = 0; i < Bounds.TRIES; i++) {
      sum = sum(from, value, unit, noise, draws);
      if (sum >= low && sum <= high) {
        return sum;
      }
    }
    return Math.clamp(sum, low, high);
  }

  private static long sum(long from, long value, double unit, Noise noise, Draws draws) {
    long drawn = (long) Math.rint(noise.draw(value / unit, draws) * unit);
    long sum = from + drawn;
    return ((from ^ sum) & (drawn ^ sum)) < 0 ? from < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
  }

  long round(long value) {
    long below = Math.floorDiv(value, multiple);
    long rest = Math.floorMod(value, multiple);
    boolean up = rest > multiple - rest || rest == multiple - rest && (below & 1) == 1;
    return limited(up ? below + 1 : below);
  }

  /** Rounds up as often as the distance to the multiple below is part of the whole. */
  long round(long value, Draws draws) {
    long below = Math.floorDiv(value, multiple);
    long rest = Math.floorMod(value, multiple);
    return limited(rest > 0 && draws.below(multiple) < rest ? below + 1 : below);
  }

  private long limited(long index) {
    return multiple * Math.clamp(index, Math.ceilDiv(low, multiple), Math.floorDiv(high, multiple));
  }
}
