package io.weir.plugins.generalization;

import static io.weir.plugins.generalization.Hierarchies.at;
import static io.weir.plugins.generalization.Hierarchies.levels;
import static io.weir.plugins.generalization.Hierarchies.number;
import static io.weir.plugins.generalization.Hierarchies.prepare;
import static io.weir.plugins.generalization.Hierarchies.withTop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.BytesColumn;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.DecimalColumn;
import io.weir.spi.DoubleColumn;
import io.weir.spi.Empties;
import io.weir.spi.LongColumn;
import io.weir.spi.MethodException;
import io.weir.spi.PreparedMethod;
import io.weir.spi.Trait;
import io.weir.spi.ValueType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HierarchyTest {
  private static final Map<String, Object> AGES =
      Map.of("csv", "1;1-4;*\n2;1-4;*\r\n\n5;5-9;*\n\"1;7\";\"say \"\"x\"\"\";*");

  @Test
  void csv_is_read_as_arx_writes_it() {
    PreparedMethod.OfLevels levels = levels(ValueType.STRING, AGES);
    Column values = BytesColumn.ofStrings("5", "1", null, "1;7");
    assertEquals(2, levels.highest());
    assertEquals(0, levels.lowest());
    assertEquals(List.of("5", "1", "\0empty", "1;7"), at(levels, 0, values));
    assertEquals(List.of("5-9", "1-4", "\0empty", "say \"x\""), at(levels, 1, values));
    assertEquals(List.of("*", "*", "\0empty", "*"), at(levels, 2, values));
  }

  @Test
  void a_level_that_is_said_is_a_function_of_the_value() {
    ColumnAnonymizer fixed =
        (ColumnAnonymizer)
            prepare(ValueType.STRING, Map.of("hierarchy", AGES, "level", number("1")));
    assertEquals(
        List.of("1-4", "5-9"), Hierarchies.texts(fixed.apply(BytesColumn.ofStrings("2", "5"))));
    assertFalse(fixed.traits().contains(Trait.DISTINCT_STAYS_DISTINCT));
    ColumnAnonymizer itself =
        (ColumnAnonymizer)
            prepare(ValueType.STRING, Map.of("hierarchy", AGES, "level", number("0")));
    assertTrue(itself.traits().contains(Trait.DISTINCT_STAYS_DISTINCT));
  }

  @Test
  void the_levels_to_search_among_are_those_that_are_said() {
    PreparedMethod.OfLevels levels =
        (PreparedMethod.OfLevels)
            prepare(
                ValueType.STRING,
                Map.of("hierarchy", AGES, "levels", List.of(number("1"), number("1"))));
    assertEquals(1, levels.lowest());
    assertEquals(1, levels.highest());
    assertThrows(IllegalArgumentException.class, () -> levels.level(2));
    assertThrows(IllegalArgumentException.class, () -> levels.level(-1));
  }

  @Test
  void numbers_are_found_by_value_not_by_spelling() {
    Map<String, Object> rows =
        Map.of("rows", List.of(List.of("1.0", "a", "*"), List.of(number("25e1"), "b", "*")));
    LongColumn integers = new LongColumn(ValueType.INTEGER, new long[] {1, 250}, 2, Empties.none());
    DecimalColumn decimals = DecimalColumn.of(number("1.000"), number("2.5E+2"));
    DoubleColumn doubles = new DoubleColumn(new double[] {1, 250}, 2, Empties.none());
    for (Column numbers : List.of(integers, decimals, doubles)) {
      assertEquals(List.of("a", "b"), at(levels(numbers.type(), rows), 1, numbers));
    }
    assertEquals(List.of("1", "250"), at(levels(ValueType.DECIMAL, rows), 0, decimals));
  }

  @Test
  void decimals_of_any_size_are_found() {
    List<String> spelled =
        List.of("1E+200", "12345678901234567890123.0", "-0.00", "1E-200", "1E+126", "7");
    List<List<String>> rows = spelled.stream().map(it -> List.of(it, "g" + it)).toList();
    DecimalColumn values =
        DecimalColumn.of(
            number("10E+199"),
            number("12345678901234567890123"),
            number("0"),
            number("0.10E-199"),
            number("1000E+123"),
            number("7.0000"));
    assertEquals(
        spelled.stream().map(it -> "g" + it).toList(),
        at(levels(ValueType.DECIMAL, Map.of("rows", rows)), 1, values));
  }

  @Test
  void dates_and_times_are_found_by_value() {
    long noon = Instant.parse("2020-02-29T12:00:00Z").toEpochMilli() * 1_000;
    assertEquals(
        List.of("leap"),
        at(
            levels(ValueType.DATETIME, Map.of("csv", "2020-02-29T14:00:00+02:00;leap")),
            1,
            new LongColumn(ValueType.DATETIME, new long[] {noon}, 1, Empties.none())));
    assertEquals(
        List.of("leap"),
        at(
            levels(ValueType.DATE, Map.of("csv", "2020-02-29;leap")),
            1,
            new LongColumn(
                ValueType.DATE,
                new long[] {LocalDate.parse("2020-02-29").toEpochDay()},
                1,
                Empties.none())));
    assertEquals(
        List.of("noon"),
        at(
            levels(ValueType.TIME, Map.of("csv", "12:00:00;noon")),
            1,
            new LongColumn(ValueType.TIME, new long[] {43_200_000_000L}, 1, Empties.none())));
  }

  @Test
  void zeros_and_numbers_that_are_none_are_found_in_doubles() {
    Map<String, Object> rows =
        Map.of("csv", "-0;zero\nNaN;none\nInfinity;far\n-inf;low\n0.3;third");
    assertEquals(
        List.of("zero", "zero", "none", "far", "low", "third"),
        at(
            levels(ValueType.DOUBLE, rows),
            1,
            new DoubleColumn(
                new double[] {0.0, -0.0, 0.0 / 0, 1 / 0.0, -1 / 0.0, 0.3}, 6, Empties.none())));
  }

  @Test
  void a_value_without_a_row_ends_the_run_and_is_not_told() {
    PreparedMethod.OfLevels levels = levels(ValueType.STRING, AGES);
    for (int level = 0; level <= 2; level++) {
      int chosen = level;
      MethodException refusal =
          assertThrows(
              MethodException.class,
              () ->
                  at(levels, chosen, BytesColumn.ofStrings("1", "secret", "secret", null, "hush")));
      assertEquals(
          "Column value has values that its hierarchy does not know, 2 different ones in one batch"
              + " of 5 records.",
          refusal.getMessage());
      assertTrue(refusal.advice().contains("\"unmapped\": \"top\""));
    }
  }

  @Test
  void a_value_without_a_row_becomes_the_last_level_if_that_is_wanted() {
    PreparedMethod.OfLevels levels = withTop(ValueType.STRING, AGES);
    Column values = BytesColumn.ofStrings("1", "strange", null);
    assertEquals(List.of("1", "strange", "\0empty"), at(levels, 0, values));
    assertEquals(List.of("1-4", "*", "\0empty"), at(levels, 1, values));
    assertEquals(List.of("*", "*", "\0empty"), at(levels, 2, values));
  }

  @Test
  void intervals_double_and_end_in_nothing() {
    PreparedMethod.OfLevels levels =
        levels(
            ValueType.INTEGER,
            Map.of(
                "intervals",
                Map.of("origin", number("0"), "widths", List.of(number("5"), number("10")))));
    Column values = new LongColumn(ValueType.INTEGER, new long[] {7, -1}, 2, Empties.none());
    assertEquals(3, levels.highest());
    assertEquals(List.of("7", "-1"), at(levels, 0, values));
    assertEquals(List.of("[5, 10)", "[-5, 0)"), at(levels, 1, values));
    assertEquals(List.of("[0, 10)", "[-10, 0)"), at(levels, 2, values));
    assertEquals(List.of("*", "*"), at(levels, 3, values));
  }

  @Test
  void dates_become_ever_longer_spans() {
    PreparedMethod.OfLevels levels =
        levels(ValueType.DATE, Map.of("dates", List.of("month", "year", "decade")));
    Column values =
        new LongColumn(
            ValueType.DATE,
            new long[] {LocalDate.parse("1987-05-21").toEpochDay()},
            1,
            Empties.none());
    assertEquals(List.of("1987-05-21"), at(levels, 0, values));
    assertEquals(List.of("1987-05"), at(levels, 1, values));
    assertEquals(List.of("1987"), at(levels, 2, values));
    assertEquals(List.of("1980s"), at(levels, 3, values));
    assertEquals(List.of("*"), at(levels, 4, values));
  }

  @Test
  void redaction_hides_one_character_more_at_each_level() {
    Column values = BytesColumn.ofStrings("80331", "a😀", "");
    PreparedMethod.OfLevels right =
        levels(ValueType.STRING, Map.of("redact", Map.of("levels", number("5"))));
    assertEquals(5, right.highest());
    assertEquals(List.of("8033*", "a*", ""), at(right, 1, values));
    assertEquals(List.of("80***", "**", ""), at(right, 3, values));
    assertEquals(List.of("*", "*", "*"), at(right, 5, values));
    PreparedMethod.OfLevels left =
        levels(ValueType.STRING, Map.of("redact", Map.of("from", "left", "token", "#")));
    assertEquals(10, left.highest());
    assertEquals(List.of("##331", "##", ""), at(left, 2, values));
  }

  @Test
  void redaction_does_not_depend_on_how_a_number_is_spelled() {
    PreparedMethod.OfLevels levels =
        levels(ValueType.DECIMAL, Map.of("redact", Map.of("from", "right")));
    assertEquals(
        List.of("12.*", "12.*"), at(levels, 1, DecimalColumn.of(number("12.5"), number("12.500"))));
  }

  @Test
  void ordered_groups_are_called_by_their_ends() {
    PreparedMethod.OfLevels levels =
        levels(
            ValueType.STRING,
            Map.of(
                "order",
                List.of(
                    List.of(List.of("low", "fair", "good"), List.of("best")),
                    List.of(List.of("unknown")))));
    Column values = BytesColumn.ofStrings("low", "good", "best", "unknown");
    assertEquals(List.of("[low, good]", "[low, good]", "best", "unknown"), at(levels, 1, values));
    assertEquals(
        List.of("[low, best]", "[low, best]", "[low, best]", "unknown"), at(levels, 2, values));
    assertEquals(List.of("*", "*", "*", "*"), at(levels, 3, values));
  }

  @Test
  void an_order_of_groups_has_one_level_and_the_last() {
    PreparedMethod.OfLevels levels =
        levels(
            ValueType.INTEGER,
            Map.of("order", List.of(List.of(number("1"), number("2.0")), List.of(number("3")))));
    Column values = new LongColumn(ValueType.INTEGER, new long[] {2, 3}, 2, Empties.none());
    assertEquals(2, levels.highest());
    assertEquals(List.of("[1, 2.0]", "3"), at(levels, 1, values));
  }

  @Test
  void a_map_names_the_groups_of_each_value() {
    PreparedMethod.OfLevels levels =
        levels(
            ValueType.BOOLEAN,
            Map.of(
                "map", Map.of("true", List.of("yes", "known"), "false", List.of("no", "known"))));
    assertEquals(2, levels.highest());
    assertEquals(
        List.of("no", "yes"),
        at(levels, 1, new io.weir.spi.BooleanColumn(new byte[] {0, 1}, 2, Empties.none())));
  }
}
