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

/** {@code randomized-response}: each person answers with a lie as often as epsilon wants it. */
@Extension
public final class RandomizedResponse implements AnonymizationMethod {
  private static final String NAME = "randomized-response";

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Categories are replaced at random, with local differential privacy.",
        Set.of(Place.COLUMN),
        Categories.TYPES,
        List.of(
            new MethodParameter(
                "epsilon",
                "A published value is at most e^epsilon times as probable for one truth as for"
                    + " another.",
                true,
                "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"maximum\": "
                    + Transition.ByResponse.MOST_EPSILON
                    + "}"),
            new MethodParameter(
                "values",
                "All values that the column can have, whether they occur or not; false and true for"
                    + " a column of booleans if not said.",
                false,
                Categories.SCHEMA),
            Randomize.OTHERWISE,
            PerRecord.PARAMETER),
        new Notes(
            "Local differential privacy of each cell: the truth is told with probability e^epsilon /"
                + " (e^epsilon + k - 1), each of the other k - 1 values equally often, drawn with"
                + " exact probabilities.",
            "Which rows are empty is told. Epsilon counts for one cell and one version: several"
                + " columns of a person add up, and so do versions, unless the record has a primary"
                + " key and its value stays; then the answer stays too, and that a value changed can"
                + " be seen.",
            "{\"method\": \"randomized-response\", \"epsilon\": 1, \"values\": [\"yes\", \"no\"]}",
            "S. Warner, Randomized response, 1965; P. Kairouz, K. Bonawitz, D. Ramage, Discrete"
                + " distribution estimation under local privacy, 2016."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, Categories.TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly("epsilon", "values", "otherwise", "per");
    BigDecimal epsilon =
        parameters
            .number("epsilon")
            .filter(it ->
                it.signum() > 0
                    && it.compareTo(BigDecimal.valueOf(Transition.ByResponse.MOST_EPSILON)) <= 0)
            .orElseThrow(() ->
                new InvalidParameters(
                    "epsilon",
                    "\"epsilon\" must be above 0 and at most "
                        + Transition.ByResponse.MOST_EPSILON));
    Categories categories =
        Categories.of("values", Optional.ofNullable(parameters.values().get("values")), column);
    PerRecord records = PerRecord.of(request, List.of(column));
    PrivateNoise.requireUnique(records);
    return new RandomizedColumn(
        NAME,
        records,
        categories,
        Randomize.otherwise(categories, column, parameters),
        Transition.ByResponse.of(categories.size(), epsilon),
        Optional.of(PrivateNoise.cost(epsilon, BigDecimal.ZERO, records)));
  }
}
