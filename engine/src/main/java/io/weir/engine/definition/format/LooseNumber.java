package io.weir.engine.definition.format;

import java.util.List;
import java.util.Optional;

/** Reads numbers of which only the decimal and the group character are known. */
final class LooseNumber {
  private static final List<String> NAMES = List.of("NaN", "INF", "-INF");

  private final String decimalChar;
  private final Optional<String> groupChar;
  private final boolean exponents;

  LooseNumber(NumberPattern pattern) {
    decimalChar = Character.toString(pattern.decimalChar());
    groupChar = pattern.groupChar().map(Character::toString);
    exponents = pattern.exponents();
  }

  Optional<String> read(String text) {
    if (NAMES.contains(text)) {
      return Optional.of(text);
    }
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    String number = text.substring(sign.length());
    int letter = number.indexOf('E');
    String power = "";
    if (letter >= 0) {
      power = number.substring(letter);
      number = number.substring(0, letter);
      if (!exponents || !isExponent(power.substring(1))) {
        return Optional.empty();
      }
    } else if (number.endsWith("%") || number.endsWith("‰")) {
      power = number.endsWith("%") ? "E-2" : "E-3";
      number = number.substring(0, number.length() - 1);
    }
    String exponent = power;
    return mantissa(number).map(digits -> (sign.equals("-") ? "-" : "") + digits + exponent);
  }

  private static boolean isExponent(String power) {
    String digits = power.startsWith("-") || power.startsWith("+") ? power.substring(1) : power;
    return Digits.are(digits) && digits.length() <= NumberPattern.MOST_EXPONENT_DIGITS;
  }

  private Optional<String> mantissa(String text) {
    int point = text.indexOf(decimalChar);
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + decimalChar.length());
    String digits = groupChar.map(it -> whole.replace(it, "")).orElse(whole);
    boolean fits =
        Digits.are(digits)
            && (point < 0 || Digits.are(fraction))
            && isGrouped(whole)
            && digits.length() + fraction.length() <= NumberPattern.MOST_DIGITS;
    return fits ? Optional.of(point < 0 ? digits : digits + "." + fraction) : Optional.empty();
  }

  /** Whether each group character stands between two digits. */
  private boolean isGrouped(String whole) {
    return groupChar
        .map(it -> !whole.startsWith(it) && !whole.endsWith(it) && !whole.contains(it + it))
        .orElse(true);
  }
}
