package io.weir.plugins.generalization.build;

import io.weir.spi.Column;
import io.weir.spi.Parameters;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The most frequent values stay, the rest is one group, and above is {@code *}. Where there are too
 * many values to list, only the frequent ones are, and all others are known by the last level.
 */
final class FrequentWords {
  private static final int FREQUENT = 10;
  private static final int MOST_LISTED = 5_000;
  private static final int LONGEST = 200;
  private static final String ANYTHING = "*";

  private FrequentWords() {}

  private record Word(String text, long count) {}

  static Parameters of(Column distinct, long[] counts) {
    List<Word> words = words(distinct, counts);
    Set<String> frequent = new HashSet<>();
    // With few words, half of them: a level that keeps all would be none.
    int kept = Math.min(FREQUENT, words.size() / 2);
    for (Word word : words) {
      if (frequent.size() < kept && word.text.length() <= LONGEST && !word.text.isEmpty()) {
        frequent.add(word.text);
      }
    }
    boolean all =
        words.size() <= MOST_LISTED && words.stream().allMatch(it -> it.text.length() <= LONGEST);
    String other = other(frequent);
    List<Object> rows = new ArrayList<>();
    for (Word word : words) {
      boolean stays = frequent.contains(word.text) && !word.text.equals(ANYTHING);
      if (all || stays) {
        rows.add(List.of(word.text, stays ? word.text : other, ANYTHING));
      }
    }
    if (all && !rows.isEmpty()) {
      return HierarchyProposal.form("rows", List.copyOf(rows));
    }
    if (rows.isEmpty()) {
      return HierarchyProposal.form("redact", Map.of("levels", BigDecimal.ONE));
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("hierarchy", Map.of("rows", List.copyOf(rows)));
    parameters.put("unmapped", "top");
    return new Parameters(parameters);
  }

  private static List<Word> words(Column distinct, long[] counts) {
    Map<String, Long> sums = new HashMap<>();
    for (int row = 0; row < distinct.size(); row++) {
      if (!distinct.isEmpty(row)) {
        sums.merge(distinct.format(row), counts[row], Long::sum);
      }
    }
    List<Word> words = new ArrayList<>();
    sums.forEach((text, count) -> words.add(new Word(text, count)));
    words.sort(
        (a, b) -> a.count != b.count ? Long.compare(b.count, a.count) : a.text.compareTo(b.text));
    return words;
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
