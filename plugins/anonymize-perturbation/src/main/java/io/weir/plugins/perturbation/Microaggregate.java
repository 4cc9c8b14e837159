package io.weir.plugins.perturbation;

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
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code microaggregate}: similar records form small groups, and each gets its group's means. */
@Extension
public final class Microaggregate implements AnonymizationMethod {
  private static final String NAME = "microaggregate";
  private static final int MOST_COLUMNS = 32;
  private static final int MOST_K = 1_000;
  private static final int LEAST_EXACT = 2 * MOST_K;
  private static final int MOST_EXACT = 100_000;
  private static final int EXACT = 5_000;

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Similar records form groups of at least k, and their values become the group's means.",
        Set.of(Place.COLUMN, Place.TABLE),
        Perturbation.TYPES,
        List.of(
            MethodParameter.whole("k", "How many records a group has at least.", 2, MOST_K)
                .asRequired(),
            MethodParameter.texts(
                "columns", "At the table: the columns in which records are compared and averaged."),
            MethodParameter.whole(
                "exactUpTo",
                "Up to how many records groups are formed among all of them; more are first cut into"
                    + " blocks of that size along their main direction. "
                    + EXACT
                    + " if not said.",
                LEAST_EXACT,
                MOST_EXACT)),
        new Notes(
            "The values of a column are replaced by means of k to 2k - 1 records, exact to the"
                + " resolution of the type (integers, dates and times are rounded half to even,"
                + " decimals to the most digits in the column, doubles correctly), so that each"
                + " combination of the columns is shared by at least k records with the same rows"
                + " empty. Records that have values where fewer than k others do get the means of the"
                + " whole columns.",
            "Columns that are not averaged still tell people apart, and sensitive ones may be alike"
                + " in a group. Means of groups that change by one record from version to version"
                + " tell of that record. Sums and means are kept but for rounding, variances shrink.",
            "{\"method\": \"microaggregate\", \"columns\": [\"age\", \"income\"], \"k\": 5}",
            "J. Domingo-Ferrer, V. Torra, Ordinal, continuous and heterogeneous k-anonymity through"
                + " microaggregation, 2005 (MDAV); for one column S. Hansen, S. Mukherjee, A"
                + " polynomial algorithm for optimal univariate microaggregation, 2003."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    List<ColumnSchema> columns;
    if (request.column().isPresent()) {
      parameters.allowOnly("k", "exactUpTo");
      columns = List.of(request.ownColumn(NAME, Perturbation.TYPES));
    } else {
      parameters.allowOnly("columns", "k", "exactUpTo");
      columns = suitable(request.columns("columns"), NAME);
    }
    int k =
        whole("k", parameters, 2, MOST_K)
            .orElseThrow(() ->
                new InvalidParameters(
                    "k", "\"k\" is missing; it says how many records a group has at least"));
    int exact = whole("exactUpTo", parameters, LEAST_EXACT, MOST_EXACT).orElse(EXACT);
    return new MicroaggregatedColumns(columns, k, exact);
  }

  /** Columns of types that have amounts, not too many. */
  static List<ColumnSchema> suitable(List<ColumnSchema> columns, String method) {
    if (columns.size() > MOST_COLUMNS) {
      throw new InvalidParameters("columns", "\"columns\" may name at most " + MOST_COLUMNS);
    }
    for (ColumnSchema column : columns) {
      if (!Perturbation.TYPES.contains(column.type())) {
        throw new InvalidParameters(
            "columns",
            "%s works on numbers, dates and times, and column %s holds neither"
                .formatted(method, column.name()));
      }
    }
    return columns;
  }

  private static Optional<Integer> whole(
      String name, Parameters parameters, int least, int greatest) {
    return parameters
        .number(name)
        .map(number -> {
          if (number.compareTo(BigDecimal.valueOf(least)) < 0
              || number.compareTo(BigDecimal.valueOf(greatest)) > 0
              || number.stripTrailingZeros().scale() > 0) {
            throw new InvalidParameters(
                name,
                "\"%s\" must be a whole number from %d to %d".formatted(name, least, greatest));
          }
          return number.intValueExact();
        });
  }
}
