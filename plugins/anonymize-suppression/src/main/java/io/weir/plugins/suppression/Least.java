package io.weir.plugins.suppression;

import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import java.math.BigDecimal;

/** The parameter {@code least}. */
final class Least {
  static final long LEAST = 2;
  static final long MOST = 1_000_000_000;

  private Least() {}

  static long of(Parameters parameters) {
    BigDecimal least =
        parameters
            .number("least")
            .orElseThrow(() ->
                new InvalidParameters(
                    "least",
                    "\"least\" is needed: in how many records a value must occur to stay"));
    if (least.compareTo(BigDecimal.valueOf(LEAST)) < 0
        || least.compareTo(BigDecimal.valueOf(MOST)) > 0
        || least.stripTrailingZeros().scale() > 0) {
      throw new InvalidParameters(
          "least", "\"least\" must be a whole number from " + LEAST + " to " + MOST);
    }
    return least.longValueExact();
  }
}
