package io.weir.plugins.perturbation;

import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * Where perturbed values must lie, in the column's unit.
 *
 * @param low not above {@code high}
 */
record Bounds(Policy policy, BigDecimal low, BigDecimal high) {
  /** What happens to a value that noise drives out of the bounds. */
  enum Policy {
    /** The nearest bound takes its place: values heap up at the bounds. */
    CLAMP,
    /** It is mirrored at the bound, as often as needed. */
    REFLECT,
    /** Noise is drawn again, at most 64 times, then it is clamped. */
    REDRAW,
    /** It stays as it is. */
    NONE
  }

  static final int TRIES = 64;

  static final String[] POLICIES = {"clamp", "reflect", "redraw", "none"};

  /**
   * What the parameters {@code bounds} and {@code policy} say; empty without bounds, or when
   * nothing is to be done about them.
   */
  static Optional<Bounds> of(Parameters parameters, Units units) {
    Optional<Policy> policy = policy(parameters);
    Optional<List<BigDecimal>> points = units.points("bounds", parameters);
    if (points.isEmpty()) {
      if (policy.filter(it -> it != Policy.NONE).isPresent()) {
        throw new InvalidParameters(
            "bounds", "\"policy\" needs \"bounds\", a list of the least and the greatest value");
      }
      return Optional.empty();
    }
    return policy.orElse(Policy.CLAMP) == Policy.NONE
        ? Optional.empty()
        : Optional.of(
            new Bounds(
                policy.orElse(Policy.CLAMP), points.get().getFirst(), points.get().getLast()));
  }

  static Optional<Policy> policy(Parameters parameters) {
    return parameters
        .text("policy")
        .map(word ->
            switch (word) {
              case "clamp" -> Policy.CLAMP;
              case "reflect" -> Policy.REFLECT;
              case "redraw" -> Policy.REDRAW;
              case "none" -> Policy.NONE;
              default ->
                  throw new InvalidParameters(
                      "policy", "\"policy\" must be one of " + String.join(", ", POLICIES));
            });
  }

  /**
   * @throws InvalidParameters if no multiple lies inside
   */
  void requireMultiple(String parameter, BigDecimal multiple) {
    if (low.divide(multiple, 0, RoundingMode.CEILING)
            .compareTo(high.divide(multiple, 0, RoundingMode.FLOOR))
        > 0) {
      throw new InvalidParameters(
          parameter, "no multiple of \"" + parameter + "\" lies inside of \"bounds\"");
    }
  }

  /** Folds a number into {@code [0, range]} as mirrors at both ends would. */
  static BigDecimal fold(BigDecimal distance, BigDecimal range) {
    if (range.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal period = range.add(range);
    BigDecimal rest = distance.remainder(period);
    BigDecimal place = rest.signum() < 0 ? rest.add(period) : rest;
    return place.compareTo(range) > 0 ? period.subtract(place) : place;
  }

  /** The same for whole numbers; {@code range} up to 2^61. */
  static long fold(long distance, long range) {
    if (range == 0) {
      return 0;
    }
    long place = Math.floorMod(distance, 2 * range);
    return place > range ? 2 * range - place : place;
  }

  /** The same for doubles. */
  static double fold(double distance, double range) {
    if (range == 0) {
      return 0;
    }
    double rest = distance % (2 * range);
    double place = rest < 0 ? rest + 2 * range : rest;
    return Math.clamp(place > range ? 2 * range - place : place, 0, range);
  }
}
