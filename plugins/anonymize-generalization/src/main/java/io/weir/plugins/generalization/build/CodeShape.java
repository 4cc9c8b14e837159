package io.weir.plugins.generalization.build;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Whether texts are codes such as postcodes: short, of about the same length, each with a digit, so
 * that those that begin alike belong together.
 */
final class CodeShape {
  private static final int LONGEST = 20;
  private static final int LONGEST_OF_MANY_LENGTHS = 12;
  private static final int MOST_DIFFERENT = 3;

  private boolean any;
  private boolean codes = true;
  private int shortest = Integer.MAX_VALUE;
  private int longest;
  private String prefix = "";

  void add(String text) {
    int length = text.codePointCount(0, text.length());
    codes &=
        length >= 2
            && length <= LONGEST
            && text.codePoints().anyMatch(Character::isDigit)
            && text.codePoints().filter(Character::isWhitespace).count() <= 1;
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    if (codes) {
      begins(text);
    }
    any = true;
  }

  void merge(CodeShape other) {
    if (other.any) {
      codes &= other.codes;
      shortest = Math.min(shortest, other.shortest);
      longest = Math.max(longest, other.longest);
      if (codes) {
        begins(other.prefix);
      }
      any = true;
    }
  }

  private void begins(String text) {
    if (!any) {
      prefix = text;
    }
    int common = 0;
    while (common < Math.min(prefix.length(), text.length())
        && prefix.charAt(common) == text.charAt(common)) {
      common++;
    }
    prefix = prefix.substring(0, common);
  }

  /** How many characters have to go until all codes are alike. */
  OptionalInt levels() {
    boolean alike =
        longest == shortest
            || longest <= LONGEST_OF_MANY_LENGTHS && longest - shortest <= MOST_DIFFERENT;
    return any && codes && alike
        ? OptionalInt.of(Math.max(1, longest - prefix.codePointCount(0, prefix.length())))
        : OptionalInt.empty();
  }

  /** The form of a hierarchy; only of codes. */
  Map<String, Object> redaction() {
    return Map.of(
        "from", "right", "token", "*", "levels", BigDecimal.valueOf(levels().orElseThrow()));
  }
}
