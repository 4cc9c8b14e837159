package io.weir.plugins.generalization;

import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The use of a hierarchy at a column: at one level, or at one that is searched. */
final class HierarchyUse {
  private HierarchyUse() {}

  static PreparedMethod prepare(ColumnSchema column, Parameters parameters) {
    for (String name : List.of("to", "width", "origin", "breaks")) {
      if (parameters.values().containsKey(name)) {
        throw new InvalidParameters(
            name, "\"hierarchy\" says what becomes of the values; take \"" + name + "\" away");
      }
    }
    Hierarchy hierarchy =
        new HierarchyReader(column, unmappedIsTop(parameters))
            .read(parameters.values().get("hierarchy"));
    ColumnSchema output = new ColumnSchema(column.name(), ValueType.STRING);
    Optional<BigDecimal> level = parameters.number("level");
    List<BigDecimal> levels = parameters.numbers("levels");
    if (level.isPresent()) {
      if (parameters.values().containsKey("levels")) {
        throw new InvalidParameters(
            "levels", "\"level\" already says which; take one of the two away");
      }
      int number = number("level", level.get(), hierarchy);
      return new FixedLevel(output, number, hierarchy.level(number));
    }
    if (!parameters.values().containsKey("levels")) {
      return new Levels(output, hierarchy, 0, hierarchy.height());
    }
    if (levels.size() != 2 || levels.get(0).compareTo(levels.get(1)) > 0) {
      throw new InvalidParameters(
          "levels", "\"levels\" must hold two numbers, the lowest level and the highest");
    }
    return new Levels(
        output,
        hierarchy,
        number("levels", levels.get(0), hierarchy),
        number("levels", levels.get(1), hierarchy));
  }

  /** What says something of a hierarchy makes no sense without one. */
  static void requireNone(Parameters parameters) {
    for (String name : List.of("level", "levels", "unmapped")) {
      if (parameters.values().containsKey(name)) {
        throw new InvalidParameters(
            name, "\"" + name + "\" is about a \"hierarchy\", and there is none; write one");
      }
    }
  }

  private static boolean unmappedIsTop(Parameters parameters) {
    String unmapped = parameters.text("unmapped").orElse("refuse");
    if (!unmapped.equals("refuse") && !unmapped.equals("top")) {
      throw new InvalidParameters("unmapped", "\"unmapped\" must be \"refuse\" or \"top\"");
    }
    return unmapped.equals("top");
  }

  private static int number(String parameter, BigDecimal level, Hierarchy hierarchy) {
    return WholeNumbers.within(level, 0, hierarchy.height())
        .orElseThrow(() ->
            new InvalidParameters(
                parameter,
                "\"%s\" must be whole, from 0 to %d, which is the hierarchy's last level"
                    .formatted(parameter, hierarchy.height())));
  }
}
