package io.weir.plugins.generalization;

import io.weir.spi.ColumnFunction;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the parameter {@code hierarchy}: an object of one member, the form it is written in. */
final class HierarchyReader {
  private static final String FORMS = "csv, rows, map, order, intervals, dates, redact";
  private static final int MOST_LEVELS = Hierarchy.MOST_LEVELS;
  private static final int LEVELS_OF_REDACTION = 10;

  private final ColumnSchema column;
  private final boolean unmappedIsTop;

  HierarchyReader(ColumnSchema column, boolean unmappedIsTop) {
    this.column = column;
    this.unmappedIsTop = unmappedIsTop;
  }

  /**
   * @param hierarchy the parameter's value
   * @throws InvalidParameters if it is no hierarchy for the column
   */
  Hierarchy read(Object hierarchy) {
    if (!(hierarchy instanceof Map<?, ?> map) || map.size() != 1) {
      throw ListedRows.invalid("\"hierarchy\" must be an object of one member, one of " + FORMS);
    }
    String form = String.valueOf(map.keySet().iterator().next());
    Object value = map.values().iterator().next();
    return switch (form) {
      case "csv" -> listed(HierarchyCsv.read(text(form, value)));
      case "rows" -> listed(rows(list(form, value)));
      case "map" -> listed(mapped(value));
      case "order" -> listed(OrderedGroups.rows(list(form, value)));
      case "intervals" -> intervals(object(form, value, "origin", "widths"));
      case "dates" -> dates(list(form, value));
      case "redact" -> redaction(object(form, value, "from", "token", "levels"));
      case "file" ->
          throw ListedRows.invalid(
              "\"file\" is read by the command line only; put the file's text into \"csv\"");
      default ->
          throw ListedRows.invalid(
              ListedRows.shown(form) + " is no form of a hierarchy; write one of " + FORMS);
    };
  }

  private Hierarchy listed(List<List<String>> rows) {
    return ListedLevels.of(column, ListedRows.checked(rows), unmappedIsTop);
  }

