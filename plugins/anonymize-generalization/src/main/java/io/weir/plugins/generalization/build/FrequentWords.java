package io.weir.plugins.generalization.build;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The most frequent values stay, the rest is one group, and above is {@code *}. */
final class FrequentWords {
  private static final int FREQUENT = 10;
  private static final String ANYTHING = "*";

  private FrequentWords() {}

  /**
   * The rows of the hierarchy, the frequent ones first.
   *
   * @param counts how often each value occurs
   */
  static List<Object> rows(Map<String, Long> counts) {
    List<String> words =
        counts.keySet().stream()
            .sorted(
                Comparator.<String>comparingLong(counts::get)
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    Set<String> frequent = new HashSet<>();
    for (String word : words) {
      if (frequent.size() < FREQUENT && !word.isEmpty() && !word.equals(ANYTHING)) {
        frequent.add(word);
      }
    }
    String other = other(frequent);
    List<Object> rows = new ArrayList<>();
    for (String word : words) {
      rows.add(List.of(word, frequent.contains(word) ? word : other, ANYTHING));
    }
    return List.copyOf(rows);
  }

  /** A name for the rest that is not one of the frequent words. */
  private static String other(Set<String> frequent) {
    String name = "other";
    while (frequent.contains(name)) {
      name = "(" + name + ")";
    }
    return name;
  }
}
