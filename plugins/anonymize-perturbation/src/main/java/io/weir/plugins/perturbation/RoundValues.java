package io.weir.plugins.perturbation;

import io.weir.spi.AnonymizationMethod;
import io.weir.spi.Column;
import io.weir.spi.ColumnAnonymizer;
import io.weir.spi.ColumnSchema;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodDescription;
import io.weir.spi.MethodDescription.Notes;
import io.weir.spi.MethodDescription.Operation;
import io.weir.spi.MethodDescription.Place;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodParameter;
import io.weir.spi.MethodRequest;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pf4j.Extension;

/** {@code round-values}: numbers, dates and times become multiples of an amount. */
@Extension
public final class RoundValues implements AnonymizationMethod {
  private static final String NAME = "round-values";

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Numbers, dates and times become multiples of an amount.",
        Set.of(Place.COLUMN),
        Perturbation.TYPES,
        List.of(
            new MethodParameter(
                "multiple",
                "Of what: a number (of days for dates, of seconds for times and datetimes) or a"
                    + " duration as \"PT15M\"; 0.01 keeps two digits.",
                true,
                Units.AMOUNT_SCHEMA),
            MethodParameter.oneOf(
                "mode",
                "nearest (half to even), which is meant if not said; or random: up as often as the"
                    + " value is near, so that means are kept.",
                "nearest",
                "random"),
            PerRecord.PARAMETER),
        new Notes(
            "Every value is a multiple, counted from 0 (dates from 1970-01-01), less than one"
                + " multiple away from what it was; half of one when rounded to the nearest.",
            "A value that is alone in its surroundings stays alone, and outliers stay outliers:"
                + " declare a privacy model for that. Random rounding of the same value in many"
                + " records tells where it lies.",
            "{\"method\": \"round-values\", \"multiple\": 100}",
            "L. Willenborg, T. de Waal, Elements of statistical disclosure control, 2001, chapter"
                + " 9."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    ColumnSchema column = request.ownColumn(NAME, Perturbation.TYPES);
    Parameters parameters = request.parameters();
    parameters.allowOnly("multiple", "mode", "per");
    BigDecimal multiple =
        new Units(column)
            .multiple("multiple", parameters)
            .orElseThrow(() ->
                new InvalidParameters(
                    "multiple", "\"multiple\" is missing; 10 rounds to 10, 20, 30"));
    PerRecord records = PerRecord.of(request, List.of(column));
    return switch (parameters.text("mode").orElse("nearest")) {
      case "nearest" -> {
        if (parameters.values().containsKey("per")) {
          throw new InvalidParameters(
              "per", "rounding to the nearest needs no \"per\"; take it away");
        }
        yield new Nearest(
            column, Perturbation.of(column.type(), Optional.empty(), Optional.of(multiple)));
      }
      case "random" -> new AtRandom(records, new RandomRounding(column.type(), multiple));
      default -> throw new InvalidParameters("mode", "\"mode\" must be one of nearest, random");
    };
  }

  /** A function of the value, so keys stay joined. */
  private record Nearest(ColumnSchema column, Perturbation perturbation)
      implements ColumnAnonymizer {
    private static final Noise NONE = (_, _) -> 0;

    @Override
    public Optional<ColumnSchema> output() {
      return Optional.of(column);
    }

    @Override
    public Column apply(Column values) {
      return perturbation.apply(values, NONE, Draws.none(values.size()));
    }
  }

  private record AtRandom(PerRecord records, RandomRounding rounding)
      implements PreparedMethod.OfRecords {
    @Override
    public Set<Trait> traits() {
      return records.traits();
    }

    @Override
    public List<String> inputs() {
      return records.inputs();
    }

    @Override
    public MethodOutput output() {
      return MethodOutput.of(records.own());
    }

    @Override
    public Optional<Observer> observer(MethodRun run) {
      return Optional.empty();
    }

    @Override
    public RecordFunction seal(MethodRun run, Optional<Observer> seen) {
      PerRecord.Source source = records.source(run, NAME);
      return (batch, first) -> List.of(rounding.apply(batch.column(0), source.draws(batch, first)));
    }
  }
}
