package io.weir.engine.definition.format;

import io.weir.engine.definition.format.NumberPattern.Exponent;
import io.weir.engine.definition.format.NumberPattern.Shape;
import io.weir.engine.definition.format.NumberPattern.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads number patterns. As CSVW has it, a pattern is written with the very characters that divide
 * the digits of the values.
 */
public final class NumberPatternReader {
  private static final int LONGEST = 200;
  private static final String OF_PATTERNS = "0123456789#.+-%‰E";

  private final String decimalChar;
  private final String groupChar;
  private String pattern = "";
  private int at;

  private NumberPatternReader(String decimalChar, String groupChar) {
    this.decimalChar = decimalChar;
    this.groupChar = groupChar;
  }

  /**
   * @param pattern nothing if only the characters are declared
   * @param decimalChar by default a point
   * @param groupChar by default a comma in a pattern, and nothing without one
   */
  public static NumberPattern read(
      Optional<String> pattern, Optional<String> decimalChar, Optional<String> groupChar)
      throws FormatException {
    String decimal = divider("decimalChar", decimalChar.orElse("."));
    Optional<String> group =
        groupChar.isPresent()
            ? Optional.of(divider("groupChar", groupChar.get()))
            : pattern.isPresent() && !decimal.equals(",") ? Optional.of(",") : Optional.empty();
    if (group.equals(Optional.of(decimal))) {
      throw new FormatException(
          "its \"decimalChar\" and its \"groupChar\" are the same", "write different characters");
    }
    Optional<Shape> shape =
        pattern.isPresent()
            ? Optional.of(new NumberPatternReader(decimal, group.orElse("")).shape(pattern.get()))
            : Optional.empty();
    boolean grouped =
        shape.map(it -> it.group() > 0 || it.fractionGroup() > 0).orElse(group.isPresent());
    return new NumberPattern(
        decimal.codePointAt(0),
        grouped ? group.map(it -> it.codePointAt(0)) : Optional.empty(),
        shape,
        true);
  }

  private static String divider(String term, String text) throws FormatException {
    boolean plain =
        text.codePointCount(0, text.length()) == 1
            && (text.equals(".") || !OF_PATTERNS.contains(text))
            && !Character.isSurrogate(text.charAt(text.length() - 1))
            && !Character.isISOControl(text.charAt(0));
    if (!plain) {
      throw new FormatException(
          "its \"" + term + "\" is not one character that can stand between digits",
          "write one character that is no digit, sign, #, %, ‰ or E");
    }
    return text;
  }

  private Shape shape(String text) throws FormatException {
    if (text.length() > LONGEST) {
      throw new FormatException(
          "its pattern has more than " + LONGEST + " characters", "write a shorter one");
    }
    pattern = text;
    Affix prefix = affix(true);
    List<String> whole = groups();
    boolean point = takes(decimalChar);
    List<String> fraction = point ? groups() : List.of("");
    Optional<Exponent> exponent = takes("E") ? Optional.of(exponent()) : Optional.empty();
    Affix suffix = affix(false);
    if (at < pattern.length()) {
      throw invalid("it has " + (point ? "digits" : "characters") + " where none can stand");
    }
    String wholeDigits = String.join("", whole);
    String fractionDigits = String.join("", fraction);
    if (wholeDigits.isEmpty() && fractionDigits.isEmpty()) {
      throw invalid("it has no 0 and no #");
    }
    if (wholeDigits.contains("0#")) {
      throw invalid("a # stands after a 0 and before the decimal character");
    }
    if (fractionDigits.contains("#0") || point && fractionDigits.isEmpty()) {
      throw invalid("after the decimal character it needs zeros first, then #");
    }
    if (prefix.shift != 0 && suffix.shift != 0) {
      throw invalid("it has % or ‰ twice");
    }
    return new Shape(
        prefix.sign,
        prefix.text,
        suffix.text,
        zeros(wholeDigits),
        whole.size() == 1 ? 0 : whole.getLast().length(),
        whole.size() == 1 ? 0 : further(whole),
        zeros(fractionDigits),
        fractionDigits.length(),
        fraction.size() == 1 ? 0 : fractionGroup(fraction),
        exponent,
        prefix.shift + suffix.shift);
  }

  private record Affix(Sign sign, String text, int shift) {}

