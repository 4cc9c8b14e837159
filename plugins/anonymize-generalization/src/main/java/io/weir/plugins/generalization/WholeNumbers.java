package io.weir.plugins.generalization;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers of a document that must be whole. */
final class WholeNumbers {
  private WholeNumbers() {}

  /** The number, if it is whole and in the range. */
  static Optional<Integer> within(BigDecimal number, int lowest, int highest) {
    return number.compareTo(BigDecimal.valueOf(lowest)) < 0
            || number.compareTo(BigDecimal.valueOf(highest)) > 0
            || number.stripTrailingZeros().scale() > 0
        ? Optional.empty()
        : Optional.of(number.intValueExact());
  }
}
