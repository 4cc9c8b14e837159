package io.weir.engine.definition.format;

import io.weir.engine.definition.format.NumberPattern.Exponent;
import io.weir.engine.definition.format.NumberPattern.Shape;
import java.util.Optional;

/**
 * Reads numbers of a shape by taking them apart: what is left when the group characters are taken
 * out must, grouped again, be what stood there.
 */
final class ShapedNumber {
  private final Shape shape;
  private final String decimalChar;
  private final String groupChar;

  ShapedNumber(NumberPattern pattern, Shape shape) {
    this.shape = shape;
    decimalChar = Character.toString(pattern.decimalChar());
    groupChar = pattern.groupChar().map(Character::toString).orElse("");
  }

  Optional<String> read(String text) {
    String sign = sign(text);
    String unsigned = text.substring(sign.length());
    if (!unsigned.startsWith(shape.prefix())) {
      return Optional.empty();
    }
    unsigned = unsigned.substring(shape.prefix().length());
    if (sign.isEmpty()) {
      sign = sign(unsigned);
      unsigned = unsigned.substring(sign.length());
    }
    if (!isSign(sign) || !unsigned.endsWith(shape.suffix())) {
      return Optional.empty();
    }
    String number = unsigned.substring(0, unsigned.length() - shape.suffix().length());
    String minus = sign.equals("-") ? "-" : "";
    if (shape.exponent().isEmpty()) {
      return mantissa(number).map(digits -> minus + digits + power(shape.shift()));
    }
    int letter = number.indexOf('E');
    return letter < 0
        ? Optional.empty()
        : exponent(number.substring(letter + 1), shape.exponent().get())
            .flatMap(power ->
                mantissa(number.substring(0, letter))
                    .map(digits -> minus + digits + power(power + shape.shift())));
  }

  private static String sign(String text) {
    return text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
  }

  private boolean isSign(String sign) {
    return switch (shape.sign()) {
      case OPTIONAL -> true;
      case REQUIRED -> !sign.isEmpty();
      case MINUS -> sign.equals("-");
    };
  }

  private static Optional<Integer> exponent(String text, Exponent expected) {
    String sign = sign(text);
    String digits = text.substring(sign.length());
    boolean fits =
        Digits.are(digits)
            && digits.length() >= expected.leastDigits()
            && digits.length() <= NumberPattern.MOST_EXPONENT_DIGITS
            && (expected.signed() ? !sign.isEmpty() : !sign.equals("+"));
    return fits ? Optional.of(Integer.parseInt(sign + digits)) : Optional.empty();
  }

  private Optional<String> mantissa(String text) {
    int point = text.indexOf(decimalChar);
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + decimalChar.length());
    if (point >= 0 && fraction.isEmpty()) {
      return Optional.empty();
    }
    String wholeDigits = shape.group() == 0 ? whole : whole.replace(groupChar, "");
    String fractionDigits = shape.fractionGroup() == 0 ? fraction : fraction.replace(groupChar, "");
    int digits = wholeDigits.length() + fractionDigits.length();
    boolean fits =
        digits > 0
            && digits <= NumberPattern.MOST_DIGITS
            && Digits.are(wholeDigits + fractionDigits)
            && wholeDigits.length() >= shape.leastWhole()
            && fractionDigits.length() >= shape.leastFraction()
            && fractionDigits.length() <= shape.mostFraction()
            && grouped(wholeDigits).equals(whole)
            && groupedFraction(fractionDigits).equals(fraction);
    return fits
        ? Optional.of(
            (wholeDigits.isEmpty() ? "0" : wholeDigits)
                + (fractionDigits.isEmpty() ? "" : "." + fractionDigits))
        : Optional.empty();
  }

  private static String power(int power) {
    return power == 0 ? "" : "E" + power;
  }

  private String grouped(String digits) {
    StringBuilder grouped = new StringBuilder(digits);
    int size = shape.group();
    for (int at = digits.length() - size; size > 0 && at > 0; at -= size) {
      grouped.insert(at, groupChar);
      size = shape.furtherGroups();
    }
    return grouped.toString();
  }

  private String groupedFraction(String digits) {
    StringBuilder grouped = new StringBuilder();
    int size = shape.fractionGroup();
    for (int at = 0; at < digits.length(); at++) {
      if (size > 0 && at > 0 && at % size == 0) {
        grouped.append(groupChar);
      }
      grouped.append(digits.charAt(at));
    }
    return grouped.toString();
  }
}
