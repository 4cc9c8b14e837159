package io.weir.plugins.perturbation;

import io.weir.plugins.perturbation.Bounds.Policy;
import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodOutput;
import io.weir.spi.MethodRun;
import io.weir.spi.Observer;
import io.weir.spi.Parameters;
import io.weir.spi.PreparedMethod;
import io.weir.spi.PrivacyCost;
import io.weir.spi.PrivacyCost.Recurrence;
import io.weir.spi.RecordFunction;
import io.weir.spi.Trait;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code add-noise} with local differential privacy: whole noise of exact probabilities on the
 * points of a grid. What follows, bounds and all, depends on nothing else, so it takes nothing
 * away.
 */
record PrivateNoise(PerRecord records, Grid grid, WholeNoise noise, PrivacyCost spent)
    implements PreparedMethod.OfRecords {
  private static final BigDecimal MOST_EPSILON = BigDecimal.valueOf(1_000);

  static PrivateNoise of(
      PerRecord records, String distribution, Parameters parameters, Units units) {
    if (parameters.values().containsKey("scale")) {
      throw new InvalidParameters(
          "scale", "\"scale\" follows from \"epsilon\" and \"bounds\"; take one of them away");
    }
    BigDecimal epsilon = epsilon(parameters);
    Grid grid = grid(parameters, units);
    Optional<BigDecimal> delta = parameters.number("delta");
    WholeNoise noise =
        switch (distribution) {
          case "laplace" -> laplace(epsilon, delta, grid);
          case "gaussian" -> gaussian(epsilon, delta, grid);
          default ->
              throw new InvalidParameters(
                  "distribution",
                  "\"distribution\" must be laplace or gaussian where there is \"epsilon\"");
        };
    requireUnique(records);
    return new PrivateNoise(
        records, grid, noise, cost(epsilon, delta.orElse(BigDecimal.ZERO), records));
  }

  static BigDecimal epsilon(Parameters parameters) {
    BigDecimal epsilon = parameters.number("epsilon").orElseThrow();
    if (epsilon.signum() <= 0 || epsilon.compareTo(MOST_EPSILON) > 0) {
      throw new InvalidParameters(
          "epsilon",
          "\"epsilon\" must be above 0, and above " + MOST_EPSILON + " it means nothing");
    }
    return epsilon;
  }

  /** Records of the same identity would get the same noise, and their differences would be told. */
  static void requireUnique(PerRecord records) {
    if (records.per().isPresent() && !records.unique()) {
      throw new InvalidParameters(
          "per",
          "with \"epsilon\" the identity must be the primary key, which no two records share;"
              + " take \"per\" away");
    }
  }

  static PrivacyCost cost(BigDecimal epsilon, BigDecimal delta, PerRecord records) {
    return new PrivacyCost(
        epsilon, delta, records.stable() ? Recurrence.EACH_NEW_VALUE : Recurrence.EACH_VERSION);
  }

  private static Grid grid(Parameters parameters, Units units) {
    List<BigDecimal> points =
        units
            .points("bounds", parameters)
            .orElseThrow(() ->
                new InvalidParameters(
                    "bounds",
                    "with \"epsilon\" the values must be bounded; write \"bounds\": [least,"
                        + " greatest]"));
    BigDecimal range = points.getLast().subtract(points.getFirst());
    BigDecimal step =
        units
            .multiple("round", parameters)
            .or(() ->
                switch (units.column().type()) {
                  case INTEGER, DATE -> Optional.of(BigDecimal.ONE);
                  case TIME, DATETIME -> Optional.of(BigDecimal.valueOf(1_000_000));
                  case DECIMAL, DOUBLE, STRING, BOOLEAN, BINARY, JSON -> Optional.empty();
                })
            .orElseThrow(() ->
                new InvalidParameters(
                    "round", "with \"epsilon\" results lie on a grid; write \"round\": its width"));
    BigDecimal[] top = range.divideAndRemainder(step);
    if (top[0].signum() == 0
        || top[1].signum() != 0
        || top[0].compareTo(BigDecimal.valueOf(Grid.MOST)) > 0) {
      throw new InvalidParameters(
          "round",
          "the width of \"bounds\" must be a multiple of \"round\", of at most 2^40 steps");
    }
    units
        .amount("sensitivity", parameters)
        .filter(it -> it.compareTo(range) < 0)
        .ifPresent(_ -> {
          throw new InvalidParameters(
              "sensitivity",
              "\"sensitivity\" must be at least the width of \"bounds\", by which values of two"
                  + " people may differ; narrow the bounds instead");
        });
    Policy policy = Bounds.policy(parameters).orElse(Policy.CLAMP);
    if (policy == Policy.REDRAW) {
      throw new InvalidParameters(
          "policy",
          "with \"epsilon\" the policy must be clamp, reflect or none: drawing again would tell of"
              + " the value");
    }
    return new Grid(
        units.column().type(), points.getFirst(), step, top[0].longValueExact(), policy);
  }

  private static WholeNoise laplace(BigDecimal epsilon, Optional<BigDecimal> delta, Grid grid) {
    if (delta.isPresent()) {
      throw new InvalidParameters("delta", "\"delta\" belongs to gaussian noise; take it away");
    }
    return DiscreteLaplace.of(epsilon, grid.top())
        .orElseThrow(() ->
            new InvalidParameters(
                "epsilon", "\"epsilon\" has too many digits for so fine a grid; write fewer"));
  }

  /**
   * σ² = Δ² / 2ρ is ρ-concentrated, from which (ε, δ) follows for ε = ρ + 2 √(ρ ln(1/δ)) (Canonne,
   * Kamath and Steinke 2020, theorem 4; Bun and Steinke, Concentrated differential privacy, 2016,
   * proposition 1.3). Solved for ρ that is (√(ln(1/δ) + ε) - √ln(1/δ))², the same as ε² /
   * (√(ln(1/δ) + ε) + √ln(1/δ))². σ² is rounded up, by more than the arithmetic can be off.
   */
  private static WholeNoise gaussian(BigDecimal epsilon, Optional<BigDecimal> delta, Grid grid) {
    double probability =
        delta
            .map(BigDecimal::doubleValue)
            .orElseThrow(() ->
                new InvalidParameters(
                    "delta", "gaussian noise needs \"delta\", as 0.000001; laplace does without"));
    if (!(probability > 1e-300 && probability < 1)) {
      throw new InvalidParameters("delta", "\"delta\" must be above 0 and below 1");
    }
    double log = -StrictMath.log(probability);
    double root = Math.sqrt(log + epsilon.doubleValue()) + Math.sqrt(log);
    double rho = epsilon.doubleValue() / root * (epsilon.doubleValue() / root);
    double width = grid.top();
    BigDecimal variance =
        new BigDecimal(width * width / (2 * rho) * (1 + 1e-9), MathContext.DECIMAL64);
    long denominator = variance.compareTo(BigDecimal.valueOf(1L << 30)) < 0 ? 1 << 10 : 1;
    BigDecimal numerator =
        variance.multiply(BigDecimal.valueOf(denominator)).setScale(0, RoundingMode.CEILING);
    if (numerator.compareTo(BigDecimal.valueOf(DiscreteLaplace.MOST)) > 0) {
      throw new InvalidParameters(
          "round", "the grid is too fine for so much noise; write a greater \"round\"");
    }
    return new DiscreteGaussian(Math.max(1, numerator.longValueExact()), denominator);
  }

  @Override
  public Set<Trait> traits() {
    return grid.policy() == Policy.NONE ? records.traits() : records.traits(Trait.STAYS_IN_BOUNDS);
  }

  @Override
  public Optional<PrivacyCost> cost() {
    return Optional.of(spent);
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
    PerRecord.Source source = records.source(run, "private noise");
    return (batch, first) -> {
      records.requireIdentities(batch);
      return List.of(grid.apply(batch.column(0), noise, source.draws(batch, first)));
    };
  }
}
