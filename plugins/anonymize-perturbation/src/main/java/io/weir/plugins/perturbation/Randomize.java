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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.pf4j.Extension;

/** {@code randomize}: the post-randomization method (PRAM) for categories. */
@Extension
public final class Randomize implements AnonymizationMethod {
  private static final String NAME = "randomize";
  private static final int MOST_DIGITS = 15;
  private static final int MOST_IN_A_MATRIX = 1_000;

  static final MethodParameter OTHERWISE =
      new MethodParameter(
          "otherwise",
          "Which of the values any value that is not listed counts as; if not said, such a value"
              + " ends the run.",
          false,
          "{\"type\": [\"string\", \"integer\", \"boolean\"]}");

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Categories are replaced by others with known probabilities.",
        Set.of(Place.COLUMN),
        Categories.TYPES,
        List.of(
            MethodParameter.positive(
                "keep",
                "With which probability (below 1) a value is kept; otherwise one is drawn as often as"
                    + " each is in the column, so that frequencies are kept on average."),
            new MethodParameter(
                "values",
                "With matrix: all values that the column can have.",
                false,
                Categories.SCHEMA),
            new MethodParameter(
                "matrix",
                "Instead of keep: for each of the values, in their order, with which probability it"
                    + " becomes each of them; each row adds up to 1.",
                false,
                "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\":"
                    + " \"number\", \"minimum\": 0, \"maximum\": 1}}}"),
            OTHERWISE,
            PerRecord.PARAMETER),
        new Notes(
            "No published value is certainly the true one. With keep the expected frequency of each"
                + " value is the observed one (invariant PRAM); with a matrix an analyst who is told"
                + " it can estimate the true frequencies.",
            "A value that is rare, or goes with other columns, may still be guessed: combinations"
                + " that cannot be betray the change. Nothing is claimed in terms of differential"
                + " privacy; see randomized-response for that. With keep, or without primary key and"
                + " \"per\", each version draws anew, and many versions give the truth away.",
            "{\"method\": \"randomize\", \"keep\": 0.8}",
            "J. Gouweleeuw, P. Kooiman, L. Willenborg, P.-P. de Wolf, Post randomisation for"
                + " statistical disclosure control: theory and implementation, 1998."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, Categories.TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly("keep", "values", "matrix", "otherwise", "per");
    PerRecord records = PerRecord.of(request, List.of(column));
    Optional<BigDecimal> keep = parameters.number("keep");
    if (keep.isEmpty()) {
      return byMatrix(records, column, parameters);
    }
    for (String other : List.of("matrix", "values", "otherwise")) {
      if (parameters.values().containsKey(other)) {
        throw new InvalidParameters(
            other,
            "\"" + other + "\" does not go with \"keep\", which takes the column's own values");
      }
    }
    BigDecimal probability = keep.get();
    if (probability.signum() < 0
        || probability.compareTo(BigDecimal.ONE) >= 0
        || probability.stripTrailingZeros().scale() > MOST_DIGITS) {
      throw new InvalidParameters(
          "keep", "\"keep\" must be from 0 and below 1, with at most " + MOST_DIGITS + " digits");
    }
    return new InvariantColumn(
        records,
        probability.setScale(MOST_DIGITS).unscaledValue().longValueExact(),
        BigDecimal.ONE.setScale(MOST_DIGITS).unscaledValue().longValueExact());
  }

  private static PreparedMethod byMatrix(
      PerRecord records, ColumnSchema column, Parameters parameters) {
    Object matrix = parameters.values().get("matrix");
    if (matrix == null) {
      throw new InvalidParameters(
          "keep", "write \"keep\", a probability, or \"values\" and \"matrix\"");
    }
    Categories categories =
        Categories.of("values", Optional.ofNullable(parameters.values().get("values")), column);
    OptionalInt otherwise = otherwise(categories, column, parameters);
    return new RandomizedColumn(
        NAME, records, categories, otherwise, matrix(matrix, categories.size()), Optional.empty());
  }

  static OptionalInt otherwise(Categories categories, ColumnSchema column, Parameters parameters) {
    return categories
        .named("otherwise", Optional.ofNullable(parameters.values().get("otherwise")), column)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private static Transition matrix(Object matrix, int size) {
    if (size > MOST_IN_A_MATRIX) {
      throw new InvalidParameters(
          "values", "a matrix is for at most " + MOST_IN_A_MATRIX + " values");
    }
    if (!(matrix instanceof List<?> rows) || rows.size() != size) {
      throw new InvalidParameters(
          "matrix", "\"matrix\" must have a row for each of the " + size + " values");
    }
    long whole = BigDecimal.ONE.setScale(MOST_DIGITS).unscaledValue().longValueExact();
    long[][] cumulative = new long[size][];
    for (int i = 0; i < size; i++) {
      long[] parts = Transition.parts(row(rows.get(i), i + 1, size), MOST_DIGITS);
      Arrays.parallelPrefix(parts, Long::sum);
      if (parts[size - 1] != whole) {
        throw new InvalidParameters(
            "matrix", "row " + (i + 1) + " of \"matrix\" must add up to 1 exactly");
      }
      cumulative[i] = parts;
    }
    return new Transition.ByMatrix(cumulative, whole);
  }

  private static BigDecimal[] row(Object row, int number, int size) {
    if (row instanceof List<?> list
        && list.size() == size
        && list.stream().allMatch(Randomize::isProbability)) {
      return list.stream().map(BigDecimal.class::cast).toArray(BigDecimal[]::new);
    }
    throw new InvalidParameters(
        "matrix",
        "row %d of \"matrix\" must hold %d probabilities from 0 to 1, of at most %d digits"
            .formatted(number, size, MOST_DIGITS));
  }

  private static boolean isProbability(Object element) {
    return element instanceof BigDecimal number
        && number.signum() >= 0
        && number.compareTo(BigDecimal.ONE) <= 0
        && (number.signum() == 0 || number.stripTrailingZeros().scale() <= MOST_DIGITS);
  }
}
