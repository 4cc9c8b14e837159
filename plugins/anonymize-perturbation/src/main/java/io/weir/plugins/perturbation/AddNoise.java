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
import io.weir.spi.Trait;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code add-noise}: a random amount is added to each number, date or time. */
@Extension
public final class AddNoise implements AnonymizationMethod {
  private static final String NAME = "add-noise";

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "A random amount is added to each number, date or time.",
        Set.of(Place.COLUMN),
        Perturbation.TYPES,
        List.of(
            MethodParameter.oneOf(
                    "distribution", "What the noise looks like.", "laplace", "gaussian", "uniform")
                .asRequired(),
            new MethodParameter(
                "scale",
                "b of laplace, standard deviation of gaussian, half the width of uniform: a number"
                    + " (of days for dates, of seconds for times and datetimes) or a duration as"
                    + " \"PT6H\".",
                false,
                Units.AMOUNT_SCHEMA),
            new MethodParameter(
                "epsilon",
                "Instead of scale: local differential privacy with this epsilon; needs bounds.",
                false,
                "{\"type\": \"number\", \"exclusiveMinimum\": 0}"),
            new MethodParameter(
                "delta",
                "For gaussian noise with epsilon: the probability with which the promise may fail.",
                false,
                "{\"type\": \"number\", \"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1}"),
            new MethodParameter(
                "sensitivity",
                "With epsilon: how far two values can lie apart; the width of bounds if not said, and"
                    + " never less.",
                false,
                Units.AMOUNT_SCHEMA),
            new MethodParameter(
                "bounds",
                "The least and the greatest value: numbers, or dates and times as texts.",
                false,
                Units.POINTS_SCHEMA),
            MethodParameter.oneOf(
                "policy",
                "What happens to results out of bounds; clamp if not said.",
                Bounds.POLICIES),
            new MethodParameter(
                "round",
                "Results are rounded to multiples of this amount; with epsilon the grid they lie on.",
                false,
                Units.AMOUNT_SCHEMA),
            PerRecord.PARAMETER),
        new Notes(
            "Each value gets noise of the declared distribution, rounded to what the type can hold;"
                + " results stay inside of the bounds unless the policy is none. With epsilon, what"
                + " is published of a cell is at most e^epsilon times as probable for one value"
                + " inside of the bounds as for any other (plus delta), exactly.",
            "Without epsilon nothing is proven: large outliers stay outliers, and clamping and"
                + " rounding bias means. A table without primary key and \"per\" gets new noise in"
                + " each version, and averaging over versions undoes it; a record with an identity"
                + " gets the same again until its value changes. Which rows are empty is told."
                + " Epsilon counts for one cell: several cells of a person add up.",
            "{\"method\": \"add-noise\", \"distribution\": \"laplace\", \"scale\": 2,"
                + " \"bounds\": [0, 120], \"policy\": \"reflect\"}",
            "C. Dwork, F. McSherry, K. Nissim, A. Smith, Calibrating noise to sensitivity, 2006;"
                + " with epsilon: C. Canonne, G. Kamath, T. Steinke, The discrete Gaussian for"
                + " differential privacy, 2020."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, Perturbation.TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly(
        "distribution",
        "scale",
        "epsilon",
        "delta",
        "sensitivity",
        "bounds",
        "policy",
        "round",
        "per");
    PerRecord records = PerRecord.of(request, List.of(column));
    Units units = new Units(column);
    String distribution =
        parameters
            .text("distribution")
            .orElseThrow(() ->
                new InvalidParameters(
                    "distribution",
                    "\"distribution\" is missing; write laplace, gaussian or uniform"));
    if (parameters.number("epsilon").isPresent()) {
      return PrivateNoise.of(records, distribution, parameters, units);
    }
    for (String only : List.of("delta", "sensitivity")) {
      if (parameters.values().containsKey(only)) {
        throw new InvalidParameters(only, "\"" + only + "\" means something only with \"epsilon\"");
      }
    }
    BigDecimal scale =
        units
            .amount("scale", parameters)
            .orElseThrow(() ->
                new InvalidParameters(
                    "scale", "\"scale\" is missing; say how strong the noise is"));
    Optional<Bounds> bounds = Bounds.of(parameters, units);
    Optional<BigDecimal> multiple = units.multiple("round", parameters);
    bounds.ifPresent(it -> multiple.ifPresent(step -> it.requireMultiple("round", step)));
    return new NoisyColumn(
        NAME,
        records,
        records.traits(bounds.map(_ -> new Trait[] {Trait.STAYS_IN_BOUNDS}).orElse(new Trait[0])),
        Perturbation.of(column.type(), bounds, multiple),
        Noise.of(distribution, scale.doubleValue()));
  }
}
