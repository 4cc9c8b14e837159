package io.weir.plugins.generalization;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code generalize}: a date becomes its year or month, a time its hour, a number the interval it
 * lies in. The result is a text.
 */
@Extension
public final class Generalize implements AnonymizationMethod {
  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "generalize",
        Operation.GENERALIZATION,
        "A number, date or time becomes the range it lies in.",
        Set.of(Place.COLUMN),
        EnumSet.of(
            ValueType.INTEGER,
            ValueType.DECIMAL,
            ValueType.DOUBLE,
            ValueType.DATE,
            ValueType.TIME,
            ValueType.DATETIME),
        List.of(
            MethodParameter.text(
                "to",
                "For dates and datetimes (in UTC): " + CalendarUnit.NAMES + "; for times: hour."),
            MethodParameter.positive(
                "width", "For numbers: how wide each interval is; 10 gives [20, 30)."),
            MethodParameter.number(
                "origin", "Where an interval of the given width begins; 0 if not said."),
            MethodParameter.numbers(
                "breaks",
                "For numbers: where intervals begin, ascending; [18, 65] gives (-inf, 18), [18, 65)"
                    + " and [65, inf).")),
        new Notes(
            "Each value is published as the range it lies in, the same range for the same value.",
            "A range that only one person falls into still singles that person out: declare a"
                + " privacy model for that.",
            "{\"method\": \"generalize\", \"to\": \"year\"}",
            "Global recoding as in L. Sweeney, Achieving k-anonymity privacy protection using"
                + " generalization and suppression, 2002."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn();
    Parameters parameters = request.parameters();
    parameters.allowOnly("to", "width", "origin", "breaks");
    ColumnSchema output = new ColumnSchema(column.name(), ValueType.STRING);
    return switch (column.type()) {
      case DATE, DATETIME -> new CalendarRanges(output, calendarUnit(column, parameters));
      case TIME -> {
        requireHour(column, parameters);
        yield new HourRanges(output);
      }
      case INTEGER, DECIMAL, DOUBLE -> new NumberRanges(output, intervals(column, parameters));
      case STRING, BOOLEAN, BINARY, JSON ->
          throw new InvalidParameters(
              "method",
              "generalize works on numbers, dates and times, and column %s is of type %s; choose another method"
                  .formatted(column.name(), typeOf(column)));
    };
  }

  private static CalendarUnit calendarUnit(ColumnSchema column, Parameters parameters) {
    String name = requireTo(column, parameters, "one of " + CalendarUnit.NAMES);
    return CalendarUnit.named(name)
        .orElseThrow(() ->
            new InvalidParameters(
                "to",
                "\"to\" must be one of " + CalendarUnit.NAMES + " for column " + column.name()));
  }

  private static void requireHour(ColumnSchema column, Parameters parameters) {
    if (!requireTo(column, parameters, "\"hour\"").equals("hour")) {
      throw new InvalidParameters("to", "\"to\" must be \"hour\" for column " + column.name());
    }
  }

  private static String requireTo(ColumnSchema column, Parameters parameters, String choices) {
    for (String name : List.of("width", "origin", "breaks")) {
      if (parameters.values().containsKey(name)) {
        throw new InvalidParameters(
            name,
            "\"%s\" is for numbers, and column %s is of type %s; write \"to\": %s instead"
                .formatted(name, column.name(), typeOf(column), choices));
      }
    }
    return parameters
        .text("to")
        .orElseThrow(() ->
            new InvalidParameters("to", "column " + column.name() + " needs \"to\": " + choices));
  }

  private static Intervals intervals(ColumnSchema column, Parameters parameters) {
    boolean whole = column.type() == ValueType.INTEGER;
    if (parameters.values().containsKey("to")) {
      throw new InvalidParameters(
          "to",
          "\"to\" is for dates and times, and column %s is of type %s; write \"width\" or \"breaks\" instead"
              .formatted(column.name(), typeOf(column)));
    }
    if (parameters.values().containsKey("breaks")) {
      for (String name : List.of("width", "origin")) {
        if (parameters.values().containsKey(name)) {
          throw new InvalidParameters(
              name, "\"breaks\" already says where intervals begin; take \"" + name + "\" away");
        }
      }
      return Breaks.of(parameters.numbers("breaks"), whole);
    }
    BigDecimal width =
        parameters
            .number("width")
            .orElseThrow(() ->
                new InvalidParameters(
                    "width",
                    "column "
                        + column.name()
                        + " needs \"width\", or \"breaks\" with a list of numbers"));
    return EqualWidth.of(width, parameters.number("origin").orElse(BigDecimal.ZERO), whole);
  }

  private static String typeOf(ColumnSchema column) {
    return column.type().name().toLowerCase(Locale.ROOT);
  }
}