  /** What stands before or after the digits. */
  private Affix affix(boolean prefix) throws FormatException {
    Sign sign = Sign.OPTIONAL;
    int shift = 0;
    StringBuilder text = new StringBuilder();
    boolean signed = false;
    while (at < pattern.length() && !(prefix && isDigits())) {
      if (takes(groupChar) || takes(decimalChar)) {
        throw invalid("a decimal or group character does not stand between digits");
      }
      char c = pattern.charAt(at++);
      switch (c) {
        case '+', '-' -> {
          if (!prefix || signed) {
            throw invalid("a sign can only stand once, and before the digits");
          }
          signed = true;
          sign = c == '+' ? Sign.REQUIRED : Sign.MINUS;
        }
        case '%', '‰' -> {
          if (shift != 0) {
            throw invalid("it has % or ‰ twice");
          }
          shift = c == '%' ? -2 : -3;
          text.append(c);
        }
        case '\'' -> text.append(quoted());
        case '#', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ';', '@', '*', '¤', '"' ->
            throw invalid("it has a " + c + " where none can stand");
        default -> text.append(c);
      }
    }
    return new Affix(sign, text.toString(), shift);
  }

  private boolean isDigits() {
    return pattern.charAt(at) == '#'
        || pattern.charAt(at) == '0'
        || pattern.startsWith(decimalChar, at);
  }

  /** A text in single quotes; two of them are one. */
  private String quoted() throws FormatException {
    int end = pattern.indexOf('\'', at);
    if (end < 0) {
      throw invalid("a single quote is not closed");
    }
    String text = end == at ? "'" : pattern.substring(at, end);
    at = end + 1;
    if (text.chars().anyMatch(c -> Digits.is(c) || c == '+' || c == '-')) {
      throw invalid(
          "its text in quotes has digits or signs, which could be taken for the number's");
    }
    return text;
  }

  private List<String> groups() throws FormatException {
    List<String> groups = new ArrayList<>();
    do {
      int from = at;
      while (at < pattern.length() && (pattern.charAt(at) == '#' || pattern.charAt(at) == '0')) {
        at++;
      }
      groups.add(pattern.substring(from, at));
    } while (takes(groupChar));
    if (groups.size() > 1 && groups.contains("")) {
      throw invalid("a group character does not stand between digits");
    }
    return groups;
  }

  private Exponent exponent() throws FormatException {
    boolean signed = takes("+");
    int from = at;
    while (at < pattern.length() && (pattern.charAt(at) == '#' || pattern.charAt(at) == '0')) {
      at++;
    }
    String digits = pattern.substring(from, at);
    if (digits.isEmpty() || digits.contains("0#") || zeros(digits) == 0) {
      throw invalid("after the E it needs a 0");
    }
    if (digits.length() > NumberPattern.MOST_EXPONENT_DIGITS) {
      throw invalid("its exponent has more than " + NumberPattern.MOST_EXPONENT_DIGITS + " digits");
    }
    return new Exponent(zeros(digits), signed);
  }

  private boolean takes(String text) {
    boolean taken = !text.isEmpty() && pattern.startsWith(text, at);
    at += taken ? text.length() : 0;
    return taken;
  }

  /** The size of all groups but the last; the first one shown need not be whole. */
  private int further(List<String> groups) throws FormatException {
    if (groups.size() == 2) {
      return groups.getLast().length();
    }
    int size = groups.get(groups.size() - 2).length();
    for (int i = 1; i < groups.size() - 1; i++) {
      if (groups.get(i).length() != size) {
        throw invalid("its groups have more than two sizes");
      }
    }
    if (groups.getFirst().length() > size) {
      throw invalid("its groups have more than two sizes");
    }
    return size;
  }

  private int fractionGroup(List<String> groups) throws FormatException {
    int size = groups.getFirst().length();
    for (int i = 1; i < groups.size(); i++) {
      int length = groups.get(i).length();
      if (i == groups.size() - 1 ? length > size : length != size) {
        throw invalid("its groups after the decimal character have several sizes");
      }
    }
    return size;
  }

  private static int zeros(String digits) {
    return (int) digits.chars().filter(c -> c == '0').count();
  }

  private static FormatException invalid(String reason) {
    return new FormatException(
        "its pattern is no number pattern: " + reason,
        "write it like \"#,##0.00\", with 0, #, E, +, %, ‰ and the decimal and group characters of"
            + " the values");
  }
}
