package io.weir.plugins.generalization;

import io.weir.plugins.generalization.build.HierarchyProposal;
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
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code generalize}: a date becomes its year or month, a time its hour, a number the interval it
 * lies in, any value the group it has at a level of a hierarchy. The result is a text.
 */
@Extension
public final class Generalize implements AnonymizationMethod {
  private static final String HIERARCHY =
      """
      {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false, "properties": {
        "csv": {"type": "string"},
        "rows": {"type": "array", "items": {"type": "array", "items": {"type": ["string", "number", "boolean"]}}},
        "map": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "order": {"type": "array"},
        "intervals": {"type": "object", "additionalProperties": false, "required": ["widths"], "properties": {
          "origin": {"type": "number"},
          "widths": {"type": "array", "minItems": 1, "items": {"type": "number", "exclusiveMinimum": 0}}}},
        "dates": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "redact": {"type": "object", "additionalProperties": false, "properties": {
          "from": {"enum": ["right", "left"]},
          "token": {"type": "string"},
          "levels": {"type": "integer", "minimum": 1, "maximum": 50}}}}}
      """;

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "generalize",
        Operation.GENERALIZATION,
        "A number, date or time becomes the range it lies in; any value the group it has in a hierarchy.",
        Set.of(Place.COLUMN),
        EnumSet.allOf(ValueType.class),
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
                    + " and [65, inf)."),
            new MethodParameter(
                "hierarchy",
                "For any type, instead of the others: which groups the values have, in levels.",
                false,
                HIERARCHY),
            MethodParameter.whole(
                "level",
                "Which level of the hierarchy every value is published at; 0 is the value itself.",
                0,
                Hierarchy.MOST_LEVELS),
            new MethodParameter(
                "levels",
                "The lowest and the highest level among which the search for the table's privacy model"
                    + " chooses; all if neither this nor level is said.",
                false,
                "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"items\": {\"type\":"
                    + " \"integer\", \"minimum\": 0, \"maximum\": "
                    + Hierarchy.MOST_LEVELS
                    + "}}"),
            MethodParameter.oneOf(
                "unmapped",
                "What becomes of a value that the hierarchy does not list: refuse ends the run, top"
                    + " publishes the last level's token; refuse if not said.",
                "refuse",
                "top")),
        new Notes(
            "Each value is published as the range or group it lies in, the same for the same value; of a"
                + " hierarchy each level merges whole groups of the level below.",
            "A range or group that only one person falls into still singles that person out, and a group"
                + " whose members all have the same sensitive value tells it: declare a privacy model for"
                + " that.",
            "{\"method\": \"generalize\", \"to\": \"year\"}",
            "Global recoding with domain generalization hierarchies as in L. Sweeney, Achieving"
                + " k-anonymity privacy protection using generalization and suppression, 2002."));
  }

  @Override
  public Optional<ProposingSide> proposals() {
    return Optional.of(new HierarchyProposal());
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn();
    Parameters parameters = request.parameters();
    parameters.allowOnly(
        "to", "width", "origin", "breaks", "hierarchy", "level", "levels", "unmapped");
    if (parameters.values().containsKey("hierarchy")) {
      return HierarchyUse.prepare(column, parameters);
    }
    HierarchyUse.requireNone(parameters);
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
              "column %s is of type %s, which has no ranges; write a \"hierarchy\" of its values, or choose another method"
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
