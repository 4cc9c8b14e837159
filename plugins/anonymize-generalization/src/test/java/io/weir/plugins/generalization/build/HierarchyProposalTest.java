package io.weir.plugins.generalization.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.plugins.generalization.Generalize;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HierarchyProposalTest {
  @Test
  void ages_get_intervals_that_double() {
    assertEquals(
        "{\"hierarchy\": {\"intervals\": {\"origin\": 15, \"widths\": [5, 10, 20, 40]}}}",
        HierarchyProposal.json(proposal(integers(17, 90, 30))));
  }

  @Test
  void fractions_get_intervals_of_fractions() {
    assertEquals(
        "{\"hierarchy\": {\"intervals\": {\"origin\": 0, \"widths\": [0.05, 0.1, 0.2, 0.4, 0.8]}}}",
        HierarchyProposal.json(
            proposal(DecimalColumn.of(new BigDecimal("0.01"), new BigDecimal("0.97")))));
  }

  @Test
  void dates_get_the_calendar() {
    assertEquals(
        "{\"hierarchy\": {\"dates\": [\"month\", \"year\", \"decade\"]}}",
        HierarchyProposal.json(proposal(SampleColumns.of(ValueType.DATE, 10, 1))));
  }

  @Test
  void codes_of_equal_length_are_redacted_from_the_right() {
    assertEquals(
        "{\"hierarchy\": {\"redact\": {\"from\": \"right\", \"levels\": 5, \"token\": \"*\"}}}",
        HierarchyProposal.json(proposal(BytesColumn.ofStrings("80331", null, "10115"))));
  }

  @Test
  void the_frequent_words_stay_and_the_rest_is_one_group() {
    Parameters proposal =
        HierarchyProposal.of(
            BytesColumn.ofStrings("rare", "other", null, "often"), new long[] {1, 7, 9, 7});
    assertEquals(
        "{\"hierarchy\": {\"rows\": [[\"often\", \"often\", \"*\"], [\"other\", \"other\", \"*\"],"
            + " [\"rare\", \"(other)\", \"*\"]]}}",
        HierarchyProposal.json(
                HierarchyProposal.of(
                    BytesColumn.ofStrings("rare", "other", null, "often", "x"),
                    new long[] {2, 7, 9, 7, 1}))
            .replace(", [\"x\", \"(other)\", \"*\"]", ""));
    assertTrue(HierarchyProposal.namesValues(proposal));
    assertFalse(HierarchyProposal.namesValues(proposal(integers(1, 2))));
  }

  @Test
  void of_very_many_words_only_the_frequent_ones_are_listed() {
    String[] words = IntStream.range(0, 6_000).mapToObj(i -> "w" + i).toArray(String[]::new);
    Parameters proposal = proposal(BytesColumn.ofStrings(words));
    assertEquals("top", proposal.values().get("unmapped"));
    assertEquals(
        10, ((List<?>) ((Map<?, ?>) proposal.values().get("hierarchy")).get("rows")).size());
    assertMapsAll(BytesColumn.ofStrings(words), proposal);
  }

  @Test
  void every_type_gets_a_proposal_that_maps_every_value() {
    for (ValueType type : ValueType.values()) {
      for (int rows : new int[] {0, 1, 2, 900}) {
        Column sample = SampleColumns.of(type, rows, rows);
        assertMapsAll(sample, proposal(sample));
      }
      Column nothing = SampleColumns.allEmpty(type, 5);
      assertMapsAll(nothing, proposal(nothing));
    }
    Column longs = BytesColumn.ofStrings("x".repeat(3_000), "*", "", "(other)");
    assertMapsAll(longs, proposal(longs));
    Column alone = BytesColumn.ofStrings("x".repeat(3_000));
    assertMapsAll(alone, proposal(alone));
    Column edges = integers(Long.MIN_VALUE, Long.MAX_VALUE);
    assertMapsAll(edges, proposal(edges));
    Column none =
        new DoubleColumn(new double[] {Double.NaN, 1 / 0.0, 1e-300, 3}, 4, Empties.none());
    assertMapsAll(none, proposal(none));
    Column absurd = DecimalColumn.of(new BigDecimal("1E+999999"), new BigDecimal("-1E-999999"));
    assertMapsAll(absurd, proposal(absurd));
  }

  @Property(tries = 300)
  void numbers_of_any_size_have_a_place(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e30, max = 1e30) Double> numbers,
      @ForAll @IntRange(min = -40, max = 4) int power) {
    double[] values = numbers.stream().mapToDouble(it -> it * Math.pow(10, power)).toArray();
    Column doubles = new DoubleColumn(values, values.length, Empties.none());
    assertMapsAll(doubles, proposal(doubles));
    Column decimals =
        DecimalColumn.of(
            Arrays.stream(values).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new));
    assertMapsAll(decimals, proposal(decimals));
  }

  @Property(tries = 50)
  void the_order_of_values_makes_no_difference(@ForAll Random random) {
    String[] words =
        random.ints(60, 0, 50).distinct().mapToObj(i -> "w" + i).toArray(String[]::new);
    long[] counts = random.longs(words.length, 1, 4).toArray();
    int[] order = IntStream.range(0, words.length).toArray();
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    Column column = BytesColumn.ofStrings(words);
    assertEquals(
        HierarchyProposal.of(column, counts),
        HierarchyProposal.of(
            column.select(order, order.length),
            IntStream.of(order).mapToLong(i -> counts[i]).toArray()));
  }

  @Test
  void counts_belong_to_values() {
    assertThrows(
        IllegalArgumentException.class, () -> HierarchyProposal.of(integers(1), new long[2]));
  }

  @Test
  void json_escapes_what_must_be() {
    assertEquals(
        "{\"a\\\"\\\\\": [true, 1, \"\\u000a\\u001f\"]}",
        HierarchyProposal.json(
            new Parameters(Map.of("a\"\\", List.of(true, BigDecimal.ONE, "\n\u001f")))));
  }

  /** The round trip: every level takes every value, and the last tells them all alike. */
  private static void assertMapsAll(Column values, Parameters proposal) {
    PreparedMethod.OfLevels levels =
        (PreparedMethod.OfLevels)
            new Generalize()
                .prepare(MethodRequest.of(new ColumnSchema("value", values.type()), proposal));
    for (int level = 0; level <= levels.highest(); level++) {
      Column result = levels.level(level).apply(values);
      assertEquals(values.size(), result.size());
      assertEquals(values.empties().count(), result.empties().count());
      if (level == levels.highest()) {
        Set<String> tokens = new HashSet<>();
        IntStream.range(0, values.size())
            .filter(row -> !result.isEmpty(row))
            .forEach(row -> tokens.add(result.format(row)));
        assertTrue(tokens.equals(Set.of("*")) || tokens.isEmpty(), tokens::toString);
      }
    }
  }

  private static Parameters proposal(Column values) {
    long[] counts = new long[values.size()];
    Arrays.fill(counts, 1);
    return HierarchyProposal.of(values, counts);
  }

  private static LongColumn integers(long... values) {
    return new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
  }
}
