package io.weir.engine.dataplane.decode;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant, for messages only. */
final class NearestName {
  private NearestName() {}

  /** The name with the fewest edits, if fewer than half of its characters would change. */
  static Optional<String> among(Collection<String> names, String wanted) {
    String plain = wanted.toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(name -> name.length() < 200)
        .min(
            java.util.Comparator.<String>comparingInt(
                    name -> edits(name.toLowerCase(Locale.ROOT), plain))
                .thenComparing(java.util.Comparator.naturalOrder()))
        .filter(name ->
            edits(name.toLowerCase(Locale.ROOT), plain) * 2
                < Math.max(name.length(), wanted.length()));
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
