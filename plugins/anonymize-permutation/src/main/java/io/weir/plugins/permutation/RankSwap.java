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
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** {@code rank-swap}: each value changes places with one of nearly the same rank. */
@Extension
public final class RankSwap implements AnonymizationMethod {
  static final String NAME = "rank-swap";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERMUTATION,
        "Each value changes places with another one whose rank is at most some percent of all"
            + " ranks away.",
        Set.of(Place.COLUMN, Place.TABLE),
        MovedParameters.ORDERED,
        List.of(
            MethodParameter.texts(
                "columns",
                "At the table: columns of numbers, dates or times, each swapped for itself."),
            new MethodParameter(
                "percent",
                "How far away in rank the other value may be, in percent of the number of values.",
                true,
                "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": 100}")),
        new Notes(
            "Values are swapped in pairs whose ranks differ by at most the given percent of the"
                + " number of values; each is swapped once, but for one of an odd number. The column's values"
                + " stay, each as often, so that counts, sums, means and bounds do not change;"
                + " empty values stay where they are.",
            "The published value tells the true one's rank within the given percent. Extreme values"
                + " remain among the extreme ones. A value may be swapped with an equal one. Decimals"
                + " are ranked as far as binary numbers of 64 bits tell them apart.",
            "{\"method\": \"rank-swap\", \"columns\": [\"salary\", \"age\"], \"percent\": 5}",
            "R. A. Moore, Controlled data-swapping techniques for masking public use microdata"
                + " sets, U.S. Bureau of the Census, 1996."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    List<ColumnSchema> columns =
        MovedParameters.several(NAME, MovedParameters.ORDERED, request, "percent");
    BigDecimal percent = MovedParameters.required(request.parameters(), "percent");
    if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
      throw new InvalidParameters("percent", "\"percent\" must be above 0 and at most 100");
    }
    return new RankSwapped(request.table().name(), columns, percent);
  }
}
