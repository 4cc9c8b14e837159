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
import io.weir.spi.ValueType;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code multiply-noise}: each number is multiplied by a random factor of mean 1. */
@Extension
public final class MultiplyNoise implements AnonymizationMethod {
  private static final String NAME = "multiply-noise";
  private static final Set<ValueType> TYPES =
      EnumSet.of(ValueType.INTEGER, ValueType.DECIMAL, ValueType.DOUBLE);

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Each number is multiplied by a random factor around 1.",
        Set.of(Place.COLUMN),
        TYPES,
        List.of(
            MethodParameter.oneOf(
                "distribution",
                "How the factor is distributed; lognormal, which keeps the sign, if not said.",
                "lognormal",
                "gaussian",
                "uniform"),
            MethodParameter.positive(
                    "scale",
                    "The factor's standard deviation, or half its width for uniform: 0.1 changes"
                        + " values by about a tenth.")
                .asRequired(),
            new MethodParameter(
                "bounds", "The least and the greatest number.", false, Units.POINTS_SCHEMA),
            MethodParameter.oneOf(
                "policy",
                "What happens to results out of bounds; clamp if not said.",
                Bounds.POLICIES),
            new MethodParameter(
                "round",
                "Results are rounded to multiples of this number.",
                false,
                Units.AMOUNT_SCHEMA),
            PerRecord.PARAMETER),
        new Notes(
            "Large values change by more than small ones; the mean of the factors is 1, so sums are"
                + " kept on average.",
            "0 stays 0, and small whole numbers hardly change. Outliers stay outliers. Nothing is"
                + " proven of what can be inferred. Without primary key and \"per\" averaging over"
                + " versions undoes the noise.",
            "{\"method\": \"multiply-noise\", \"scale\": 0.1}",
            "J. Kim, W. Winkler, Multiplicative noise for masking continuous data, 2003."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly("distribution", "scale", "bounds", "policy", "round", "per");
    PerRecord records = PerRecord.of(request, List.of(column));
    Units units = new Units(column);
    double scale =
        units
            .amount("scale", parameters)
            .map(BigDecimal::doubleValue)
            .orElseThrow(() ->
                new InvalidParameters(
                    "scale", "\"scale\" is missing; 0.1 changes values by about a tenth"));
    Noise noise = noise(parameters.text("distribution").orElse("lognormal"), scale);
    Optional<Bounds> bounds = Bounds.of(parameters, units);
    Optional<BigDecimal> multiple = units.multiple("round", parameters);
    bounds.ifPresent(it -> multiple.ifPresent(step -> it.requireMultiple("round", step)));
    return new NoisyColumn(
        NAME,
        records,
        records.traits(bounds.map(_ -> new Trait[] {Trait.STAYS_IN_BOUNDS}).orElse(new Trait[0])),
        Perturbation.of(column.type(), bounds, multiple),
        noise);
  }

  private static Noise noise(String distribution, double scale) {
    if (scale > 10) {
      throw new InvalidParameters(
          "scale", "\"scale\" must not be above 10; the factor's mean is 1");
    }
    return switch (distribution) {
      case "lognormal" -> Noise.byLogNormal(scale);
      case "gaussian" -> Noise.byGaussian(scale);
      case "uniform" -> Noise.byUniform(scale);
      default ->
          throw new InvalidParameters(
              "distribution", "\"distribution\" must be one of lognormal, gaussian, uniform");
    };
  }
}
