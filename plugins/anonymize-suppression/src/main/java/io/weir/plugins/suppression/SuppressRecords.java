package io.weir.plugins.suppression;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/**
 * {@code suppress-records}: records disappear that few others are like, or that have certain
 * values.
 */
@Extension
public final class SuppressRecords implements AnonymizationMethod {
  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        "suppress-records",
        Operation.SUPPRESSION,
        "Records disappear that few others are like, or that have certain values.",
        Set.of(Place.TABLE),
        EnumSet.allOf(ValueType.class),
        List.of(
            MethodParameter.texts(
                "columns",
                "With least: the columns whose values together must be those of others."),
            MethodParameter.whole(
                "least",
                "With columns: how many records must have the same values there to stay; an empty"
                    + " value is one like others.",
                Least.LEAST,
                Least.MOST),
            MethodParameter.text("column", "With values: the column that is looked at."),
            new MethodParameter(
                "values",
                "With column: records with one of these values there disappear; numbers and dates are"
                    + " compared by value.",
                false,
                "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": [\"string\","
                    + " \"number\", \"boolean\"]}}"),
            new MethodParameter(
                "atMost",
                "The share of the table's records that may disappear; the run fails if it would be"
                    + " more. No limit if not said.",
                false,
                "{\"type\": \"number\", \"minimum\": 0, \"maximum\": 1}")),
        new Notes(
            "Every combination of collected values in the columns is that of at least so many records"
                + " of the table; or no record has one of the values.",
            "Columns that are not named, and the sensitive values of records that are alike: declare a"
                + " privacy model for that. That records are missing shows in sums and in other tables."
                + " Values are compared as collected: what other methods do to them afterwards is not"
                + " seen.",
            "{\"method\": \"suppress-records\", \"columns\": [\"postcode\", \"birth_year\"], \"least\":"
                + " 5, \"atMost\": 0.02}",
            "Tuple suppression as in P. Samarati, Protecting respondents' identities in microdata"
                + " release, 2001; fingerprints by SipHash (J.-P. Aumasson, D. J. Bernstein, 2012)."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    parameters.allowOnly("columns", "least", "column", "values", "atMost");
    if (request.column().isPresent()) {
      throw new InvalidParameters(
          "method",
          "suppress-records concerns whole records; write it in the table's list \"anonymization\"");
    }
    Limit limit = Limit.of(request.table().name(), parameters);
    boolean rare = has(parameters, "columns") || has(parameters, "least");
    boolean listed = has(parameters, "column") || has(parameters, "values");
    if (rare == listed) {
      throw new InvalidParameters(
          rare ? "values" : "columns",
          rare
              ? "\"columns\" with \"least\" and \"column\" with \"values\" are two uses; write two"
                  + " entries"
              : "write \"columns\" with \"least\", or \"column\" with \"values\"");
    }
    if (rare) {
      List<String> columns = request.columns("columns").stream().map(ColumnSchema::name).toList();
      return new RareRecords(columns, Least.of(parameters), limit);
    }
    ColumnSchema column =
        request
            .column("column")
            .orElseThrow(() ->
                new InvalidParameters("column", "\"column\" must say where the values stand"));
    return new ListedRecords(column.name(), ListedValues.of(column, parameters), limit);
  }

  private static boolean has(Parameters parameters, String name) {
    return parameters.values().containsKey(name);
  }
}
