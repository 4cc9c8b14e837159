package io.weir.engine.oracle;

import io.weir.engine.oracle.ModuleCase.Facets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats, lengths and the narrower types, as far as the generator must know them. */
final class Form {
  /** A number of which the document says that its decimal character is a comma. */
  static final String COMMA = "#.##0,00";

  private static final Pattern WHOLE = Pattern.compile("([+-]?)([0-9]+)");
  private static final Pattern CENTS = Pattern.compile("([+-]?)([0-9]+)(?:\\.([0-9]{1,2}))?");
  private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  private static final List<String> EXPRESSIONS =
      List.of("k[0-9]+(~[0-9]+)?", "[a-zA-Z0-9~]{0,4}", "[^ ,]*", "(k|Z|e.).*", "\\p{L}+[0-9~]*");
  private static final Map<String, List<String>> LIMITS =
      Map.of(
          "int", List.of("-2147483648", "2147483647"),
          "short", List.of("-32768", "32767"),
          "byte", List.of("-128", "127"),
          "unsignedInt", List.of("0", "4294967295"),
          "unsignedByte", List.of("0", "255"),
          "nonNegativeInteger", List.of("0", "9223372036854775807"),
          "unsignedLong", List.of("0", "18446744073709551615"));

  private static final int MOST_DIGITS = 500;

  private Form() {}

  static Facets some(Type type, String datatype, RandomGenerator random) {
    return switch (type) {
      case STRING -> {
        int least = random.nextInt(3);
        yield random.nextBoolean()
            ? new Facets(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())), 0, Integer.MAX_VALUE)
            : new Facets(
                "", least, random.nextInt(3) == 0 ? Integer.MAX_VALUE : 2 + random.nextInt(3));
      }
      case BINARY -> new Facets("", random.nextInt(3), 2 + random.nextInt(3));
      case BOOLEAN -> format("Y|N");
      case INTEGER -> one(random, "#,##0", "#,##0", "0%");
      case DECIMAL ->
          datatype.equals("unsignedLong")
              ? format("#,##0")
              : one(random, "#,##0.00", COMMA, "0.0%");
      case DOUBLE -> one(random, "#,##0.00", COMMA, "0.00E+00");
      case DATE -> one(random, "dd.MM.yyyy", "M/d/yyyy");
      case TIME -> one(random, "HH:mm", "HHmmss", "HH:mm:ss.SSS", "HH:mm:ssXXX");
      case DATETIME ->
          one(random, "M/d/yyyy HH:mm", "yyyy-MM-ddTHH:mm:ssXXX", "dd.MM.yyyy HH:mm:ss.SSSSSS");
      case JSON -> Facets.NONE;
    };
  }

  private static Facets one(RandomGenerator random, String... formats) {
    return format(formats[random.nextInt(formats.length)]);
  }

  private static Facets format(String format) {
    return new Facets(format, 0, Integer.MAX_VALUE);
  }

  static boolean hasLimits(String datatype) {
    return LIMITS.containsKey(datatype);
  }

  /** Whether a readable text is also of these lengths, this expression, and these limits. */
  static boolean fits(String datatype, Facets facets, String text) {
    if (hasLimits(datatype)) {
      try {
        BigInteger number = new BigDecimal(text).toBigIntegerExact();
        return number.compareTo(new BigInteger(LIMITS.get(datatype).getFirst())) >= 0
            && number.compareTo(new BigInteger(LIMITS.get(datatype).getLast())) <= 0;
      } catch (ArithmeticException | NumberFormatException e) {
        return false;
      }
    }
    int length = text.codePointCount(0, text.length());
    boolean isBinary = datatype.equals("binary");
    int bytes = text.replace("=", "").length() * 3 / 4;
    int size = isBinary ? bytes : length;
    return size >= facets.minLength()
        && size <= facets.maxLength()
        && (!EXPRESSIONS.contains(facets.format()) || text.matches(facets.format()));
  }

  /** The text as the format has it; itself where the format has no way to write it. */
  static String write(String format, String text) {
    return switch (format) {
      case "Y|N" -> Map.of("true", "Y", "1", "Y", "false", "N", "0", "N").getOrDefault(text, text);
      case "#,##0" -> {
        Matcher matcher = WHOLE.matcher(text);
        yield matcher.matches() ? matcher.group(1) + grouped(matcher.group(2), ",") : text;
      }
      case "#,##0.00" -> cents(text, ",", ".");
      case COMMA -> cents(text, ".", ",");
      case "dd.MM.yyyy" -> DAY.matcher(text).replaceFirst("$3.$2.$1");
      case "M/d/yyyy" -> {
        Matcher matcher = DAY.matcher(text);
        yield matcher.matches()
            ? Integer.parseInt(matcher.group(2))
                + (text.hashCode() % 2 == 0 ? "/" + matcher.group(3) : "/" + day(matcher))
                + "/"
                + matcher.group(1)
            : text;
      }
      case "0%" -> WHOLE.matcher(text).matches() ? text + "00%" : text;
      case "0.0%" -> percent(text);
      case "0.00E+00" -> scientific(text);
      default -> Clock.write(format, text);
    };
  }

  private static String percent(String text) {
    Optional<BigDecimal> number = number(text).map(it -> it.scaleByPowerOfTen(2));
    return number
        .filter(it -> it.stripTrailingZeros().scale() <= 1 && it.precision() <= MOST_DIGITS)
        .map(it -> it.setScale(1).toPlainString() + "%")
        .orElse(text);
  }

  /** Rounded: what matters is the form, and that the same text is always written the same. */
  private static String scientific(String text) {
    return number(text).map(it -> String.format(Locale.ROOT, "%.2E", it)).orElse(text);
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static int day(Matcher matcher) {
    return Integer.parseInt(matcher.group(3));
  }

  private static String cents(String text, String group, String point) {
    Matcher matcher = CENTS.matcher(text);
    if (!matcher.matches()) {
      return text;
    }
    String behind = matcher.group(3) == null ? "" : matcher.group(3);
    return matcher.group(1)
        + grouped(matcher.group(2), group)
        + point
        + (behind + "00").substring(0, 2);
  }

  private static String grouped(String digits, String group) {
    StringBuilder text = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      text.insert(at, group);
    }
    return text.toString();
  }
}
