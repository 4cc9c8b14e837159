package io.weir.engine.definition;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Makes names that a module document takes of names that know no rules, none of them twice whatever
 * the case of letters.
 */
public final class FreeNames {
  private static final int LONGEST = 63;

  /** Of a longer text only the beginning can become a name. */
  private static final int LOOKED_AT = 200;

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * A name of letters, digits, {@code _} and {@code -} that begins with a letter and resembles a
   * text; where nothing is left of that, {@code otherwise}.
   */
  public static String identifier(String text, String otherwise) {
    String plain =
        Normalizer.normalize(begin(text), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replace("ß", "ss")
            .replaceAll("[^A-Za-z0-9_-]+", "_")
            .replaceAll("^[^A-Za-z0-9]+|[_-]+$", "");
    if (plain.isEmpty()) {
      return otherwise;
    }
    String begun = Character.isLetter(plain.charAt(0)) ? plain : otherwise + "_" + plain;
    return begun.substring(0, Math.min(begun.length(), LONGEST));
  }

  /** A name without control characters, of at most 63 bytes of UTF-8. */
  public static String printable(String text) {
    StringBuilder name = new StringBuilder();
    int bytes = 0;
    for (int c : begin(text).codePoints().filter(it -> !Character.isISOControl(it)).toArray()) {
      int more = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (bytes + more > LONGEST) {
        break;
      }
      bytes += more;
      name.appendCodePoint(c);
    }
    return name.isEmpty() ? "column" : name.toString();
  }

  /** The name itself, or with the first number that is free. */
  public String claim(String name) {
    String free = name;
    while (!taken.add(free.toLowerCase(Locale.ROOT))) {
      int number = numbers.merge(name.toLowerCase(Locale.ROOT), 2, (last, _) -> last + 1);
      String suffix = "_" + number;
      String begin = name;
      while ((begin + suffix).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
        begin = begin.substring(0, begin.offsetByCodePoints(begin.length(), -1));
      }
      free = begin + suffix;
    }
    return free;
  }

  private static String begin(String text) {
    String all = text.strip();
    return all.codePointCount(0, all.length()) <= LOOKED_AT
        ? all
        : all.substring(0, all.offsetByCodePoints(0, LOOKED_AT));
  }

  /** Whether a name is claimed. */
  public boolean has(String name) {
    return taken.contains(name.toLowerCase(Locale.ROOT));
  }
}
