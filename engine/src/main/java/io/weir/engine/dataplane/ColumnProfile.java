package io.weir.engine.dataplane;

import io.weir.spi.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * What a column's values look like, all together.
 *
 * <p>Of texts, JSON and binary only lengths are told, never values: {@code minimum}, {@code
 * maximum} and the histogram are then of lengths, in code points or, for binary, in bytes.
 *
 * @param count how many records, empty values included
 * @param empty how many of them are empty
 * @param distinct how many different values there are, empty ones not counted
 * @param estimated whether {@code distinct} is an estimate; else it is exact
 * @param withheld whether minimum, maximum and histogram are kept back because these values will be
 *     anonymized
 * @param minimum canonical text, or a length; absent if there is no value or it is withheld. NaN
 *     and infinities have no part in minimum, maximum and histogram
 * @param histogram at most 20 bins, ascending, those without a value included
 */
public record ColumnProfile(
    String column,
    ValueType type,
    long count,
    long empty,
    long distinct,
    boolean estimated,
    boolean withheld,
    Optional<String> minimum,
    Optional<String> maximum,
    List<Bin> histogram) {
  public ColumnProfile {
    histogram = List.copyOf(histogram);
  }

  /**
   * @param from the lower bound, inclusive
   * @param to the upper bound, exclusive; the last bin holds it too when it is the greatest value
   *     of the type, and the only bin of a column with one value, which begins and ends with it
   */
  public record Bin(String from, String to, long count) {}

  /** Whether minimum, maximum and histogram are of lengths. */
  public boolean ofLengths() {
    return type.isBytes();
  }
}
