package io.weir.plugins.permutation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.PreparedMethod;
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code permute-groups}: (k,e)-anonymity of a numeric column by permutation. */
@Extension
public final class PermuteGroups implements AnonymizationMethod {
  static final String NAME = "permute-groups";
  private static final Set<ValueType> NUMBERS =
      EnumSet.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE);

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERMUTATION,
        "A numeric column's values are exchanged within groups of near ones, each of at least k"
            + " different values that lie at least e apart.",
        Set.of(Place.COLUMN, Place.TABLE),
        NUMBERS,
        List.of(
            MethodParameter.text("column", "At the table: the numeric column, a sensitive one."),
            MethodParameter.whole(
                    "k", "How many different values a group has at least.", 2, Integer.MAX_VALUE)
                .asRequired(),
            new MethodParameter(
                "e",
                "How far the least and the greatest value of a group are apart at least.",
                true,
                "{\"type\": \"number\", \"minimum\": 0}")),
        new Notes(
            "The column is (k,e)-anonymous: each value was exchanged at random within a group of at"
                + " least k different values, the least and the greatest of which lie at least e"
                + " apart. No such grouping has a lesser sum of the groups' ranges. The column's"
                + " values stay, each as often, so that counts, sums, means and bounds do not"
                + " change; empty values stay where they are.",
            "A value says roughly what it was, within the range of its group; a large e hides"
                + " more. Values that are frequent in a group are likely in it. Which records have"
                + " no value is still to be seen.",
            "{\"method\": \"permute-groups\", \"column\": \"salary\", \"k\": 5, \"e\": 2000}",
            "Q. Zhang, N. Koudas, D. Srivastava and T. Yu, Aggregate Query Answering on Anonymized"
                + " Tables, ICDE 2007."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = MovedParameters.one(NAME, NUMBERS, request, "k", "e");
    long k = MovedParameters.whole(request.parameters(), "k", 2);
    BigDecimal e = MovedParameters.required(request.parameters(), "e");
    if (e.signum() < 0) {
      throw new InvalidParameters("e", "\"e\" must not be less than 0");
    }
    return new PermutedNeighbours(request.table().name(), column, k, e);
  }
}
