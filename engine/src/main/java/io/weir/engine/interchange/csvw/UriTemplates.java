package io.weir.engine.interchange.csvw;

import java.util.regex.Pattern;

/**
 * The syntax of URI templates (RFC 6570) and of the names of columns, which are their variables.
 */
final class UriTemplates {
  private static final String CHARACTER = "(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})";
  private static final String VARIABLE = CHARACTER + "(?:\\.?" + CHARACTER + ")*+";
  private static final String SPECIFIED = VARIABLE + "(?::[1-9][0-9]{0,3}|\\*)?";
  private static final Pattern NAME = Pattern.compile(VARIABLE);
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "(?:[^\\s\"'%<>\\\\^`{|}]|%[0-9A-Fa-f]{2}|\\{[+#./;?&]?"
              + SPECIFIED
              + "(?:,"
              + SPECIFIED
              + ")*+\\})*+");

  /** Matching longer texts would need a deep stack. */
  private static final int LONGEST = 1_000;

  private UriTemplates() {}

  static boolean isTemplate(String text) {
    return text.length() <= LONGEST && TEMPLATE.matcher(text).matches();
  }

  /** Whether a text can be a column's name: a variable that does not begin with an underscore. */
  static boolean isName(String text) {
    return text.length() <= LONGEST && !text.startsWith("_") && NAME.matcher(text).matches();
  }
}
