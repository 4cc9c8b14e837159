package io.weir.engine.proposal;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Shapes by which values give away what they are, whatever their column is called. */
enum ValueShape {
  EMAIL(1, matching("[^@\\s]{1,64}@[A-Za-z0-9.-]{1,190}\\.[A-Za-z]{2,24}")),
  IP_ADDRESS(
      1,
      matching("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}")
          // Eight groups (RFC 4291), or fewer with a gap: 10:30:00 is a time.
          .or(matching("(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"))
          .or(matching("(?=.*::)(?!.*::.*::)(?!.*:::)[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}"))),
  MAC_ADDRESS(1, matching("[0-9A-Fa-f]{2}(?:([:-])[0-9A-Fa-f]{2})(?:\\1[0-9A-Fa-f]{2}){4}")),
  IBAN(1, ValueShape::isIban),
  CARD(3, ValueShape::isCard),
  PHONE(
      3,
      matching(
          "(?!\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}$)(?=(?:\\D*\\d){7,15}\\D*$)"
              + "(?:\\+[0-9()/ .-]+|\\([0-9()/ .-]+|0[0-9]*[ /.-][0-9()/ .-]+)")),
  STREET(
      3,
      matching(
          "(?i)(?=.*\\d).*(?:\\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|rue|via|calle)\\b"
              + "|stra(?:ss|ß)e\\b|str\\.|(?:weg|platz|allee)\\b).*")),
  TITLED_NAME(
      3, matching("(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau|Mme)(?:\\. ?| )\\p{Lu}[\\p{L}.' -]{1,80}"));

  /** So many of a column's different values must have the shape. */
  private static final double SHARE = 0.8;

  /** More need not be looked at. */
  private static final int MOST = 10_000;

  private static final int LONGEST = 300;

  private final int least;
  private final Predicate<String> test;

  /**
   * @param least how many values must have the shape, because single ones have it by chance
   */
  ValueShape(int least, Predicate<String> test) {
    this.least = least;
    this.test = test;
  }

  /** Whether a single value by itself reaches or names somebody, so that it is no column's name. */
  static boolean isSomebodys(String value) {
    return value.length() <= LONGEST
        && List.of(EMAIL, IP_ADDRESS, MAC_ADDRESS, IBAN, CARD, PHONE).stream()
            .anyMatch(shape -> shape.test.test(value));
  }

  /** The shape that nearly all of some values have. */
  static Optional<ValueShape> of(Collection<String> values) {
    for (ValueShape shape : values()) {
      long seen = Math.min(values.size(), MOST);
      long fitting =
          values.stream()
              .limit(MOST)
              .filter(value -> value.length() <= LONGEST && shape.test.test(value))
              .count();
      if (fitting >= shape.least && fitting >= SHARE * seen) {
        return Optional.of(shape);
      }
    }
    return Optional.empty();
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  /** ISO 13616: the number, its first four characters moved to the end, is 1 modulo 97. */
  private static boolean isIban(String value) {
    String plain = value.replace(" ", "");
    if (!plain.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
      return false;
    }
    StringBuilder digits = new StringBuilder();
    (plain.substring(4) + plain.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.getNumericValue(c)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }

  /** ISO/IEC 7812: 13 to 19 digits whose weighted sum is a multiple of 10 (Luhn). */
  private static boolean isCard(String value) {
    String digits = value.replaceAll("[ -]", "");
    if (!digits.matches("[3-6][0-9]{12,18}")) {
      return false;
    }
    int sum = 0;
    for (int at = 0; at < digits.length(); at++) {
      int digit = digits.charAt(digits.length() - 1 - at) - '0';
      int doubled = at % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }
}