  private static List<List<String>> rows(List<?> rows) {
    List<List<String>> read = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (i == ListedRows.MOST_ROWS) {
        throw ListedRows.tooManyRows();
      }
      if (!(rows.get(i) instanceof List<?> cells)) {
        throw ListedRows.invalid(
            "row %d of the hierarchy is no list; write the value and its group at each level"
                .formatted(i + 1));
      }
      int number = i + 1;
      read.add(cells.stream().map(it -> cell(it, number)).toList());
    }
    return read;
  }

  private static List<List<String>> mapped(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw ListedRows.invalid(
          "\"map\" must be an object, each member a value and the list of its groups");
    }
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((name, groups) -> sorted.put(String.valueOf(name), groups));
    List<List<?>> rows = new ArrayList<>();
    sorted.forEach((name, groups) -> {
      List<Object> row = new ArrayList<>();
      row.add(name);
      if (groups instanceof List<?> several) {
        row.addAll(several);
      } else {
        row.add(groups);
      }
      rows.add(row);
    });
    return rows(rows);
  }

  private Hierarchy intervals(Map<?, ?> members) {
    boolean whole =
        switch (column.type()) {
          case INTEGER -> true;
          case DECIMAL, DOUBLE -> false;
          case STRING, BOOLEAN, DATE, TIME, DATETIME, BINARY, JSON ->
              throw unsuitable("intervals", "numbers");
        };
    BigDecimal origin =
        member(members, "origin", BigDecimal.class, "a number").orElse(BigDecimal.ZERO);
    List<?> widths =
        member(
                members,
                "widths",
                List.class,
                "a list of numbers, each a multiple of the one before")
            .orElse(List.of());
    bounded(widths.size(), "widths");
    List<ColumnFunction> levels = new ArrayList<>();
    BigDecimal last = BigDecimal.ZERO;
    for (int i = 0; i < widths.size(); i++) {
      if (!(widths.get(i) instanceof BigDecimal width) || width.signum() <= 0) {
        throw ListedRows.invalid("width %d is no number above 0".formatted(i + 1));
      }
      NumberRanges ranges = new NumberRanges(output(), equalWidth(width, origin, whole));
      if (i > 0 && (width.compareTo(last) <= 0 || width.remainder(last).signum() != 0)) {
        throw ListedRows.invalid(
            "width %d is no multiple of width %d, so its intervals would cut across; make each width a multiple of the one before"
                .formatted(i + 1, i));
      }
      levels.add(ranges::apply);
      last = width;
    }
    return new ComputedLevels(levels);
  }

  private static EqualWidth equalWidth(BigDecimal width, BigDecimal origin, boolean whole) {
    try {
      return EqualWidth.of(width, origin, whole);
    } catch (InvalidParameters e) {
      throw ListedRows.invalid("in \"intervals\" each " + e.getMessage());
    }
  }

  private Hierarchy dates(List<?> units) {
    bounded(units.size(), "dates");
    return switch (column.type()) {
      case DATE, DATETIME -> new ComputedLevels(calendar(units));
      case TIME -> {
        if (!units.equals(List.of("hour"))) {
          throw ListedRows.invalid("\"dates\" can only be [\"hour\"] for a column of type time");
        }
        yield new ComputedLevels(List.of(new HourRanges(output())::apply));
      }
      case STRING, BOOLEAN, INTEGER, DECIMAL, DOUBLE, BINARY, JSON ->
          throw unsuitable("dates", "dates, times and datetimes");
    };
  }

  private List<ColumnFunction> calendar(List<?> names) {
    List<ColumnFunction> levels = new ArrayList<>();
    Optional<CalendarUnit> last = Optional.empty();
    for (Object name : names) {
      CalendarUnit unit =
          CalendarUnit.named(String.valueOf(name))
              .orElseThrow(() ->
                  ListedRows.invalid(
                      "unit %d of \"dates\" must be one of %s"
                          .formatted(levels.size() + 1, CalendarUnit.NAMES)));
      if (last.isPresent() && !last.get().liesIn(unit)) {
        throw ListedRows.invalid(
            "a %s does not lie wholly in a %s; write units from fine to coarse, such as day, month, year, decade"
                .formatted(last.get().word(), unit.word()));
      }
      levels.add(new CalendarRanges(output(), unit)::apply);
      last = Optional.of(unit);
    }
    return levels;
  }

  private Hierarchy redaction(Map<?, ?> members) {
    String from = member(members, "from", String.class, "\"right\" or \"left\"").orElse("right");
    if (!from.equals("right") && !from.equals("left")) {
      throw ListedRows.invalid("\"from\" must be \"right\" or \"left\"");
    }
    String token = member(members, "token", String.class, "one character").orElse("*");
    if (token.codePointCount(0, token.length()) != 1) {
      throw ListedRows.invalid("\"token\" must be one character, which stands for each hidden one");
    }
    BigDecimal levels =
        member(members, "levels", BigDecimal.class, "a whole number")
            .orElse(BigDecimal.valueOf(LEVELS_OF_REDACTION));
    int height =
        WholeNumbers.within(levels, 1, MOST_LEVELS)
            .orElseThrow(() ->
                ListedRows.invalid(
                    "\"levels\" of \"redact\" must be a whole number from 1 to " + MOST_LEVELS));
    List<ColumnFunction> functions = new ArrayList<>();
    for (int hidden = 1; hidden < height; hidden++) {
      functions.add(new Redaction(hidden, from.equals("right"), token));
    }
    return new ComputedLevels(functions);
  }

  private static void bounded(int size, String what) {
    if (size == 0 || size >= MOST_LEVELS) {
      throw ListedRows.invalid(
          "\"%s\" must hold at least one level and fewer than %d".formatted(what, MOST_LEVELS));
    }
  }

  private InvalidParameters unsuitable(String form, String types) {
    return ListedRows.invalid(
        "\"%s\" is for %s, and column %s is of type %s; write another form of hierarchy"
            .formatted(form, types, column.name(), column.type().name().toLowerCase(Locale.ROOT)));
  }

  private ColumnSchema output() {
    return new ColumnSchema(column.name(), ValueType.STRING);
  }

  /** A value or a label; numbers and true and false may be written as such. */
  static String cell(Object value, int row) {
    return switch (value) {
      case String text -> text;
      case BigDecimal number when number.precision() <= 1_000 && Math.abs(number.scale()) < 1_000 ->
          number.toPlainString();
      case Boolean flag -> flag.toString();
      default ->
          throw ListedRows.invalid(
              "row %d of the hierarchy holds something that is no text; write texts"
                  .formatted(row));
    };
  }

  private static String text(String form, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw ListedRows.invalid("\"" + form + "\" must be a text");
  }

  private static List<?> list(String form, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw ListedRows.invalid("\"" + form + "\" must be a list");
  }

  private static Map<?, ?> object(String form, Object value, String... known) {
    if (value instanceof Map<?, ?> map && List.of(known).containsAll(map.keySet())) {
      return map;
    }
    throw ListedRows.invalid(
        "\"%s\" must be an object; known in it are %s".formatted(form, String.join(", ", known)));
  }

  private static <T> Optional<T> member(
      Map<?, ?> members, String name, Class<T> type, String expected) {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw ListedRows.invalid("\"" + name + "\" must be " + expected);
    }
    return Optional.ofNullable(value).map(type::cast);
  }
}
