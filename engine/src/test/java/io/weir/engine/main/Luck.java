package io.weir.engine.main;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * How far guessing may be lucky: attacks are tried many times with fixed seeds, and one that hits
 * more often than a guess would in all but one of a million such tests is no guess.
 */
final class Luck {
  private static final double ALARM = 1e-6;

  private Luck() {}

  /**
   * @param hits of independent trials, each with a chance of at most {@code chance}
   */
  static void assertNoBetterThan(double chance, long hits, long trials, String attack) {
    assertTrue(trials >= 30, () -> attack + ": only " + trials + " trials");
    assertTrue(
        atLeast(hits, trials, chance) > ALARM,
        () -> "%s: %d hits of %d at a chance of %.4f".formatted(attack, hits, trials, chance));
  }

  /** The exact upper tail of the binomial distribution. */
  static double atLeast(long hits, long trials, double chance) {
    double tail = 0;
    for (long k = hits; k <= trials; k++) {
      tail +=
          Math.exp(
              logChoose(trials, k) + k * Math.log(chance) + (trials - k) * Math.log1p(-chance));
    }
    return Math.min(1, tail);
  }

  private static double logChoose(long n, long k) {
    double log = 0;
    for (long i = 1; i <= k; i++) {
      log += Math.log((double) (n - k + i) / i);
    }
    return log;
  }
}
