package io.weir.plugins.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.Workspace.LongArray;
import io.weir.testkit.TrialRun;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void draws_follow_from_the_seed_and_the_purpose() {
    byte[] seed = TrialRun.of(1, 0).runSeed();
    assertEquals(some(Draws.of(seed, "a")), some(Draws.of(seed, "a")));
    assertNotEquals(some(Draws.of(seed, "a")), some(Draws.of(seed, "b")));
    assertNotEquals(some(Draws.of(seed, "a")), some(Draws.of(TrialRun.of(2, 0).runSeed(), "a")));
  }

  @Test
  void numbers_below_a_bound_are_equally_frequent() {
    Draws draws = Draws.of(TrialRun.of(3, 0).runSeed(), "test");
    for (int bound : new int[] {1, 2, 3, 7, 64, 100}) {
      long[] counts = new long[bound];
      for (int i = 0; i < 1_000 * bound; i++) {
        counts[(int) draws.below(bound)]++;
      }
      double chiSquare =
          LongStream.of(counts).mapToDouble(it -> Math.pow(it - 1_000, 2) / 1_000).sum();
      // Six standard deviations above the mean.
      assertTrue(chiSquare < bound - 1 + 6 * Math.sqrt(2.0 * bound), bound + ": " + chiSquare);
    }
  }

  @Test
  void bounds_near_the_largest_number_are_kept() {
    Draws draws = Draws.of(TrialRun.of(4, 0).runSeed(), "test");
    for (int i = 0; i < 10_000; i++) {
      long bound = Long.MAX_VALUE - i;
      long drawn = draws.below(bound);
      assertTrue(drawn >= 0 && drawn < bound);
    }
  }

  @Test
  void every_order_of_four_is_equally_frequent() {
    Draws draws = Draws.of(TrialRun.of(5, 0).runSeed(), "test");
    LongArray longs = TrialRun.of(5, 0).workspace().longs(6);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 24_000; i++) {
      for (int at = 0; at < 6; at++) {
        longs.set(at, at);
      }
      draws.shuffle(longs, 1, 5);
      assertEquals(0, longs.get(0));
      assertEquals(5, longs.get(5));
      String order = longs.get(1) + " " + longs.get(2) + " " + longs.get(3) + " " + longs.get(4);
      counts.merge(order, 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    double chiSquare =
        counts.values().stream().mapToDouble(it -> Math.pow(it - 1_000, 2) / 1_000).sum();
    // The 99.99th percentile of χ² with 23 degrees of freedom is 55.5.
    assertTrue(chiSquare < 55.5, "" + chiSquare);
  }

  private static String some(Draws draws) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append(draws.next()).append(' ');
    }
    return text.toString();
  }
}
