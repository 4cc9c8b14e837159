package io.weir.plugins.suppression;

import io.weir.spi.InvalidParameters;
import io.weir.spi.MethodException;
import io.weir.spi.Parameters;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How many records of a table may disappear.
 *
 * @param atMost a share of them, from 0 to 1
 */
record Limit(String table, Optional<BigDecimal> atMost) {
  static Limit of(String table, Parameters parameters) {
    Optional<BigDecimal> atMost = parameters.number("atMost");
    if (atMost.filter(it -> it.signum() < 0 || it.compareTo(BigDecimal.ONE) > 0).isPresent()) {
      throw new InvalidParameters("atMost", "\"atMost\" must be a number from 0 to 1");
    }
    return new Limit(table, atMost);
  }

  /**
   * @throws MethodException if more would disappear
   */
  void check(long suppressed, long records) {
    if (atMost
        .filter(it ->
            BigDecimal.valueOf(suppressed).compareTo(it.multiply(BigDecimal.valueOf(records))) > 0)
        .isPresent()) {
      throw new MethodException(
          "Table %s would lose %d of its %d records to suppress-records, more than the share of %s that \"atMost\" allows."
              .formatted(table, suppressed, records, atMost.orElseThrow()),
          "Raise \"atMost\", name fewer columns or lower \"least\"; or generalize the columns and"
              + " declare a privacy model instead.");
    }
  }
}
