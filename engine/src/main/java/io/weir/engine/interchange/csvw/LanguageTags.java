package io.weir.engine.interchange.csvw;

import java.util.Locale;
import java.util.regex.Pattern;

/** Language tags (BCP 47), as far as their form goes. */
final class LanguageTags {
  /** No language in particular. */
  static final String UNDETERMINED = "und";

  private static final Pattern TAG = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

  /** Much longer than any tag; matching longer texts would need a deep stack. */
  private static final int LONGEST = 200;

  private LanguageTags() {}

  static boolean isTag(String text) {
    return text.length() <= LONGEST && TAG.matcher(text).matches();
  }

  /** Whether two tags are equal when cut to the shorter one; {@code und} matches any. */
  static boolean match(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.equals(UNDETERMINED)
        || b.equals(UNDETERMINED)
        || a.equals(b)
        || a.startsWith(b + "-")
        || b.startsWith(a + "-");
  }
}
