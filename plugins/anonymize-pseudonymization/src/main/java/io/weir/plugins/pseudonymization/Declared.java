package io.weir.plugins.pseudonymization;

import io.weir.spi.InvalidParameters;
import io.weir.spi.Parameters;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the parameters of a use; each throws {@link InvalidParameters}. */
final class Declared {
  /** A secret's name, and after an at sign the version of it. */
  private static final Pattern REFERENCE =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._-]{0,199}(@[1-9][0-9]{0,8})?");

  private static final int LONGEST_TEXT = 200;
  static final int FEWEST_DIGITS = 7;
  static final int MOST_DIGITS = 18;

  private Declared() {}

  static String secret(Parameters parameters) {
    String secret =
        parameters
            .text("secret")
            .orElseThrow(() ->
                new InvalidParameters(
                    "secret",
                    "\"secret\" is missing: name a secret of the secret store; weir secrets create"
                        + " makes one"));
    if (!REFERENCE.matcher(secret).matches()) {
      throw new InvalidParameters(
          "secret",
          "\"secret\" is the name of a secret, such as patients, or one with a version, such as"
              + " patients@2; never the secret itself");
    }
    return secret;
  }

  static Alphabet alphabet(Parameters parameters) {
    return parameters
        .text("alphabet")
        .flatMap(Alphabet::of)
        .orElseThrow(() ->
            new InvalidParameters(
                "alphabet",
                "\"alphabet\" says which characters are replaced; it is one of "
                    + Alphabet.words()));
  }

  static IntegerRange range(Parameters parameters) {
    Optional<Integer> digits = whole("digits", FEWEST_DIGITS, MOST_DIGITS, parameters);
    Optional<Long> minimum = integer("minimum", parameters);
    Optional<Long> maximum = integer("maximum", parameters);
    if (digits.isPresent()) {
      refuse(
          parameters,
          "stands beside \"digits\", which says the range already",
          "minimum",
          "maximum");
      long least = BigInteger.TEN.pow(digits.get() - 1).longValueExact();
      return new IntegerRange(least, least * 10 - 1);
    }
    if (minimum.isPresent() != maximum.isPresent()) {
      String missing = minimum.isPresent() ? "maximum" : "minimum";
      throw new InvalidParameters(
          missing, "a range has a \"minimum\" and a \"maximum\"; add the other");
    }
    IntegerRange range =
        new IntegerRange(minimum.orElse(Long.MIN_VALUE), maximum.orElse(Long.MAX_VALUE));
    if (range.size().compareTo(BigInteger.valueOf(Alphabet.LEAST_VALUES)) < 0) {
      throw new InvalidParameters(
          "maximum",
          "a range needs a million integers at least, or pseudonyms can be tried out; widen it, or"
              + " choose \"hmac\"");
    }
    return range;
  }

  static Optional<Integer> whole(String name, int least, int most, Parameters parameters) {
    return parameters
        .number(name)
        .map(number -> {
          if (number.compareTo(BigDecimal.valueOf(least)) < 0
              || number.compareTo(BigDecimal.valueOf(most)) > 0
              || number.stripTrailingZeros().scale() > 0) {
            throw new InvalidParameters(
                name, "\"%s\" must be a whole number from %d to %d".formatted(name, least, most));
          }
          return number.intValueExact();
        });
  }

  private static Optional<Long> integer(String name, Parameters parameters) {
    return parameters
        .number(name)
        .map(number -> {
          try {
            return number.longValueExact();
          } catch (ArithmeticException e) {
            throw new InvalidParameters(
                name, "\"" + name + "\" must be a whole number of at most 64 bits");
          }
        });
  }

  static String bounded(String name, Parameters parameters) {
    String text = parameters.text(name).orElse("");
    if (text.length() > LONGEST_TEXT || parameters.values().containsKey(name) && text.isEmpty()) {
      throw new InvalidParameters(
          name, "\"%s\" must be a text of 1 to %d characters".formatted(name, LONGEST_TEXT));
    }
    return text;
  }

  static void refuse(Parameters parameters, String why, String... names) {
    for (String name : names) {
      if (parameters.values().containsKey(name)) {
        throw new InvalidParameters(name, "\"" + name + "\" " + why + "; take it away");
      }
    }
  }
}
