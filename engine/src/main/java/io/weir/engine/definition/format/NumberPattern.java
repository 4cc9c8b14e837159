package io.weir.engine.definition.format;

import java.util.Optional;

/**
 * How numbers are written: a number pattern of <a
 * href="https://www.unicode.org/reports/tr35/tr35-numbers.html#Number_Format_Patterns">UTS 35</a>
 * within the limits of CSVW, or only which characters divide the digits.
 *
 * <p>With a shape a text must be of that shape: as many digits as it demands, groups exactly where
 * it has them, its prefix and suffix. More digits before the decimal character than the shape shows
 * are allowed, leading zeros too. Without an own sign in the shape a minus or plus may stand before
 * or after the prefix. Without a shape a text is an optional sign, digits with single group
 * characters between them, optionally the decimal character and digits, and then optionally an
 * exponent or one of % and ‰; or {@code NaN}, {@code INF}, {@code -INF}.
 *
 * <p>No text has more than 2,048 digits before its exponent, and no exponent more than 9.
 *
 * @param decimalChar a code point
 * @param groupChar a code point, or nothing if digits are never grouped
 * @param exponents whether a text may have an exponent where there is no shape to say it
 */
public record NumberPattern(
    int decimalChar, Optional<Integer> groupChar, Optional<Shape> shape, boolean exponents)
    implements Format {
  public static final int MOST_DIGITS = 2_048;
  public static final int MOST_EXPONENT_DIGITS = 9;

  /** What the sign in front of a number must be. */
  public enum Sign {
    /** None, a minus or a plus. */
    OPTIONAL,
    /** A minus or a plus. */
    REQUIRED,
    /** A minus. */
    MINUS
  }

  /**
   * The parts of a pattern.
   *
   * @param prefix the text before the digits, without the sign
   * @param group how many digits the groups before the decimal character have: the last one; 0 if
   *     they are not grouped
   * @param furtherGroups how many digits the other groups have; 0 if they are not grouped
   * @param fractionGroup how many digits the groups after the decimal character have; 0 if they are
   *     not grouped
   * @param shift by what power of ten the digits are multiplied: -2 for %, -3 for ‰, else 0
   */
  public record Shape(
      Sign sign,
      String prefix,
      String suffix,
      int leastWhole,
      int group,
      int furtherGroups,
      int leastFraction,
      int mostFraction,
      int fractionGroup,
      Optional<Exponent> exponent,
      int shift) {}

  /**
   * @param signed whether it must have a sign; else a minus may stand there
   */
  public record Exponent(int leastDigits, boolean signed) {}

  /**
   * A number in the standard notation of decimals that means what the text means; an exponent
   * stands in for % and ‰. Nothing if the text is not of this format. Of the names only those in
   * the standard notation of doubles are read, and only where there is no shape.
   */
  public Optional<String> read(String text) {
    return shape.isPresent()
        ? new ShapedNumber(this, shape.get()).read(text)
        : new LooseNumber(this).read(text);
  }

  /** The same without exponents where no shape has one, as CSVW wants it of decimals. */
  public NumberPattern withoutExponents() {
    return new NumberPattern(decimalChar, groupChar, shape, false);
  }

  /** Whether every text of this format is a whole number, but for what % and ‰ do. */
  public boolean isWhole() {
    return shape.map(s -> s.mostFraction == 0 && s.exponent.isEmpty()).orElse(true);
  }
}
