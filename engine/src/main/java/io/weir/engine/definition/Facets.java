package io.weir.engine.definition;

import io.weir.engine.definition.format.Format;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a column's type demands of its texts beyond its {@link io.weir.spi.ValueType}. A text that
 * does not meet it is a type violation.
 *
 * @param format how the texts are written, if not in the standard form of the type; for texts what
 *     they must match
 * @param lengths for STRING and JSON in Unicode code points, for BINARY in bytes
 * @param whole for INTEGER and DECIMAL: only whole numbers, within limits
 */
public record Facets(Optional<Format> format, Optional<Lengths> lengths, Optional<Whole> whole) {
  /** Nothing beyond the type. */
  public static final Facets NONE =
      new Facets(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * @param least inclusive
   * @param most inclusive
   */
  public record Lengths(int least, int most) {
    public boolean include(long length) {
      return length >= least && length <= most;
    }
  }

  /**
   * @param least inclusive
   * @param most inclusive
   */
  public record Whole(BigInteger least, BigInteger most) {
    public boolean includes(BigInteger number) {
      return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }
  }

  /** The same demands on values already read: what remains once texts are in the standard form. */
  public Facets withoutFormat() {
    return new Facets(Optional.empty(), lengths, whole);
  }
}
