package io.weir.engine.definition;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Words for messages: quoting what a document says, and finding what its author may have meant. */
public final class Wording {
  private static final int LONGEST = 60;

  private Wording() {}

  /** The text in double quotes, cut when long, with control characters and quotes escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (isUnprintable(c)) {
            quoted.append("\\u").append(String.format(Locale.ROOT, "%04x", c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append(text.codePointCount(0, text.length()) > LONGEST ? "…\"" : "\"").toString();
  }

  static boolean isUnprintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Advice for a word that is not among the known ones: the nearest, or else all of them. */
  public static String nearest(String word, Collection<String> known) {
    return near(word, known)
        .map(name -> "did you mean " + quote(name) + "?")
        .orElseGet(() -> list(known));
  }

  /** The nearest known word, if one is near, and all of them. */
  public static String nearestAndAll(String word, Collection<String> known) {
    return near(word, known)
        .map(name -> "did you mean " + quote(name) + "? " + list(known))
        .orElseGet(() -> list(known));
  }

  private static String list(Collection<String> known) {
    return known.isEmpty()
        ? "there are none"
        : "known are " + String.join(", ", new TreeSet<>(known));
  }

  private static Optional<String> near(String word, Collection<String> known) {
    int furthest = Math.clamp(word.length() / 2, 1, 3);
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(fold(word), fold(candidate));
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return least <= furthest ? Optional.of(best) : Optional.empty();
  }

  /** Lower case the same in every locale. */
  private static int[] fold(String word) {
    return word.codePoints().map(Character::toLowerCase).toArray();
  }

  /** Edit distance where swapping two neighbours counts one (optimal string alignment). */
  private static int distance(int[] a, int[] b) {
    int[] beforeLast = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      int[] row = new int[b.length + 1];
      row[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length];
  }
}
