package io.weir.engine.definition.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

/**
 * Translates the expressions that XML Schema, XPath and ECMAScript have in common into those of
 * RE2, and refuses what RE2 cannot do or would take for something else. Counts the steps of the
 * expression on the way, because written out repetitions of repetitions may be very many.
 */
final class ExpressionReader {
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 50;
  private static final java.util.regex.Pattern COUNT =
      java.util.regex.Pattern.compile("\\{([0-9]{1,4})(?:,([0-9]{0,4}))?\\}");
  private static final java.util.regex.Pattern PROPERTY =
      java.util.regex.Pattern.compile("\\{(?:[A-Z][a-z]?|[A-Z][A-Za-z_]{2,40})\\}");

  /** The characters a name of XML may begin with, but for the colon and the underscore. */
  private static final String NAME_START =
      "A-Za-z_:\\x{C0}-\\x{D6}\\x{D8}-\\x{F6}\\x{F8}-\\x{2FF}\\x{370}-\\x{37D}\\x{37F}-\\x{1FFF}"
          + "\\x{200C}-\\x{200D}\\x{2070}-\\x{218F}\\x{2C00}-\\x{2FEF}\\x{3001}-\\x{D7FF}"
          + "\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFFD}\\x{10000}-\\x{EFFFF}";

  private static final String NAME =
      NAME_START + "0-9.\\-\\x{B7}\\x{300}-\\x{36F}\\x{203F}-\\x{2040}";

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;
  private long steps;
  private long last;

  ExpressionReader(String source) {
    this.source = source;
  }

  Pattern compile() throws FormatException {
    if (source.codePointCount(0, source.length()) > LONGEST) {
      throw refused("it has more than " + LONGEST + " characters");
    }
    while (at < source.length()) {
      next();
    }
    try {
      return Pattern.compile(target.toString());
    } catch (PatternSyntaxException e) {
      throw refused(e.getDescription());
    }
  }

  private void next() throws FormatException {
    char c = source.charAt(at);
    switch (c) {
      case '(' -> {
        if (source.startsWith("(?", at) && !source.startsWith("(?:", at)) {
          throw refused("it looks ahead or back, names a group or sets a flag at " + c + "?");
        }
        copy(source.startsWith("(?:", at) ? 3 : 1);
        open.push(Math.toIntExact(steps));
        if (open.size() > DEEPEST) {
          throw refused("its groups are more than " + DEEPEST + " deep");
        }
      }
      case ')' -> {
        if (open.isEmpty()) {
          throw refused("it closes a group that is not open");
        }
        copy(1);
        last = steps - open.pop();
        step(2);
        last += 2;
      }
      case '*', '+', '?', '|' -> {
        copy(1);
        long before = last;
        step(1);
        last = before + 1;
      }
      case '{' -> repeat();
      case '[' -> characters();
      case '\\' -> {
        target.append(escape(false));
        atom();
      }
      default -> {
        copy(1);
        atom();
      }
    }
  }

  private void repeat() throws FormatException {
    Matcher count = COUNT.matcher(source).region(at, source.length());
    if (!count.lookingAt()) {
      throw refused("it has a { that begins no count; write \\{ for the character");
    }
    int least = Integer.parseInt(count.group(1));
    String most = count.group(2);
    int times = most == null || most.isEmpty() ? least + 1 : Integer.parseInt(most);
    copy(count.end() - at);
    long each = last;
    step(each * times);
    last = each * (times + 1L);
  }

  /** A class in brackets. */
  private void characters() throws FormatException {
    copy(source.startsWith("[^", at) ? 2 : 1);
    int from = at;
    while (at < source.length() && source.charAt(at) != ']') {
      char c = source.charAt(at);
      if (c == '[') {
        throw refused(
            source.charAt(at - 1) == '-' && at - 1 > from
                ? "it takes characters away from a class in brackets"
                : "it has a [ inside of brackets; write \\[ for the character");
      }
      if (c == '\\') {
        target.append(escape(true));
      } else {
        copy(1);
      }
    }
    if (at == source.length() || at == from) {
      throw refused("it has brackets that are not closed, or empty");
    }
    copy(1);
    atom();
  }

  /** What stands for the escape at hand. */
  private String escape(boolean inBrackets) throws FormatException {
    if (at + 1 == source.length()) {
      throw refused("it ends in a backslash");
    }
    char c = source.charAt(at + 1);
    at += 2;
    return switch (c) {
      case 'd', 'D', 'w', 'W', 's', 'S', 'n', 'r', 't', 'f', 'v' -> "\\" + c;
      case 'p', 'P' -> {
        Matcher property = PROPERTY.matcher(source).region(at, source.length());
        if (!property.lookingAt()) {
          throw refused("\\" + c + " is not followed by a property such as {Lu}");
        }
        at = property.end();
        yield "\\" + c + property.group();
      }
      case 'u' -> "\\x{" + Integer.toHexString(utf16()) + "}";
      case 'x' -> "\\x{" + Integer.toHexString(hexadecimal(2)) + "}";
      case 'i' -> inBrackets ? NAME_START : "[" + NAME_START + "]";
      case 'c' -> inBrackets ? NAME : "[" + NAME + "]";
      default -> {
        if (!inBrackets && (c == 'b' || c == 'B')) {
          yield "\\" + c;
        }
        if (!inBrackets && (c == 'I' || c == 'C')) {
          yield "[^" + (c == 'I' ? NAME_START : NAME) + "]";
        }
        if (c < ' ' || c > '~' || Character.isLetterOrDigit(c)) {
          throw refused(
              c >= '1' && c <= '9'
                  ? "it refers back to a group"
                  : "it has a backslash before a character that needs none");
        }
        yield "\\" + c;
      }
    };
  }

  /** The code point that one or two escapes of UTF-16 stand for. */
  private int utf16() throws FormatException {
    int unit = hexadecimal(4);
    if (!Character.isSurrogate((char) unit)) {
      return unit;
    }
    if (source.startsWith("\\u", at)) {
      at += 2;
      int low = hexadecimal(4);
      if (Character.isSurrogatePair((char) unit, (char) low)) {
        return Character.toCodePoint((char) unit, (char) low);
      }
    }
    throw refused("it has half of a pair of UTF-16 surrogates");
  }

  private int hexadecimal(int digits) throws FormatException {
    String text = source.substring(at, Math.min(at + digits, source.length()));
    if (text.length() < digits
        || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw refused("it has an escape without its " + digits + " hexadecimal digits");
    }
    at += digits;
    return Integer.parseInt(text, 16);
  }

  private void copy(int characters) {
    target.append(source, at, at + characters);
    at += characters;
  }

  private void atom() throws FormatException {
    step(1);
    last = 1;
  }

  private void step(long more) throws FormatException {
    steps += more;
    if (steps > TextPattern.MOST_STEPS) {
      throw refused("written out, it has more than " + TextPattern.MOST_STEPS + " steps");
    }
  }

  private static FormatException refused(String reason) {
    return new FormatException(
        "it is not a regular expression that this version can match: " + reason,
        "write a simple one: characters, classes in brackets, groups, | and repetitions");
  }
}
