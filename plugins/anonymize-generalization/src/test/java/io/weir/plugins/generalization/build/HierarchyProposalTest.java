package io.weir.plugins.generalization.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.plugins.generalization.Generalize;
import io.weir.spi.BooleanColumn;
import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnSchema;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodRequest;
import io.weir.spi.ParameterProposal;
import io.weir.spi.ParameterProposal.Fitting;
import io.weir.spi.ParameterProposal.Unsuitable;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ProposalObserver;
import io.weir.spi.ValueType;
import io.weir.testkit.SampleColumns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HierarchyProposalTest {
  @Test
  void ages_get_intervals_that_double() {
    assertEquals(intervals("15", "5", "10", "20", "40"), hierarchy(integers(17, 90, 30)));
  }

  @Test
  void small_whole_numbers_are_put_together_at_once() {
    assertEquals(intervals("0", "2", "4", "8"), hierarchy(integers(1, 16, 3)));
    assertEquals(intervals("0", "2"), hierarchy(integers(1, 2)));
  }

  @Test
  void fractions_get_intervals_of_fractions() {
    assertEquals(
        intervals("0", "0.05", "0.1", "0.2", "0.4", "0.8"),
        hierarchy(DecimalColumn.of(new BigDecimal("0.01"), new BigDecimal("0.97"))));
  }

  @Test
  void a_few_numbers_far_outside_do_not_make_the_intervals_wide() {
    long[] salaries = LongStream.range(0, 1_000).map(i -> 20_000 + i * 50).toArray();
    salaries[17] = 2_000_000_000;
    salaries[18] = -1_000_000_000;
    Map<?, ?> form = (Map<?, ?>) hierarchy(integers(salaries)).get("intervals");
    BigDecimal first = (BigDecimal) ((List<?>) form.get("widths")).getFirst();
    assertTrue(first.compareTo(new BigDecimal(10_000)) <= 0, form::toString);
    assertMapsAll(integers(salaries));
  }

  @Test
  void dates_get_the_calendar_as_far_as_it_tells_them_apart() {
    assertEquals(
        Map.of("dates", List.of("month", "year", "decade")),
        hierarchy(dates("1987-05-21", "2003-01-01")));
    assertEquals(
        Map.of("dates", List.of("month", "year")), hierarchy(dates("2021-05-21", "2023-01-01")));
    assertEquals(Map.of("dates", List.of("month")), hierarchy(dates("2021-05-21")));
    assertEquals(
        Map.of("dates", List.of("day", "month", "year", "decade")),
        hierarchy(SampleColumns.of(ValueType.DATETIME, 50, 1)));
    assertEquals(
        Map.of("dates", List.of("hour")), hierarchy(SampleColumns.of(ValueType.TIME, 50, 1)));
  }

  @Test
  void codes_are_redacted_from_the_right_until_they_are_alike() {
    assertEquals(redaction(5), hierarchy(texts("80331", null, "10115")));
    assertEquals(redaction(3), hierarchy(texts("80331", "80115")));
    assertEquals(redaction(8), hierarchy(texts("SW1A 1AA", "M1 1AE", "B33 8TH")));
    assertEquals(redaction(1), hierarchy(texts("ward 1", "ward 2")));
  }

  @Test
  void few_words_become_one_group() {
    Fitting fitting = fitting(texts("flu", "cold", null, "flu", ""));
    assertEquals(
        Map.of(
            "hierarchy",
            Map.of("map", Map.of("flu", List.of("*"), "cold", List.of("*"), "", List.of("*"))),
            "unmapped",
            "top"),
        fitting.parameters().values());
    assertTrue(fitting.namesValues());
    assertFalse(fitting(integers(1, 2)).namesValues());
    assertEquals(
        Map.of("map", Map.of("true", List.of("*"), "false", List.of("*"))),
        hierarchy(new BooleanColumn(new byte[] {0, 1, 1}, 3, Empties.none())));
  }

  @Test
  void of_more_words_the_frequent_ones_stay_and_the_rest_is_one_group() {
    String[] words =
        IntStream.range(0, 30)
            .boxed()
            .flatMap(i -> Collections.nCopies(60 - i, "town " + (char) ('A' + i)).stream())
            .toArray(String[]::new);
    List<?> rows = (List<?>) hierarchy(texts(words)).get("rows");
    assertEquals(30, rows.size());
    assertEquals(List.of("town A", "town A", "*"), rows.get(0));
    assertEquals(List.of("town J", "town J", "*"), rows.get(9));
    assertEquals(List.of("town K", "other", "*"), rows.get(10));
    assertMapsAll(texts(words));
  }

  @Test
  void words_of_a_scale_and_ranges_of_numbers_are_put_into_their_order() {
    assertEquals(
        Map.of("order", List.of(List.of("Low", "medium"), List.of("HIGH"))),
        hierarchy(texts("HIGH", "Low", "medium", "Low")));
    assertEquals(
        Map.of(
            "order",
            List.of(
                List.of(List.of("<18", "18-29"), List.of("30-64", "65-79")),
                List.of(List.of("80+")))),
        hierarchy(texts("80+", "18-29", "30-64", "<18", "65-79")));
    assertFalse(hierarchy(texts("10-20", "15-30", "40-50")).containsKey("order"));
    assertMapsAll(texts("80+", "18-29", "30-64", "<18", "65-79"));
  }

  @Test
  void free_texts_have_no_hierarchy_and_it_is_told_why() {
    String[] notes =
        IntStream.range(0, 300)
            .mapToObj(i -> "came in on day " + i + " and left")
            .toArray(String[]::new);
    assertTrue(unsuitable(texts(notes)).contains("own"));
    String[] names =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "name " + i % 1_500 + " of many")
            .toArray(String[]::new);
    assertTrue(unsuitable(texts(names)).contains("too many"));
    assertTrue(unsuitable(texts("x".repeat(3_000), "y")).contains("too long"));
    assertTrue(unsuitable(SampleColumns.of(ValueType.JSON, 20, 1)).contains("no groups"));
    assertTrue(unsuitable(SampleColumns.of(ValueType.BINARY, 20, 1)).contains("no groups"));
  }

  @Test
  void what_is_kept_of_texts_is_bounded() {
    SeenTexts seen = new SeenTexts();
    int most = 0;
    for (int batch = 0; batch < 300; batch++) {
      int first = batch * 100;
      seen.observe(
          texts(
              IntStream.range(first, first + 100)
                  .mapToObj(i -> "word" + i)
                  .toArray(String[]::new)));
      most = Math.max(most, seen.kept());
    }
    assertTrue(most <= 1_000, most + " kept");
    assertEquals(0, seen.kept());
  }

  @Test
  void edges_of_all_types_have_a_place() {
    for (ValueType type :
        List.of(
            ValueType.BOOLEAN,
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DOUBLE,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME)) {
      for (int rows : new int[] {1, 2, 900}) {
        assertMapsAll(SampleColumns.of(type, rows, rows + 1));
      }
    }
    assertMapsAll(integers(Long.MIN_VALUE, Long.MAX_VALUE));
    assertMapsAll(
        new DoubleColumn(new double[] {Double.NaN, 1 / 0.0, 1e-300, 3}, 4, Empties.none()));
    assertMapsAll(DecimalColumn.of(new BigDecimal("1E+999999"), new BigDecimal("-1E-999999")));
    assertMapsAll(texts("*", "", "other", "(other)", "[*, other]"));
  }

  @Property(tries = 300)
  void numbers_of_any_size_have_a_place(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e30, max = 1e30) Double> numbers,
      @ForAll @IntRange(min = -40, max = 4) int power) {
    double[] values = numbers.stream().mapToDouble(it -> it * Math.pow(10, power)).toArray();
    assertMapsAll(new DoubleColumn(values, values.length, Empties.none()));
    assertMapsAll(
        DecimalColumn.of(
            Arrays.stream(values).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new)));
  }

  @Property(tries = 300)
  void texts_of_any_kind_have_a_place_or_none_of_them_has(@ForAll("someTexts") List<String> some) {
    Column column = texts(some.toArray(String[]::new));
    switch (proposal(column)) {
      case Fitting _ -> assertMapsAll(column);
      case Unsuitable nothing -> assertFalse(nothing.reason().isBlank());
    }
  }

  @Provide
  Arbitrary<List<String>> someTexts() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(6),
            Arbitraries.strings().withCharRange('0', '9').ofMinLength(2).ofMaxLength(6),
            Arbitraries.of(
                "low", "medium", "high", "10-19", "20-29", "65+", "*", "other", "", "[a, b]"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static Map<?, ?> hierarchy(Column column) {
    return (Map<?, ?>) fitting(column).parameters().values().get("hierarchy");
  }

  private static Fitting fitting(Column column) {
    return assertInstanceOf(Fitting.class, proposal(column));
  }

  private static String unsuitable(Column column) {
    return assertInstanceOf(Unsuitable.class, proposal(column)).reason();
  }

  private static ParameterProposal proposal(Column column) {
    ProposalObserver observer =
        new HierarchyProposal().observer(new ColumnSchema("value", column.type()));
    observer.observe(column);
    return observer.propose();
  }

  /** Every level takes every value, lies in the level above, and the last tells them all alike. */
  private static void assertMapsAll(Column values) {
    PreparedMethod.OfLevels levels =
        (PreparedMethod.OfLevels)
            new Generalize()
                .prepare(
                    MethodRequest.of(
                        new ColumnSchema("value", values.type()), fitting(values).parameters()));
    Column below = levels.level(0).apply(values);
    for (int level = 1; level <= levels.highest(); level++) {
      Column result = levels.level(level).apply(values);
      assertEquals(values.size(), result.size());
      assertEquals(values.empties().count(), result.empties().count());
      Map<String, String> groups = new HashMap<>();
      for (int row = 0; row < values.size(); row++) {
        if (!values.isEmpty(row)) {
          String other = groups.putIfAbsent(below.format(row), result.format(row));
          assertTrue(other == null || other.equals(result.format(row)), "not nested");
        }
      }
      below = result;
    }
    Set<String> tokens = new HashSet<>();
    Column last = below;
    IntStream.range(0, values.size())
        .filter(row -> !last.isEmpty(row))
        .forEach(row -> tokens.add(last.format(row)));
    assertTrue(tokens.equals(Set.of("*")) || tokens.isEmpty(), tokens::toString);
  }

  private static Map<String, Object> intervals(String origin, String... widths) {
    return Map.of(
        "intervals",
        Map.of(
            "origin",
            new BigDecimal(origin),
            "widths",
            Arrays.stream(widths).map(BigDecimal::new).toList()));
  }

  private static Map<String, Object> redaction(int levels) {
    return Map.of(
        "redact", Map.of("from", "right", "token", "*", "levels", BigDecimal.valueOf(levels)));
  }

  private static BytesColumn texts(String... texts) {
    return BytesColumn.ofStrings(texts);
  }

  private static LongColumn integers(long... values) {
    return new LongColumn(ValueType.INTEGER, values, values.length, Empties.none());
  }

  private static LongColumn dates(String... dates) {
    long[] days = Arrays.stream(dates).mapToLong(it -> LocalDate.parse(it).toEpochDay()).toArray();
    return new LongColumn(ValueType.DATE, days, days.length, Empties.none());
  }
}
