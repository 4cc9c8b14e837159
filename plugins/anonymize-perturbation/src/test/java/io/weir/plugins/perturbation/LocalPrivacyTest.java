package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.numbers;
import static io.weir.plugins.perturbation.Trials.table;
import static io.weir.plugins.perturbation.Trials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsTrial;
import io.weir.testkit.TrialRun;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is published of two cells that hold the two values furthest apart, many times each: no
 * result, and no set of results that speaks for one of them, may be more than e^epsilon times as
 * frequent (plus delta), within what chance explains. Seeds are fixed.
 */
class LocalPrivacyTest {
  private static final int ROWS = 150_000;

  @Test
  void noise_with_epsilon_tells_no_more_than_that() {
    for (String policy : List.of("clamp", "reflect", "none")) {
      for (String epsilon : List.of("0.2", "1", "3")) {
        Map<String, Object> parameters =
            Map.of(
                "distribution",
                "laplace",
                "epsilon",
                number(epsilon),
                "policy",
                policy,
                "bounds",
                numbers("10", "16"));
        assertPrivate(new AddNoise(), integers(10), integers(16), parameters, epsilon, 0);
        assertPrivate(new AddNoise(), integers(-500), integers(99), parameters, epsilon, 0);
      }
    }
  }

  @Test
  void gaussian_noise_tells_no_more_than_epsilon_but_for_delta() {
    Map<String, Object> parameters =
        Map.of(
            "distribution",
            "gaussian",
            "epsilon",
            number("1"),
            "delta",
            number("0.01"),
            "bounds",
            numbers("0", "1"),
            "round",
            number("0.5"),
            "policy",
            "none");
    assertPrivate(new AddNoise(), doubles(-3), doubles(1), parameters, "1", 0.01);
  }

  @Test
  void a_randomized_response_tells_no_more_than_epsilon() {
    for (String epsilon : List.of("0.1", "1", "2.5")) {
      Map<String, Object> parameters =
          Map.of("epsilon", number(epsilon), "values", List.of("a", "b", "c", "d"));
      assertPrivate(new RandomizedResponse(), words("a"), words("c"), parameters, epsilon, 0);
    }
  }

  @Test
  void a_test_like_this_one_notices_when_more_is_told() {
    Map<String, Object> parameters =
        Map.of("distribution", "laplace", "epsilon", number("1.5"), "bounds", numbers("10", "16"));
    double told = loss(new AddNoise(), integers(10), integers(16), parameters, 1, 0);
    assertTrue(told > 0, "noise for epsilon 1.5 passes for 1");
  }

  @Test
  void a_response_that_stays_is_the_same_in_all_versions_so_that_averaging_tells_nothing() {
    Map<String, Object> parameters = Map.of("epsilon", number("1"), "values", List.of("a", "b"));
    RecordBatch table = table("id", Trials.keys(300), "value", words("a").select(first(300), 300));
    Set<List<String>> answers = new java.util.HashSet<>();
    for (int version = 1; version <= 5; version++) {
      answers.add(
          RecordsTrial.texts(
              Trials.columns(
                      new RandomizedResponse(),
                      Trials.atValue(table, parameters),
                      table,
                      TrialRun.of(version, 300))
                  .getFirst()));
    }
    assertEquals(1, answers.size());
    assertTrue(answers.iterator().next().contains("=b"), "nobody lied");
  }

  private static void assertPrivate(
      AnonymizationMethod method,
      Column one,
      Column other,
      Map<String, Object> parameters,
      String epsilon,
      double delta) {
    double ratio = Math.exp(Double.parseDouble(epsilon));
    double excess = loss(method, one, other, parameters, Math.log(ratio), delta);
    assertTrue(excess <= 0, parameters + " tells too much: " + excess);
  }

  /** By how much the worst result, or set of results, exceeds what is allowed; beyond chance. */
  private static double loss(
      AnonymizationMethod method,
      Column one,
      Column other,
      Map<String, Object> parameters,
      double epsilon,
      double delta) {
    Map<String, long[]> counts = new HashMap<>();
    count(value(method, table("value", one), parameters), 0, counts);
    count(value(method, table("value", other), parameters), 1, counts);
    double worst = Double.NEGATIVE_INFINITY;
    double ratio = Math.exp(epsilon);
    for (int side = 0; side < 2; side++) {
      double mine = 0;
      double theirs = 0;
      for (String result : new TreeSet<>(counts.keySet())) {
        double p = (double) counts.get(result)[side] / ROWS;
        double q = (double) counts.get(result)[1 - side] / ROWS;
        worst = Math.max(worst, excess(p, q, ratio, delta));
        if (p > ratio * q) {
          mine += p;
          theirs += q;
        }
      }
      // Results picked by what was seen look worse than they are; hence more room for those sets.
      worst = Math.max(worst, excess(mine, theirs, ratio, delta) - 4 * ratio / Math.sqrt(ROWS));
    }
    return worst;
  }

  private static double excess(double p, double q, double ratio, double delta) {
    // What is allowed expects at least p / ratio of the other, however few were seen.
    double chance = Math.sqrt((p + ratio * ratio * Math.max(q, p / ratio)) / ROWS);
    return p - ratio * q - delta - 4.5 * chance;
  }

  private static void count(Column column, int side, Map<String, long[]> counts) {
    for (int row = 0; row < column.size(); row++) {
      counts.computeIfAbsent(column.format(row), _ -> new long[2])[side]++;
    }
  }

  private static Column integers(long value) {
    return Trials.repeated(ValueType.INTEGER, value, ROWS);
  }

  private static Column doubles(double value) {
    double[] values = new double[ROWS];
    Arrays.fill(values, value);
    return Trials.doubles(values);
  }

  private static Column words(String word) {
    String[] words = new String[ROWS];
    Arrays.fill(words, word);
    return BytesColumn.ofStrings(words);
  }

  private static int[] first(int rows) {
    int[] numbers = new int[rows];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
