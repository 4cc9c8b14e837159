package io.weir.plugins.anatomization;

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
import io.weir.spi.TableSchema;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code anatomize}: a sensitive column goes to a table of its own. */
@Extension
public final class Anatomize implements AnonymizationMethod {
  static final String NAME = "anatomize";

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.ANATOMIZATION,
        "A sensitive column goes to a table of its own, where groups of records share at least l"
            + " different values.",
        Set.of(Place.TABLE),
        EnumSet.allOf(ValueType.class),
        List.of(
            MethodParameter.text("sensitive", "The sensitive column; it leaves the table.")
                .asRequired(),
            MethodParameter.whole(
                    "l",
                    "How many different values a group has at least; none is more than 1 / l of its"
                        + " group.",
                    2,
                    Integer.MAX_VALUE)
                .asRequired(),
            MethodParameter.text(
                "group",
                "The name of the new column, in both tables, that tells a record's group; group_id"
                    + " if not said."),
            MethodParameter.text(
                "table",
                "The name of the new table; the table's name with _sensitive after it if not"
                    + " said."),
            MethodParameter.text(
                "count",
                "The name of the new table's column that tells how many records of the group have"
                    + " the value; count if not said."),
            MethodParameter.oneOf(
                "empties",
                "Whether empty values end the run (refuse, if not said) or count as one more value"
                    + " (category).",
                "refuse",
                "category"),
            MethodParameter.oneOf(
                "order",
                "Whether the table's records come in a random order (shuffled, if not said) or as"
                    + " they were (kept).",
                "shuffled",
                "kept")),
        new Notes(
            "The records are in groups of l to 2 l - 1, each with as many different sensitive"
                + " values as records. The new table tells the values of each group, in an order"
                + " that has nothing to do with that of the records, and the numbers of groups are"
                + " random. So who knows in which record somebody is guesses the value right with"
                + " a chance of at most 1 / l. All other columns stay as exact as they are, and no"
                + " value is lost.",
            "The quasi-identifiers are published as they are: that somebody is in the table is not"
                + " hidden. Who knows which values are likely for somebody guesses better, also"
                + " from the other columns of the record, or from a key or a time that grew with"
                + " the sensitive value. Two versions of one module put a record in two groups, and"
                + " a value that both have is likely its own: publish one, or versions that have no"
                + " records in common.",
            "{\"method\": \"anatomize\", \"sensitive\": \"diagnosis\", \"l\": 3}",
            "X. Xiao and Y. Tao, Anatomy: Simple and Effective Privacy Preservation, VLDB 2006."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    parameters.allowOnly("sensitive", "l", "group", "table", "count", "empties", "order");
    if (request.column().isPresent()) {
      throw new InvalidParameters(
          "method", "anatomize stands at the table; write it in its list \"anonymization\"");
    }
    ColumnSchema sensitive = sensitive(request);
    String group = name(parameters, "group", "group_id");
    String count = name(parameters, "count", "count");
    String table = name(parameters, "table", request.table().name() + "_sensitive");
    if (request.table().indexOf(group).isPresent()) {
      throw new InvalidParameters(
          "group",
          "table %s has a column %s already; write another name as \"group\""
              .formatted(request.table().name(), group));
    }
    if (new HashSet<>(List.of(group, count, sensitive.name())).size() < 3) {
      throw new InvalidParameters(
          "count",
          "the columns of the new table must have different names; write another one as \"count\"");
    }
    if (table.equals(request.table().name())) {
      throw new InvalidParameters("table", "the new table needs a name of its own");
    }
    return new Anatomized(
        request.table(),
        sensitive,
        l(parameters),
        new ColumnSchema(group, ValueType.INTEGER),
        new TableSchema(
            table,
            List.of(
                new ColumnSchema(group, ValueType.INTEGER),
                sensitive,
                new ColumnSchema(count, ValueType.INTEGER))),
        isFirst(parameters, "empties", "refuse", "category"),
        isFirst(parameters, "order", "shuffled", "kept"));
  }

  private static ColumnSchema sensitive(MethodRequest request) {
    if (request.parameters().values().get("sensitive") instanceof List<?>) {
      throw new InvalidParameters(
          "sensitive",
          "\"sensitive\" names one column; write the method once for each, with a \"group\" and a \"table\" of its own");
    }
    ColumnSchema sensitive =
        request
            .column("sensitive")
            .orElseThrow(() ->
                new InvalidParameters(
                    "sensitive", "\"sensitive\" must name a column of the table"));
    if (request.primaryKey().filter(sensitive.name()::equals).isPresent()) {
      throw new InvalidParameters(
          "sensitive",
          "column %s is the primary key of table %s and cannot leave it; name another column"
              .formatted(sensitive.name(), request.table().name()));
    }
    return sensitive;
  }

  private static long l(Parameters parameters) {
    BigDecimal l =
        parameters
            .number("l")
            .orElseThrow(() ->
                new InvalidParameters("l", "\"l\" must be there: a whole number of at least 2"));
    if (l.stripTrailingZeros().scale() > 0
        || l.compareTo(BigDecimal.TWO) < 0
        || l.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new InvalidParameters("l", "\"l\" must be a whole number of at least 2");
    }
    return l.longValueExact();
  }

  private static String name(Parameters parameters, String parameter, String otherwise) {
    String name = parameters.text(parameter).orElse(otherwise);
    if (name.isBlank()) {
      throw new InvalidParameters(parameter, "\"" + parameter + "\" must be a name");
    }
    return name;
  }

  /** Whether the first of two words is said, which is the one that is meant if none is. */
  private static boolean isFirst(Parameters parameters, String name, String first, String second) {
    String word = parameters.text(name).orElse(first);
    if (!word.equals(first) && !word.equals(second)) {
      throw new InvalidParameters(
          name, "\"%s\" must be \"%s\" or \"%s\"".formatted(name, first, second));
    }
    return word.equals(first);
  }
}
