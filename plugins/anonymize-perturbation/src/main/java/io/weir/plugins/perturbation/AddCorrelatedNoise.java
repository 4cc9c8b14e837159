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
import java.util.Set;
import org.pf4j.Extension;

/** {@code add-correlated-noise}: noise on several columns that hang together as these do. */
@Extension
public final class AddCorrelatedNoise implements AnonymizationMethod {
  private static final String NAME = "add-correlated-noise";

  @Override
  public MethodDescription describe() {
    return new MethodDescription(
        NAME,
        Operation.PERTURBATION,
        "Several columns get noise that keeps how they hang together.",
        Set.of(Place.TABLE),
        Perturbation.TYPES,
        List.of(
            MethodParameter.texts("columns", "The columns that get noise, at least two.")
                .asRequired(),
            MethodParameter.positive(
                    "d", "How strong the noise is: its covariances are d times those observed.")
                .asRequired(),
            PerRecord.PARAMETER),
        new Notes(
            "Noise is drawn from the normal distribution with d times the columns' observed"
                + " covariance matrix: means and correlations are kept on average, and variances grow"
                + " by the factor 1 + d. Values stay inside of what their type holds.",
            "Nothing is proven of what can be inferred, and outliers stay outliers. Covariances are"
                + " those of the records that have all the columns. Without primary key and \"per\""
                + " averaging over versions undoes the noise; with them it is drawn from the same"
                + " numbers again and grows and shrinks with the covariances.",
            "{\"method\": \"add-correlated-noise\", \"columns\": [\"height\", \"weight\"], \"d\": 0.1}",
            "J. Kim, A method for limiting disclosure in microdata based on random noise and"
                + " transformation, 1986; R. Brand, Microdata protection through noise addition,"
                + " 2002."));
  }

  @Override
  public PreparedMethod prepare(MethodRequest request) {
    Parameters parameters = request.parameters();
    if (request.column().isPresent()) {
      throw new InvalidParameters(
          "method", NAME + " stands at the table; write it in its list \"anonymization\"");
    }
    parameters.allowOnly("columns", "d", "per");
    List<ColumnSchema> columns = Microaggregate.suitable(request.columns("columns"), NAME);
    if (columns.size() < 2) {
      throw new InvalidParameters(
          "columns", "\"columns\" must name at least two; for one there is add-noise");
    }
    BigDecimal d =
        parameters
            .number("d")
            .filter(it -> it.signum() > 0 && it.compareTo(BigDecimal.valueOf(1_000)) <= 0)
            .orElseThrow(
                () -> new InvalidParameters("d", "\"d\" must be above 0 and at most 1000"));
    return new CorrelatedColumns(PerRecord.of(request, columns), d.doubleValue());
  }
}
