package io.weir.engine.proposal;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a name that knows no rules tells, and whether a column can have it. */
final class ProposedNames {
  /** How many columns a table may have. */
  static final int MOST_COLUMNS = 10_000;

  private static final int LONGEST = 63;

  private ProposedNames() {}

  /** Why a column cannot have this name in a document, to be read after "it". */
  static Optional<String> hindrance(String column) {
    if (column.isEmpty()) {
      return Optional.of("has no name");
    }
    if (column.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("has control characters in its name");
    }
    if (column.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      return Optional.of("has a name of more than " + LONGEST + " bytes");
    }
    return Optional.empty();
  }

  /** The words of a name, in lower case: of {@code homePhone_no} home, phone, no. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    String parted =
        Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .replaceAll("(\\p{Ll}|\\d)(\\p{Lu})", "$1 $2")
            .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1 $2");
    for (String word : parted.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** A word as it is for one thing: patient of patients. */
  static String singular(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches")) {
      return word.substring(0, word.length() - 2);
    }
    return word.endsWith("s") && !word.endsWith("ss") && word.length() > 3
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
