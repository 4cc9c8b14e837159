package io.weir.plugins.perturbation;

import static io.weir.plugins.perturbation.Trials.atValue;
import static io.weir.plugins.perturbation.Trials.number;
import static io.weir.plugins.perturbation.Trials.numbers;
import static io.weir.plugins.perturbation.Trials.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.BytesColumn;
import io.weir.spi.PrivacyCost;
import io.weir.spi.PrivacyCost.Recurrence;
import io.weir.spi.RecordBatch;
import io.weir.spi.ValueType;
import io.weir.testkit.RecordsMethodContract;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class RandomizedResponseTest extends RecordsMethodContract {
  @Override
  protected AnonymizationMethod method() {
    return new RandomizedResponse();
  }

  @Override
  protected List<Example> examples() {
    return List.of(
        Trials.example(
            table("value", SampleColumns.of(ValueType.BOOLEAN, 1_000, 2)),
            Map.of("epsilon", number("0.5"))),
        Trials.example(
            table("id", Trials.keys(1_000), "value", SampleColumns.of(ValueType.STRING, 1_000, 2)),
            Map.of(
                "epsilon",
                number("2"),
                "values",
                List.of("Ann", "Bo", "other"),
                "otherwise",
                "other")),
        Trials.example(
            table("value", Trials.integers(new Random(1).longs(500, 0, 9).toArray())),
            Map.of(
                "epsilon",
                number("1"),
                "values",
                numbers("0", "1", "2", "3", "4", "5", "6", "7", "8"))));
  }

  @Override
  protected List<Refused> refused() {
    RecordBatch table =
        table("value", BytesColumn.ofStrings("a"), "who", BytesColumn.ofStrings("x"));
    List<Refused> refused = new ArrayList<>();
    List<Object> values = List.of("a", "b");
    refused.add(new Refused("epsilon", atValue(table, Map.of("values", values))));
    for (String epsilon : List.of("0", "-1", "25")) {
      refused.add(
          new Refused(
              "epsilon", atValue(table, Map.of("values", values, "epsilon", number(epsilon)))));
    }
    refused.add(new Refused("values", atValue(table, Map.of("epsilon", number("1")))));
    refused.add(
        new Refused(
            "per", atValue(table, Map.of("epsilon", number("1"), "values", values, "per", "who"))));
    return refused;
  }

  @Property(tries = 500)
  void the_odds_never_exceed_epsilon_and_nearly_reach_it(
      @ForAll @DoubleRange(min = 0.001, max = 24) @Scale(3) double epsilon,
      @ForAll @IntRange(min = 2, max = 100_000) int categories) {
    Transition.ByResponse response =
        Transition.ByResponse.of(categories, BigDecimal.valueOf(epsilon));
    double odds = Math.log((double) response.weight() / response.others());
    assertTrue(odds <= epsilon, () -> odds + " of " + epsilon);
    assertEquals(epsilon, odds, 1e-5);
  }

  @Test
  void the_truth_is_told_as_often_as_epsilon_says() {
    int rows = 100_000;
    String[] all = new String[rows];
    java.util.Arrays.fill(all, "b");
    BytesColumn told =
        (BytesColumn)
            Trials.value(
                method(),
                table("value", BytesColumn.ofStrings(all)),
                Map.of("epsilon", number("1"), "values", List.of("a", "b", "c", "d")));
    int[] seen = new int[4];
    for (int row = 0; row < rows; row++) {
      seen[told.text(row).charAt(0) - 'a']++;
    }
    for (int i = 0; i < 4; i++) {
      double p = (i == 1 ? Math.E : 1) / (Math.E + 3);
      assertEquals(p * rows, seen[i], 4.5 * Math.sqrt(rows * p * (1 - p)));
    }
  }

  /** The exponential, by its series, to 60 digits. */
  private static BigDecimal exponential(BigDecimal epsilon) {
    MathContext digits = new MathContext(60);
    BigDecimal sum = BigDecimal.ONE;
    BigDecimal term = BigDecimal.ONE;
    for (int i = 1; i <= 200; i++) {
      term = term.multiply(epsilon, digits).divide(BigDecimal.valueOf(i), digits);
      sum = sum.add(term, digits);
    }
    return sum;
  }

  /**
   * The whole mechanism is two probabilities: weight and others over their sum. Of all odds that
   * whole parts allow, none greater than e^epsilon are nearer to it, but for one part in 10^11.
   */
  @Property(tries = 500)
  void the_exact_odds_are_the_greatest_that_do_not_exceed_epsilon(
      @ForAll @IntRange(min = 1, max = 24_000) int thousandths,
      @ForAll @IntRange(min = 2, max = 100_000) int categories) {
    Transition.ByResponse response =
        Transition.ByResponse.of(categories, BigDecimal.valueOf(thousandths, 3));
    BigDecimal allowed =
        exponential(BigDecimal.valueOf(thousandths, 3))
            .multiply(BigDecimal.valueOf(response.others()));
    BigDecimal left = allowed.subtract(BigDecimal.valueOf(response.weight()));
    assertTrue(left.signum() >= 0, () -> response + " tells too much");
    assertTrue(
        left.compareTo(BigDecimal.ONE.add(allowed.movePointLeft(11))) <= 0,
        () -> response + " tells less than it may");
  }

  /**
   * The logarithm of how much more often the truth is told than another answer, and its standard
   * error, of 100,000 answers.
   */
  private double[] loss(String epsilon) {
    int rows = 100_000;
    String[] all = new String[rows];
    java.util.Arrays.fill(all, "b");
    BytesColumn told =
        (BytesColumn)
            Trials.value(
                method(),
                table("value", BytesColumn.ofStrings(all)),
                Map.of("epsilon", number(epsilon), "values", List.of("a", "b", "c", "d")));
    double truths = 0;
    for (int row = 0; row < rows; row++) {
      truths += told.text(row).equals("b") ? 1 : 0;
    }
    double lies = rows - truths;
    return new double[] {Math.log(truths / (lies / 3)), Math.sqrt(1 / truths + 1 / lies)};
  }

  @Test
  void answers_tell_epsilon_and_a_twentieth_more_would_be_noticed() {
    for (String epsilon : List.of("2", "2.5", "3")) {
      double allowed = Double.parseDouble(epsilon);
      double[] told = loss(epsilon);
      assertEquals(allowed, told[0], 4.5 * told[1]);
      double[] more = loss(number(epsilon).multiply(number("1.05")).toPlainString());
      assertTrue(more[0] - 4.5 * more[1] > allowed, () -> "passes for " + epsilon);
    }
  }

  @Test
  void it_tells_what_it_spends() {
    RecordBatch unknown = table("value", BytesColumn.ofStrings("a"));
    RecordBatch known = table("id", Trials.keys(1), "value", BytesColumn.ofStrings("a"));
    Map<String, Object> parameters = Map.of("epsilon", number("1.5"), "values", List.of("a", "b"));
    assertEquals(
        Optional.of(new PrivacyCost(number("1.5"), BigDecimal.ZERO, Recurrence.EACH_VERSION)),
        method().prepare(atValue(unknown, parameters)).cost());
    assertEquals(
        Optional.of(new PrivacyCost(number("1.5"), BigDecimal.ZERO, Recurrence.EACH_NEW_VALUE)),
        method().prepare(atValue(known, parameters)).cost());
  }
}
