package io.weir.plugins.generalization;

import static io.weir.plugins.generalization.Hierarchies.number;
import static io.weir.plugins.generalization.Hierarchies.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.spi.InvalidParameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HierarchyMistakesTest {
  private static final Map<String, Object> GOOD = Map.of("csv", "a;x;*\nb;y;*");

  @Test
  void rows_must_be_equally_long() {
    assertEquals(
        "row 2 of the hierarchy has 1 levels and row 1 has 2; give all rows as many",
        csv("a;x;*\nb;*"));
    assertEquals(
        "row 1 of the hierarchy has no level; write the value and its group at each level, in csv"
            + " separated by semicolons",
        csv("a,x,*"));
    assertEquals("the hierarchy has no rows; write one for each value of the column", csv("\n\n"));
  }

  @Test
  void groups_must_lie_wholly_in_groups() {
    assertEquals(
        "row 3 of the hierarchy puts the group \"x\" of level 1 into \"r\" and row 1 into \"q\"; put"
            + " it into one",
        csv("a;x;q;*\nb;y;q;*\nc;x;r;*"));
  }

  @Test
  void a_value_has_one_place() {
    assertEquals(
        "rows 1 and 3 of the hierarchy are both on \"01\" and put it into different groups; keep one",
        refused(
            "hierarchy",
            ValueType.INTEGER,
            Map.of("hierarchy", Map.of("csv", "1;x;*\n2;x;*\n01;y;*"))));
    prepare(ValueType.INTEGER, Map.of("hierarchy", Map.of("csv", "1;x\n1.0;x")));
  }

  @Test
  void a_row_begins_with_a_value_of_the_columns_type() {
    for (ValueType type :
        List.of(
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DOUBLE,
            ValueType.BOOLEAN,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME,
            ValueType.BINARY)) {
      String advice =
          refused("hierarchy", type, Map.of("hierarchy", Map.of("csv", "no such value;x")));
      assertTrue(
          advice.startsWith("row 1 of the hierarchy begins with \"no such value\", which is no "),
          advice);
    }
    refused("hierarchy", ValueType.INTEGER, Map.of("hierarchy", Map.of("csv", "1.5;x")));
    refused("hierarchy", ValueType.INTEGER, Map.of("hierarchy", Map.of("csv", "1e999999999;x")));
    refused("hierarchy", ValueType.DOUBLE, Map.of("hierarchy", Map.of("csv", "0x1p3;x")));
    refused("hierarchy", ValueType.TIME, Map.of("hierarchy", Map.of("csv", "12:00:00.0000001;x")));
  }

  @Test
  void every_level_names_a_group() {
    assertEquals(
        "row 2 of the hierarchy, \"b\", names no group at level 1; name one, such as *",
        csv("a;x;*\nb;;*"));
  }

  @Test
  void quotes_are_closed() {
    assertTrue(csv("a;x\nb;\"y").startsWith("row 2 of the hierarchy opens a quote"));
    assertTrue(csv("a;\"x\"y").startsWith("row 1 of the hierarchy goes on after a closing quote"));
  }

  @Test
  void what_is_shown_of_a_hierarchy_is_cut() {
    String advice = csv("a;x;q;*\nb;x;" + "r".repeat(99) + ";*");
    assertTrue(advice.contains("\"" + "r".repeat(40) + "…\""), advice);
    assertTrue(csv("a;" + "x".repeat(1_001)).contains("text of 1001 characters"), advice);
  }

  @Test
  void hierarchies_are_bounded() {
    assertTrue(csv("a" + ";x".repeat(51)).contains("at most 50"));
    List<Object> rows = new ArrayList<>(Collections.nCopies(200_001, List.of("a", "x")));
    assertTrue(
        refused("hierarchy", ValueType.STRING, Map.of("hierarchy", Map.of("rows", rows)))
            .contains("more than 200000 rows"));
    StringBuilder wide = new StringBuilder();
    for (int row = 0; row < 60_000; row++) {
      wide.append(row).append(";x".repeat(40)).append('\n');
    }
    assertTrue(csv(wide.toString()).contains("at most 2000000 cells"));
    assertTrue(csv("a;x\n".repeat(200_001)).contains("more than 200000 rows"));
  }

  @Test
  void what_is_unmapped_needs_one_group_above_all() {
    assertEquals(
        "the last level has several groups, \"x\" in row 1 and \"y\" in row 2; add a level that holds"
            + " all, such as *",
        refused(
            "unmapped",
            ValueType.STRING,
            Map.of("hierarchy", Map.of("csv", "a;x\nb;y"), "unmapped", "top")));
    assertEquals(
        "row 2 of the hierarchy calls a group of level 1 \"*\", as values without a row are called;"
            + " give it another name",
        refused(
            "unmapped",
            ValueType.STRING,
            Map.of("hierarchy", Map.of("csv", "a;x;q;*\nb;*;r;*"), "unmapped", "top")));
  }

  @Test
  void each_form_is_checked() {
    hierarchy(Map.of());
    hierarchy(Map.of("csv", "a;*", "rows", List.of()));
    hierarchy(Map.of("tree", "a;*"));
    hierarchy(Map.of("file", "a.csv"));
    hierarchy(Map.of("csv", List.of()));
    hierarchy(Map.of("rows", "a;*"));
    hierarchy(Map.of("rows", List.of("a;*")));
    hierarchy(Map.of("rows", List.of(List.of("a", Map.of()))));
    hierarchy(Map.of("map", List.of()));
    hierarchy(Map.of("map", Map.of("a", List.of())));
    hierarchy(Map.of("order", List.of()));
    hierarchy(Map.of("order", List.of(List.of("a"), "b")));
    hierarchy(Map.of("order", List.of(List.of("a"), List.of(List.of("b")))));
    hierarchy(Map.of("order", List.of(List.of("a"), List.of())));
    hierarchy(Map.of("order", List.of(List.of("a, b", "c"), List.of("a", "b, c"))));
    hierarchy(Map.of("dates", List.of("day")));
    hierarchy(Map.of("intervals", Map.of("widths", List.of(BigDecimal.ONE))));
    hierarchy(Map.of("redact", Map.of("from", "middle")));
    hierarchy(Map.of("redact", Map.of("token", "**")));
    hierarchy(Map.of("redact", Map.of("levels", number("51"))));
    hierarchy(Map.of("redact", Map.of("levels", number("1.5"))));
    hierarchy(Map.of("redact", Map.of("levles", number("1"))));
    refused("hierarchy", ValueType.STRING, Map.of("hierarchy", "a;*"));
  }

  @Test
  void a_deep_order_is_refused_and_does_not_overflow() {
    Object deep = "a";
    for (int level = 0; level < 60; level++) {
      deep = List.of(deep);
    }
    hierarchy(Map.of("order", deep));
  }

  @Test
  void widths_are_multiples_of_each_other() {
    assertEquals(
        "width 2 is no multiple of width 1, so its intervals would cut across; make each width a"
            + " multiple of the one before",
        intervals(List.of(number("5"), number("12"))));
    intervals(List.of(number("5"), number("5")));
    intervals(List.of(number("5"), number("2.5")));
    intervals(List.of(number("-5")));
    intervals(List.of("5"));
    intervals(List.of());
    intervals(Collections.nCopies(50, number("5")));
    assertEquals(
        "in \"intervals\" each \"width\" must be whole, since the column is of type integer",
        intervals(List.of(number("2.5"))));
  }

  @Test
  void units_of_the_calendar_lie_in_each_other() {
    assertEquals(
        "a week does not lie wholly in a month; write units from fine to coarse, such as day, month,"
            + " year, decade",
        dates(ValueType.DATE, "week", "month"));
    dates(ValueType.DATE, "year", "month");
    dates(ValueType.DATE, "year", "year");
    dates(ValueType.DATE, "fortnight");
    dates(ValueType.DATE);
    dates(ValueType.TIME, "day");
    assertEquals(
        "\"dates\" is for dates, times and datetimes, and column value is of type integer; write"
            + " another form of hierarchy",
        dates(ValueType.INTEGER, "day"));
  }

  @Test
  void levels_must_be_there() {
    for (Object level : List.of(number("3"), number("-1"), number("1.5"), "1")) {
      refused("level", ValueType.STRING, Map.of("hierarchy", GOOD, "level", level));
    }
    for (Object levels :
        List.of(
            List.of(),
            List.of(number("1")),
            List.of(number("2"), number("1")),
            List.of(number("0"), number("3")),
            "1-2")) {
      refused("levels", ValueType.STRING, Map.of("hierarchy", GOOD, "levels", levels));
    }
    refused(
        "levels",
        ValueType.STRING,
        Map.of("hierarchy", GOOD, "level", number("1"), "levels", List.of()));
    refused("unmapped", ValueType.STRING, Map.of("hierarchy", GOOD, "unmapped", "drop"));
  }

  @Test
  void a_hierarchy_stands_alone() {
    refused(
        "to", ValueType.DATE, Map.of("hierarchy", Map.of("dates", List.of("day")), "to", "day"));
    refused("width", ValueType.STRING, Map.of("hierarchy", GOOD, "width", number("1")));
    refused("level", ValueType.INTEGER, Map.of("width", number("1"), "level", number("1")));
    refused("unmapped", ValueType.INTEGER, Map.of("width", number("1"), "unmapped", "top"));
  }

  private static void hierarchy(Map<String, Object> hierarchy) {
    refused("hierarchy", ValueType.STRING, Map.of("hierarchy", hierarchy));
  }

  private static String csv(String csv) {
    return refused("hierarchy", ValueType.STRING, Map.of("hierarchy", Map.of("csv", csv)));
  }

  private static String intervals(List<?> widths) {
    return refused(
        "hierarchy",
        ValueType.INTEGER,
        Map.of("hierarchy", Map.of("intervals", Map.of("widths", widths))));
  }

  private static String dates(ValueType type, String... units) {
    return refused("hierarchy", type, Map.of("hierarchy", Map.of("dates", List.of(units))));
  }

  private static String refused(String parameter, ValueType type, Map<String, Object> parameters) {
    InvalidParameters refusal =
        assertThrows(InvalidParameters.class, () -> prepare(type, parameters));
    assertEquals(parameter, refusal.parameter(), refusal.getMessage());
    return refusal.getMessage();
  }
}
